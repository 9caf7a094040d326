"""Letters to families: begun with the authority's words about what was decided, and printed as they were sent."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from goldenthread.casework import access, drafts, heads, letters
from goldenthread.doors.office import recording
from goldenthread.doors.office.records import around, as_known
from goldenthread.doors.office.request import Request


def letter(request: Request, subject: UUID, entry: UUID) -> HttpResponse:
    """A letter as it was sent, to print."""
    moment, said = as_known(request)
    reading = heads.read(subject, request.actor, timezone.now(), as_known=moment)
    sent = letters.sent(entry, reading.members.ids, by=request.actor, known=moment)
    if sent is None:
        raise Http404
    return render(request, "child/letter.html", {
        **around(request, heads.head_of(reading), moment, said), "sent": sent, "entry": entry,
    })  # fmt: skip


def _as_decided(by: access.Actor, about: UUID, entry: UUID | None) -> dict[drafts.Place, Any]:
    return {(None, name): words for name, words in letters.begins_with(about, entry, by=by).items()}


for written in letters.WRITTEN.values():
    recording.BEGINS_WITH[written] = _as_decided

urlpatterns = [path("child/<uuid:subject>/letter/<uuid:entry>/", letter, name="letter")]
