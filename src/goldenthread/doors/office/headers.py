"""What every answer tells the browser: pages, static files, refusals, redirects, and what breaks before a page."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class Headers:
    """The outermost of all, so that no answer leaves without them. What a view has said of itself stands."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in settings.ANSWER_HEADERS.items():
            response.setdefault(name, value)
        return response
