from django.apps import AppConfig


class Oversight(AppConfig):
    name = "goldenthread.oversight"
    default_auto_field = "django.db.models.BigAutoField"
