from django.apps import AppConfig


class Facts(AppConfig):
    name = "goldenthread.facts"
    default_auto_field = "django.db.models.BigAutoField"
