"""What is known of a person, as rows."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from goldenthread.language import Entry, Episode, Record, Row, derived_id
from goldenthread.practice.person import forms

PLAIN = (
    "given",
    "surname",
    "known_as",
    "pronunciation",
    "pronouns",
    "sex",
    "gender",
    "ethnicity",
    "religion",
    "first_language",
    "communication",
    "nationality",
    "upn_unknown",
    "school",
    "professional",
)
DATES = ("born_on", "expected_on", "died_on")
YES = ("interpreter",)


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """The person, and each name, address, number, relationship, disability, warning and saying."""
    yield from _person(episode, record)
    yield from _names(episode, record)
    yield from _contested(episode, record)
    yield from _addresses(episode)
    ended = {e.get("ends") for e in episode.entries if e.step in ("person.unrelated", "person.warning_ended")}
    for entry in episode.all("person.identified"):
        yield _row(
            "Identifier", entry, scheme=entry.get("scheme"), value=entry.get("value"), since=entry.day, until=None
        )
    for entry in episode.all("person.related"):
        if str(entry.root) not in ended:
            yield _row(
                "Relationship",
                entry,
                other_id=entry.get("other_id") or entry.get("other"),
                kind=entry.get("kind"),
                parental_responsibility=_yes(entry.get("parental_responsibility")),
                since=entry.day,
                until=None,
                **({"safety": True} if entry.get("safety") == "yes" else {}),
            )
    for entry in episode.all("person.warned"):
        if str(entry.root) not in ended:
            yield _row(
                "Warning",
                entry,
                says=entry.get("says"),
                since=entry.day,
                review_on=entry.date("review_on"),
                ended_on=None,
            )
    for entry in episode.all("person.said"):
        yield _row("ChildsWords", entry, said=entry.get("said"), said_on=entry.day, where=entry.get("where", ""))
    yield from _standing(episode)
    yield from _openings(episode)


def _person(episode: Episode, record: Record) -> Iterator[Row]:
    """Later answers stand in the place of earlier ones; a birth ends an expected date.

    Where records are joined, what the record that stands says goes before what the other said; whatever was said since
    the joining goes before both.
    """
    known: dict[str, Any] = {}
    disabilities: tuple[Entry, list[str]] | None = None
    joined = joined_at(episode)
    # What is recorded here stands before what a file says.
    said = sorted(
        episode.entries,
        key=lambda e: (
            not e.author.source,
            _since(e, joined),
            _since(e, joined) or e.about == record.about,
        ),
    )
    for entry in said:
        answers = _said(entry)
        known.update(answers)
        if entry.step in DESCRIBING and entry.answers.get("disability") is not None:
            disabilities = (entry, entry.answers["disability"])
    if known.get("born_on"):
        known["expected_on"] = None
    if known.get("la_child_id") and not any(
        known.get(name) for name in ("given", "surname", "known_as", "expected_on")
    ):
        known["known_as"] = f"Child {known['la_child_id']}"
    first = next((e for e in episode.entries if e.about == record.about), episode.entries[0])
    values: dict[str, Any] = {name: known.get(name, "") for name in PLAIN}
    values |= {name: _day(known.get(name)) for name in DATES}
    values |= {"upn": known.get("upn", ""), "nhs_number": known.get("nhs_number", "")}
    values["interpreter"] = _yes(known.get("interpreter"))
    values["born_estimated"] = known.get("born_estimated") == "yes"
    yield Row("Person", str(record.about), values, first.id)
    if disabilities:
        entry, codes = disabilities
        for code in codes:
            yield Row("Disability", str(derived_id(record.about, "disability", code)), {"code": code}, entry.id)


DESCRIBING = ("person.registered", "person.described", "person.born", "person.died")


def _said(entry: Entry) -> dict[str, Any]:
    """What an entry says of the person, in the words of the row."""
    if entry.step in DESCRIBING:
        return {question: answer for question, answer in entry.answers.items() if answer not in (None, "", [])}
    if entry.step == "person.identified" and entry.get("scheme") in ("upn", "nhs"):
        return {"upn" if entry.get("scheme") == "upn" else "nhs_number": entry.get("value")}
    return {}


def joined_at(episode: Episode) -> dict[UUID, Entry]:
    """The records joined to the one that stands, each with the entry that joined it."""
    standing: dict[UUID, Entry] = {}
    for entry in episode.entries:
        if entry.step == "person.joined":
            standing[entry.about] = entry
        elif entry.step == "person.parted":
            standing.pop(entry.about, None)
    return standing


def _since(entry: Entry, joined: dict[UUID, Entry]) -> bool:
    """Whether something was written down since the records were joined."""
    return bool(joined) and entry.known > max(join.known for join in joined.values())


CONTESTED = {
    "born_on": "dates of birth",
    "died_on": "dates of death",
    "sex": "sexes",
    "nhs_number": "NHS numbers",
    "upn": "unique pupil numbers",
    "ethnicity": "ethnicities",
}


def _contested(episode: Episode, record: Record) -> Iterator[Row]:
    """What joined records say differently, until somebody says it anew for both."""
    joined = joined_at(episode)
    for question, what in CONTESTED.items() if joined else ():
        told: dict[UUID, tuple[Entry, Any]] = {}
        settled = False
        for entry in episode.entries:
            answer = _said(entry).get(question)
            if answer is not None and _since(entry, joined):
                settled = True
            elif answer is not None:
                told[entry.about] = (entry, answer)
        if settled or len({answer for _, answer in told.values()}) < 2:
            continue
        last = list(joined.values())[-1]
        said = "; ".join(
            f"{_in_words(question, answer)} ({entry.author.name}, {entry.day.day} {entry.day:%B %Y})"
            for entry, answer in told.values()
        )
        yield Row(
            "Loose",
            str(derived_id(last.root, "contested", question)),
            {
                "says": f"Two {what} stand since the records were joined: {said}. Say which is right.",
            },
            last.id,
        )


def _in_words(question: str, answer: Any) -> str:
    if question.endswith("_on"):
        day = dt.date.fromisoformat(answer)
        return f"{day.day} {day:%B %Y}"
    if question in ("sex", "ethnicity"):
        return str(dict(forms.SEX if question == "sex" else forms.ETHNICITY).get(answer, answer))
    return str(answer)


def _names(episode: Episode, record: Record) -> Iterator[Row]:
    """Each record's own names; those of a joined record are other names of the same person."""
    for about in dict.fromkeys(entry.about for entry in episode.entries):
        yield from _own_names(episode, [e for e in episode.entries if e.about == about], stands=about == record.about)
    for entry in episode.all("person.named"):
        yield _row("Name", entry, kind=entry.get("kind"), full=entry.get("full"), since=entry.date("since"), until=None)


def _own_names(episode: Episode, entries: list[Entry], *, stands: bool) -> Iterator[Row]:
    legal: dict[str, str] = {}
    for entry in entries:
        if entry.step in DESCRIBING:
            before = _whole(legal)
            legal |= {k: entry.get(k) for k in ("given", "surname", "known_as") if entry.get(k)}
            whole = _whole(legal)
            if before and whole != before:
                yield Row(
                    "Name",
                    str(derived_id(entry.root, "former")),
                    {"kind": "former", "full": before, "since": None, "until": entry.day},
                    entry.id,
                )
    first = entries[0]
    if _whole(legal):
        yield Row(
            "Name",
            str(derived_id(first.root, "legal")),
            {"kind": "legal" if stands else "alias", "full": _whole(legal), "since": None, "until": None},
            first.id,
        )
    if legal.get("known_as"):
        full = " ".join(filter(None, (legal["known_as"], legal.get("surname"))))
        yield Row(
            "Name",
            str(derived_id(first.root, "known as")),
            {"kind": "alias", "full": full, "since": None, "until": None},
            first.id,
        )


def _whole(legal: dict[str, str]) -> str:
    return " ".join(filter(None, (legal.get("given"), legal.get("surname"))))


def _addresses(episode: Episode) -> Iterator[Row]:
    """A new home ends the one before."""
    entries = episode.all("person.addressed")
    homes = [entry for entry in entries if entry.get("kind", "home") == "home"]
    for entry in entries:
        later = homes[homes.index(entry) + 1 :] if entry in homes else []
        yield _row(
            "Address",
            entry,
            kind=entry.get("kind", "home"),
            lines=entry.get("lines", ""),
            postcode=entry.get("postcode", ""),
            since=entry.day,
            until=later[0].day if later else None,
            not_to_be_told_to=entry.get("not_to_be_told_to", ""),
        )


CLOSING = {"restricted": ("person.restricted", "person.unrestricted"), "sealed": ("person.sealed", "person.unsealed")}


def _standing(episode: Episode) -> Iterator[Row]:
    """Which records are restricted or sealed, which are one with another, and who works here.

    What is lifted after a joining is lifted for both.
    """
    joined = joined_at(episode)
    for about in dict.fromkeys(entry.about for entry in episode.entries):
        for kind, (closes, lifts) in CLOSING.items():
            last = _last(episode, about, joined, closes, lifts)
            if last:
                workers = list(last.get("workers") or [])
                yield _row("Restriction", last, kind=kind, why=last.get("why", ""), workers=workers)
        tied = _last(episode, about, joined, "person.works_here", "person.works_here_no_more")
        if tied:
            yield _row("WorksHere", tied, worker_id=int(tied.get("colleague")))
    for entry in joined.values():
        yield _row("Join", entry, into_id=entry.get("into"))


def _last(episode: Episode, about: UUID, joined: dict[UUID, Entry], begins: str, lifts: str) -> Entry | None:
    """What stands of one record since its last such entry, unless that or a later one for both lifted it."""
    heard = [
        entry
        for entry in episode.entries
        if entry.step == begins
        and entry.about == about
        or entry.step == lifts
        and (entry.about == about or _since(entry, joined))
    ]
    return heard[-1] if heard and heard[-1].step == begins else None


def _openings(episode: Episode) -> Iterator[Row]:
    """Who opened the record without a need to know, and what a manager thought of it."""
    reviewed = {str(entry.get("opening")): entry for entry in episode.all("person.opening_reviewed")}
    for entry in episode.all("person.opened_with_reason"):
        if entry.author.worker:
            review = reviewed.get(str(entry.id))
            yield _row(
                "Opening",
                entry,
                worker_id=entry.author.worker,
                team_id=entry.get("asked_in") or None,
                reason=forms.REASONS.get(entry.get("reason"), ""),
                says=entry.get("says", ""),
                opened_at=entry.happened,
                verdict=review.get("verdict", "") if review else "",
                reviewed_by_id=review.author.worker if review else None,
            )


def _row(table: str, entry: Entry, **values: Any) -> Row:
    return Row(table, str(entry.root), values, entry.id, entry.compartment)


def _day(value: Any) -> Any:
    return dt.date.fromisoformat(value) if isinstance(value, str) and value else None


def _yes(value: Any) -> bool | None:
    return None if value in (None, "") else value in (True, "yes")
