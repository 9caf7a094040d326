"""The one Jinja environment of all pages: what a template may call, and how it says dates and counts."""

from collections.abc import Mapping
from typing import Any

import jinja2
from django.http import QueryDict
from django.templatetags.static import static
from django.urls import reverse

from . import wording
from .fields import describe, mistakes


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page. Raises NoReverseMatch for a name that no page has."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def query(now: QueryDict | Mapping[str, Any], **changes: Any) -> str:
    """The page's own question with some answers changed (`None` leaves one out): for sorting, paging and filters."""
    asked = now.copy() if isinstance(now, QueryDict) else QueryDict(mutable=True)
    if not isinstance(now, QueryDict):
        asked.update({name: str(value) for name, value in now.items()})
    for name, value in changes.items():
        asked.pop(name, None)
        if isinstance(value, list | tuple):
            asked.setlist(name, [str(one) for one in value])
        elif value is not None:
            asked[name] = str(value)
    return "?" + asked.urlencode()


def environment(**options: Any) -> jinja2.Environment:
    """Made once by Django's Jinja2 backend.

    A name that a template does not have is an error, not an empty space: a warning that silently
    failed to show could hurt a child.
    """
    options |= {"autoescape": True, "undefined": jinja2.StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = jinja2.Environment(**options)
    made.globals |= {
        "static": static,
        "url": url,
        "query": query,
        "describe": describe,
        "mistakes": mistakes,
        "due_words": wording.due_words,
    }
    made.filters |= {
        "ago": wording.ago,
        "age_words": wording.age_words,
        "at_time": wording.at_time,
        "day_words": wording.day_words,
        "iso": wording.iso,
        "later": wording.later,
        "moment": wording.moment,
        "plural": wording.plural,
        "spoken": wording.spoken,
        "when_due": wording.when_due,
    }
    return made
