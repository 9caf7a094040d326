"""What is known of a person, as rows."""
import datetime as dt
from collections.abc import Iterator
from typing import Any

from goldenthread.language import Entry, Episode, Record, Row, derived_id

PLAIN = (
    "given", "surname", "known_as", "pronunciation", "pronouns", "sex", "gender", "ethnicity", "religion",
    "first_language", "communication", "nationality", "upn_unknown", "school", "professional",
)
DATES = ("born_on", "expected_on", "died_on")
YES = ("interpreter",)


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """The person, and each name, address, number, relationship, disability, warning and saying."""
    yield from _person(episode, record)
    yield from _names(episode)
    yield from _addresses(episode)
    ended = {e.get("ends") for e in episode.entries if e.step in ("person.unrelated", "person.warning_ended")}
    for entry in episode.all("person.identified"):
        yield _row("Identifier", entry, scheme=entry.get("scheme"), value=entry.get("value"), since=entry.day, until=None)
    for entry in episode.all("person.related"):
        if str(entry.root) not in ended:
            yield _row(
                "Relationship", entry, other_id=entry.get("other_id") or entry.get("other"), kind=entry.get("kind"),
                parental_responsibility=_yes(entry.get("parental_responsibility")), since=entry.day, until=None,
            )
    for entry in episode.all("person.warned"):
        if str(entry.root) not in ended:
            yield _row("Warning", entry, says=entry.get("says"), since=entry.day, review_on=entry.date("review_on"),
                       ended_on=None)
    for entry in episode.all("person.said"):
        yield _row("ChildsWords", entry, said=entry.get("said"), said_on=entry.day, where=entry.get("where", ""))
    yield from _standing(episode)


def _person(episode: Episode, record: Record) -> Iterator[Row]:
    """Later answers stand in the place of earlier ones; a birth ends an expected date."""
    known: dict[str, Any] = {}
    disabilities: tuple[Entry, list[str]] | None = None
    for entry in episode.entries:
        if entry.step in ("person.registered", "person.described", "person.born", "person.died"):
            known.update({k: v for k, v in entry.answers.items() if v not in (None, "", [])})
            if entry.answers.get("disability") is not None:
                disabilities = (entry, entry.answers["disability"])
        elif entry.step == "person.identified" and entry.get("scheme") in ("upn", "nhs"):
            known["upn" if entry.get("scheme") == "upn" else "nhs_number"] = entry.get("value")
    if known.get("born_on"):
        known["expected_on"] = None
    first = episode.entries[0]
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


def _names(episode: Episode) -> Iterator[Row]:
    legal: dict[str, str] = {}
    for entry in episode.entries:
        if entry.step in ("person.registered", "person.described", "person.born"):
            before = _whole(legal)
            legal |= {k: entry.get(k) for k in ("given", "surname", "known_as") if entry.get(k)}
            whole = _whole(legal)
            if before and whole != before:
                yield Row("Name", str(derived_id(entry.root, "former")), {"kind": "former", "full": before,
                          "since": None, "until": entry.day}, entry.id)
    if _whole(legal):
        yield Row("Name", str(derived_id(episode.id, "legal")), {"kind": "legal", "full": _whole(legal), "since": None,
                  "until": None}, episode.entries[0].id)
    if legal.get("known_as"):
        full = " ".join(filter(None, (legal["known_as"], legal.get("surname"))))
        yield Row("Name", str(derived_id(episode.id, "known as")), {"kind": "alias", "full": full, "since": None,
                  "until": None}, episode.entries[0].id)
    for entry in episode.all("person.named"):
        yield _row("Name", entry, kind=entry.get("kind"), full=entry.get("full"), since=entry.date("since"), until=None)


def _whole(legal: dict[str, str]) -> str:
    return " ".join(filter(None, (legal.get("given"), legal.get("surname"))))


def _addresses(episode: Episode) -> Iterator[Row]:
    """A new home ends the one before."""
    entries = episode.all("person.addressed")
    homes = [entry for entry in entries if entry.get("kind", "home") == "home"]
    for entry in entries:
        later = homes[homes.index(entry) + 1 :] if entry in homes else []
        yield _row(
            "Address", entry, kind=entry.get("kind", "home"), lines=entry.get("lines", ""),
            postcode=entry.get("postcode", ""), since=entry.day, until=later[0].day if later else None,
            not_to_be_told_to=entry.get("not_to_be_told_to", ""),
        )


def _standing(episode: Episode) -> Iterator[Row]:
    """Whether the record is restricted, and whether it is one with another."""
    restrictions = [e for e in episode.entries if e.step in ("person.restricted", "person.unrestricted")]
    if restrictions and restrictions[-1].step == "person.restricted":
        last = restrictions[-1]
        yield _row("Restriction", last, why=last.get("why", ""), workers=list(last.get("workers") or []))
    joins = [e for e in episode.entries if e.step in ("person.joined", "person.parted")]
    if joins and joins[-1].step == "person.joined":
        yield _row("Join", joins[-1], into_id=joins[-1].get("into"))


def _row(table: str, entry: Entry, **values: Any) -> Row:
    return Row(table, str(entry.root), values, entry.id, entry.compartment)


def _day(value: Any) -> Any:
    return dt.date.fromisoformat(value) if isinstance(value, str) and value else None


def _yes(value: Any) -> bool | None:
    return None if value in (None, "") else value in (True, "yes")
