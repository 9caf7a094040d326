"""The office's addresses, gathered from its screens. Who may open each is decided in casework.access."""
from allauth.account.views import LoginView, LogoutView
from django.urls import path

from goldenthread.doors.office import kit

urlpatterns = [
    path("sign-in/", LoginView.as_view(), name="account_login"),
    path("sign-out/", LogoutView.as_view(), name="account_logout"),
    path("keys/", kit.keys, name="keys"),
]
