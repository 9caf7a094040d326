"""Who may have an account: those to whom the authority gave one."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Accounts(DefaultAccountAdapter):
    """Signing in is for workers; signing up is for nobody."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account is made with a worker and a post, by the authority's administrator."""
        return False
