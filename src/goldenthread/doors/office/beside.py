"""Two people in one form: what the others wrote meanwhile comes onto the page that is open."""

import datetime as dt
from uuid import UUID

from django.http import JsonResponse
from django.urls import path
from django.utils import timezone

from goldenthread.casework import drafts
from goldenthread.doors.office import places, wording
from goldenthread.doors.office.request import Request

# What was saved just before somebody asked last may only have been kept just after.
OVERLAP = dt.timedelta(seconds=10)


def beside(request: Request, draft: UUID) -> JsonResponse:
    """What other pages saved in this form since this one asked last; the page asks by itself, every few seconds.

    Asking does not count as being there. What is handed over is a look, as opening the form is.
    """
    by, now = request.actor, timezone.now()
    held = drafts.open_draft(draft, by=by, at=now)
    since = _moment(request.GET.get("since", "")) or now
    mine = request.GET.get("page", "")
    theirs = {
        place: answer for place, answer in held.answers.items()
        if answer.page != mine and answer.at >= since - OVERLAP
    }  # fmt: skip
    if theirs:
        drafts.open_draft(draft, by=by, at=now, page="draft")
    return JsonResponse({
        "now": now.isoformat(),
        "closed": held.why_closed,
        "answers": {
            places.html_of(place): {
                "version": answer.version, "fields": places.fields_of(place, answer.value),
                "said": f"{'You' if answer.worker == by.worker else answer.by} wrote this at "
                f"{wording.at_time(answer.at)}{', on another page' if answer.worker == by.worker else ''}.",
            }
            for place, answer in theirs.items()
        },
    })  # fmt: skip


def _moment(text: str) -> dt.datetime | None:
    """An aware time from an address; nothing if it is none."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None  # an address that somebody typed: asked from now on
    return moment if moment.tzinfo else None


urlpatterns = [path("draft/<uuid:draft>/beside/", beside, name="draft_beside")]
