"""Keep what was typed.

Different questions merge. Where two people wrote over the same version of one answer, the first stays, the other is set
aside beside it with whose it is, and both are shown until somebody chooses.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from goldenthread.blocks.numbers import whole_number
from goldenthread.casework import access
from goldenthread.casework.drafts.draft import DraftClosed, Place, Saved
from goldenthread.casework.drafts.opening import about_of, is_open, locked, plain, require, require_open, step_of
from goldenthread.record import models


def save(
    draft: UUID, changes: Mapping[Place, tuple[Any, int]], *, by: access.Actor, at: dt.datetime, page: str = ""
) -> Saved:
    """Keep what was typed: each answer with the version that it was written over. Half-typed answers are kept as well.

    page: which opened form sends it, so that a page whose answer got lost on the way goes on from its own words.

    :raises DraftClosed: if it was recorded or thrown away meanwhile; what was typed is set aside in it all the same
    :raises NotAllowed: if this person may not write it
    """
    with transaction.atomic():
        row = locked(draft)
        require(by, step_of(row.step), about_of(draft))
        closed = not is_open(row)
        standing = {
            (answer.subject, answer.question): answer
            for answer in models.DraftAnswer.objects.filter(draft=draft).select_related("worker")
        }
        aside: dict[Place, models.DraftAnswer] = {}
        made, changed = [], []
        for (subject, question), (value, base) in changes.items():
            place = (subject, question)
            answer = standing.get(place)
            if answer is None:
                if value not in (None, "", []):
                    standing[place] = models.DraftAnswer(
                        draft_id=draft,
                        subject=subject,
                        question=question,
                        answer=None if closed else value,
                        page=page,
                        worker_id=by.worker,
                        saved_at=at,
                        version=0 if closed else 1,
                        set_aside=[_aside(value, by, at, page)] if closed else [],
                    )
                    made.append(standing[place])
            elif answer.answer == value:
                if _drop_own_aside(answer, page):
                    changed.append(answer)
            elif not closed and (base == answer.version or (page and page == answer.page)):
                answer.answer, answer.version, answer.page = value, answer.version + 1, page
                answer.worker_id, answer.saved_at = by.worker, at
                changed.append(answer)
            else:
                _drop_own_aside(answer, page)
                answer.set_aside = [*answer.set_aside, _aside(value, by, at, page)]
                aside[place] = answer
                changed.append(answer)
        models.DraftAnswer.objects.bulk_create(made)
        models.DraftAnswer.objects.bulk_update(
            changed, ["answer", "version", "page", "worker", "saved_at", "set_aside"]
        )
        if made or changed:
            models.Draft.objects.filter(pk=draft).update(changed_at=at)
    if closed and (not row.completed_at or made or changed):
        require_open(row)
    return Saved(
        at,
        {place: standing[place].version for place in changes if place in standing and place not in aside},
        {place: plain(answer) for place, answer in aside.items()},
    )


def lay_beside(draft: UUID, theirs: Mapping[Place, tuple[Any, Any]], *, by: str, worker: int, at: dt.datetime) -> None:
    """Bring in what an entry says by now: for each answer, what it said when the draft was begun, and what now.

    An answer that nobody touched in the draft is as it stands now; one that somebody changed keeps both.
    """
    with transaction.atomic():
        locked(draft)
        standing = {(one.subject, one.question): one for one in models.DraftAnswer.objects.filter(draft=draft)}
        for place, (was, now) in theirs.items():
            answer = standing.get(place) or models.DraftAnswer(
                draft_id=draft, subject=place[0], question=place[1], version=0, worker_id=worker, saved_at=at
            )
            if (answer.answer or None) == (now or None):
                continue
            if (answer.answer or None) == (was or None):
                answer.answer, answer.version, answer.page = now, answer.version + 1, ""
                answer.worker_id, answer.saved_at = worker, at
            else:
                aside = {"value": now, "by": by, "worker": worker, "at": at.isoformat(), "page": ""}
                answer.set_aside = [*answer.set_aside, aside]
            answer.save()


def settle(
    draft: UUID, place: Place, choose: str, *, shown: str, by: access.Actor, at: dt.datetime, page: str = ""
) -> None:
    """Choose between the versions of one answer: "standing", "both", or the number of the one that was set aside.

    shown: the mark of the answer as it stood on the page where somebody chose.

    :raises DraftClosed: if it was recorded or thrown away, or if the answer was changed meanwhile
    """
    with transaction.atomic():
        row = locked(draft)
        require_open(row)
        require(by, step_of(row.step), about_of(draft))
        answer = models.DraftAnswer.objects.filter(draft=draft, subject=place[0], question=place[1]).first()
        if answer is None or plain(answer).mark != shown:
            raise DraftClosed("This answer was changed while you chose. Look at it again.")
        if choose == "both":
            texts = [str(answer.answer or ""), *(str(one["value"]) for one in answer.set_aside)]
            answer.answer = "\n\n".join(text for text in texts if text)
        elif (nth := whole_number(choose)) is not None and nth < len(answer.set_aside):
            answer.answer = answer.set_aside[nth]["value"]
        answer.set_aside, answer.version, answer.page = [], answer.version + 1, page
        answer.worker_id, answer.saved_at = by.worker, at
        answer.save()
        models.Draft.objects.filter(pk=draft).update(changed_at=at)


def _aside(value: Any, by: access.Actor, at: dt.datetime, page: str) -> dict[str, Any]:
    return {"value": value, "by": by.name, "worker": by.worker, "at": at.isoformat(), "page": page}


def _drop_own_aside(answer: models.DraftAnswer, page: str) -> bool:
    """A page's later words stand in the place of its earlier ones."""
    kept = [one for one in answer.set_aside if not page or one["page"] != page]
    dropped = len(kept) < len(answer.set_aside)
    answer.set_aside = kept
    return dropped
