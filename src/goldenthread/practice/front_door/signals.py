"""What a manager should hear about contacts."""

import datetime as dt

from goldenthread.blocks.signals import still_asked_about
from goldenthread.blocks.worries import NOT_YET
from goldenthread.language import Record, Role, Sentence, signal
from goldenthread.practice.front_door import consent
from goldenthread.practice.front_door.forms import CONSENT, KINDS
from goldenthread.practice.front_door.late import unread
from goldenthread.timekeeping import Duration, spoken

A_PATTERN = 3
A_SENTENCE = 5


@signal(
    desk=Role.TEAM_MANAGER,
    law="re_referral_window",
    wakes=("front_door.contact_received", "front_door.decided"),
    source="Ofsted 2019, Hull, paragraphs 3 and 4: cumulative neglect not weighed; window as for re-referrals",
    grave=True,
)
def repeated_contacts(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
    """The same worry again and again."""
    since = limit.before(today, record.calendar)
    contacts = [e for e in record.all("front_door.contact_received") if since <= e.day <= today]
    by_kind: dict[str, list] = {}
    for contact in contacts:
        by_kind.setdefault(contact.get("kind", "other"), []).append(contact)
    kind, same = max(by_kind.items(), key=lambda pair: len(pair[1]), default=("", []))
    if len(same) < A_PATTERN:
        return None
    return Sentence(
        f"{len(same)} contacts about {KINDS.get(kind, kind).lower()} since {spoken(same[0].day)}; "
        f"the latest was on {spoken(same[-1].day)}.",
        same[-1].id,
    )


@signal(
    desk=Role.SERVICE_MANAGER,
    wakes=("front_door.decided", "assessment.authorised"),
    source="Ofsted 2019, Hull, paragraphs 2 and 39: decisions without a recorded reason",
)
def no_rationale(record: Record, today: dt.date, limit: None) -> Sentence | None:
    """A manager's decision without a reason."""
    decisions = [e for step in ("front_door.decided", "assessment.authorised") for e in record.all(step)]
    # A file gives no reasons, whatever was given.
    decisions = [e for e in decisions if not e.author.source]
    bare = [e for e in decisions if len(str(e.get("why", "")).split()) < A_SENTENCE]
    if not bare:
        return None
    last = max(bare, key=lambda e: e.day)
    said = str(last.get("why", "")).strip()
    return Sentence(
        f"The decision of {spoken(last.day)} by {last.author.name} gives "
        + (f"no more reason than “{said}”." if said else "no reason."),
        last.id,
    )


@signal(
    desk=Role.TEAM_MANAGER,
    law="re_referral_window",
    wakes=("front_door.contact_received", "front_door.decided", "front_door.consent_settled", "referral.closed"),
    source="Ofsted 2019, Hull, paragraph 2, and Kirklees, paragraph 1: consent not sought, and no reason given",
)
def consent_not_settled(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
    """Decided without settling consent."""
    decisions = [(episode, episode.last("front_door.decided")) for episode in record.of("front_door")]
    # Whoever decided later settled it, or is asked about in its place.
    episode, decided = max(
        ((episode, decided) for episode, decided in decisions if decided),
        key=lambda one: (one[1].day, one[1].known), default=(None, None),
    )  # fmt: skip
    if episode is None or decided is None or consent.stands(episode) != NOT_YET:
        return None
    since = limit.before(today, record.calendar)
    if not still_asked_about(record, episode.journey, decided.day, since=since):
        return None
    return Sentence(
        f"The contact of {spoken(episode.began)} was decided while consent stood at “{CONSENT[NOT_YET].lower()}”.",
        decided.id,
    )


@signal(
    desk=Role.TEAM_MANAGER,
    wakes=(
        "front_door.enquiry_answered",
        "allocation.allocated",
        "assessment.child_seen",
        "assessment.written",
        "assessment.authorised",
        "referral.closed",
    ),
    source="Ofsted 2019, Hull, paragraph 3: decisions before partners' checks were back",
)
def answered_late(record: Record, today: dt.date, limit: None) -> Sentence | None:
    """A partner answered after the decision."""
    late = [one for episode in record.of("front_door") for one in unread(episode, record)]
    if not late:
        return None
    last = max(late, key=lambda one: one.answer.known)
    return Sentence(
        f"{last.partner} answered on {spoken(last.answer.day)}, after the decision of {spoken(last.decided.day)}.",
        last.answer.id,
    )
