"""The way in by the authority's own directory, where the settings name one (docs/how-to/sign-in.md)."""

from allauth.socialaccount.providers.openid_connect import views
from django.urls import path

urlpatterns = [
    path("sign-in/<slug:provider_id>/", views.login, name="openid_connect_login"),
    path("sign-in/<slug:provider_id>/back/", views.callback, name="openid_connect_callback"),
]
