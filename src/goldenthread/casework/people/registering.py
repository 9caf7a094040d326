"""Register a person, and say who people are to each other: each relationship on both records."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from goldenthread.casework import access
from goldenthread.casework.recording import Act, Recorded, new_subject, record
from goldenthread.facts.models import Person
from goldenthread.record.models import Subject

NO_LINES = "Only the postcode is known"
REGISTERED, ADDRESSED, RELATED = "person.registered", "person.addressed", "person.related"

# Who this person is to somebody who is that to them. By sex where the word has one: female, male, not known.
MIRRORED: Mapping[str, tuple[str, str, str]] = {
    **dict.fromkeys(("mother", "father", "parent"), ("child", "child", "child")),
    "child": ("mother", "father", "parent"),
    "step-parent": ("step-child",) * 3,
    "step-child": ("step-parent",) * 3,
    **dict.fromkeys(("mother's partner", "father's partner"), ("partner's child",) * 3),
    "grandparent": ("grandchild",) * 3,
    "grandchild": ("grandparent",) * 3,
    **dict.fromkeys(("brother", "sister", "brother or sister"), ("sister", "brother", "brother or sister")),
    **dict.fromkeys(("half-brother", "half-sister"), ("half-sister", "half-brother", "half-brother or half-sister")),
    "aunt or uncle": ("niece or nephew",) * 3,
    "niece or nephew": ("aunt or uncle",) * 3,
    "carer": ("child cared for",) * 3,
    **{same: (same,) * 3 for same in ("cousin", "friend", "neighbour", "partner")},
}


def mirror_of(kind: str, *, sex: str = "") -> str:
    """Who a person of this sex is to the one who is `kind` to them; nothing for those who only work with them."""
    words = MIRRORED.get(kind)
    return words[("F", "M").index(sex) if sex in ("F", "M") else 2] if words else ""


def register(
    *,
    answers: Mapping[str, Any],
    actor: access.Actor,
    key: str,
    today: dt.date,
    home: Mapping[str, Any] | None = None,
    related_to: UUID | None = None,
    kind: str = "",
    parental_responsibility: str = "",
) -> UUID:
    """Write down a new person, their home if it is known, and who they are to somebody who is on the record.

    An unborn child is registered by the expected date; recording the birth makes it the same child, born.

    :raises CannotRecord: if practice does not allow it
    :raises NotAllowed: if this person may not write in the record of the one they are related to
    """
    subject = new_subject(key)
    made = Subject.Kind.PERSON
    acts = [Act(REGISTERED, subject, today, answers, new=made)]
    if home and (home.get("lines") or home.get("postcode")):
        acts.append(Act(ADDRESSED, subject, today, {"kind": "home", **home, "lines": home.get("lines") or NO_LINES}))
    if related_to is not None and kind:
        acts += _both_ways(
            related_to,
            subject,
            kind,
            parental_responsibility,
            today=today,
            mirrored=True,
            sex=_sex_of(related_to),
            new=made,
        )
    record(*acts, by=actor, key=key, today=today)
    return subject


def relate(
    subject: UUID,
    other: UUID,
    *,
    kind: str,
    actor: access.Actor,
    key: str,
    today: dt.date,
    parental_responsibility: str = "",
) -> Recorded:
    """Say who `other` is to this person, and on the other's record the same from that side.

    The other side is written where this person may write there; `family_of` reads both ends in any case.

    :raises CannotRecord: if practice does not allow it
    :raises NotAllowed: if this person may not write in the record
    """
    acts = _both_ways(
        subject,
        other,
        kind,
        parental_responsibility,
        today=today,
        sex=_sex_of(subject),
        mirrored=access.may_open(actor, other),
    )
    return record(*acts, by=actor, key=key, today=today)


def _both_ways(
    subject: UUID,
    other: UUID,
    kind: str,
    parental_responsibility: str,
    *,
    today: dt.date,
    sex: str,
    mirrored: bool,
    new: str = "",
) -> list[Act]:
    answers = {"other": str(other), "kind": kind}
    if parental_responsibility:
        answers["parental_responsibility"] = parental_responsibility
    acts = [Act(RELATED, subject, today, answers)]
    back = mirror_of(kind, sex=sex)
    if mirrored and back:
        acts.append(Act(RELATED, other, today, {"other": str(subject), "kind": back}, new=new))
    return acts


def _sex_of(subject: UUID) -> str:
    stands = access.one_record(subject)[0]
    return Person.now.filter(about=stands).values_list("sex", flat=True).first() or ""
