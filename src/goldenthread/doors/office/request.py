"""A request as a page of ours gets it: who asks is known, and was let in, before the page is asked anything."""

from django.http import HttpRequest

from goldenthread.casework import access


class Request(HttpRequest):
    """What the middleware has written on it. actor: who asks, in which post.

    need: the need to know by which the record that it opens may be opened.
    """

    actor: access.Actor
    need: access.Need | None
