"""Add a document to a record, and take one out of it again."""

import secrets
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from goldenthread.casework import documents, people
from goldenthread.casework.recording import CannotRecord
from goldenthread.doors.office import recording
from goldenthread.doors.office.request import Request
from goldenthread.language import handbook


class Measured(FileUploadHandler):
    """Lets go of a file as soon as it is larger than any that is kept; what was typed beside it still comes through."""

    taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.taken += len(raw_data)
        if self.taken > settings.LARGEST_DOCUMENT:
            self.request.too_large = True  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler keeps it."""


def paper_new(request: Request, subject: UUID) -> HttpResponse:
    """Choose a file, say what it is: kept as an entry of its own."""
    by, today = request.actor, timezone.localdate()
    form = _form(request)
    key, wrong, refused = request.POST.get("key") or secrets.token_hex(16), "", ""
    if request.method == "POST":
        sent = request.FILES.get("file")
        if getattr(request, "too_large", False):
            wrong = documents.too_large()
        elif sent is None:
            wrong = "Choose a file."
        if form.is_valid() and sent is not None and not wrong:
            try:
                documents.add(
                    subject, name=sent.name or "", content=sent.read(), answers=form.answers(), actor=by, key=key,
                    today=today,
                )  # fmt: skip
            except documents.Refused as why:
                wrong = str(why)
            except CannotRecord as why:
                refused = str(why)
            else:
                messages.success(request, "The document is on the record.")
                return redirect("papers", subject=subject)
        if sent is not None and not wrong:
            wrong = "Choose the file again: a browser does not send it a second time by itself."
    return render(request, "child/paper_new.html", {
        "subject": subject, "name": people.names_of([subject], actor=by).get(subject, ""), "form": form, "key": key,
        "wrong": wrong, "refused": refused, "endings": documents.ENDINGS, "scanned": bool(settings.DOCUMENT_SCANNER),
        "largest": settings.LARGEST_DOCUMENT // 1_000_000,
    }, status=422 if wrong or refused or form.errors else 200)  # fmt: skip


def paper(request: Request, subject: UUID, paper: UUID) -> HttpResponse:
    """The document, to be saved: never shown inside this site."""
    try:
        kept = documents.handed_out(subject, paper, actor=request.actor)
    except documents.NoSuchDocument:
        raise Http404 from None
    named = content_disposition_header(as_attachment=True, filename=kept.name) or "attachment"
    return HttpResponse(kept.content, content_type=kept.type, headers={"Content-Disposition": named})


def _form(request: Request) -> Any:
    declared: Any = handbook().steps[documents.STEP].form
    return declared(request.POST or None, today=timezone.localdate())


# A file is sent with the form at once: no draft keeps it. What is said of it is put right as of any entry.
recording.INSTEAD[documents.STEP] = lambda about: reverse("paper_new", args=[about])

urlpatterns = [
    path("child/<uuid:subject>/papers/add/", paper_new, name="paper_new"),
    path("child/<uuid:subject>/papers/<uuid:paper>/", paper, name="paper"),
]
