"""Who may open what, as a page: every address by every post, and by how a record stands to whoever asks."""

from collections.abc import Iterator, Sequence

from goldenthread.doors.command.trouble import Trouble
from goldenthread.language import Handbook, Role

SAYS = {
    "OWN": "the work is theirs by name, or they have something to do there",
    "OWN_TEAM": "the work is their team's, or a team's below theirs where they manage",
    "OTHER_TEAM": "neither they nor a team of theirs has a need to know",
    "RESTRICTED": "restricted to people of whom they are not one",
    "SEALED": "sealed (adopted, protected) for people of whom they are not one",
    "OWN_FAMILY": "about themselves or somebody related to them, whatever their work would open",
}
NOTES = """
A blank cell refuses. Whoever may open an address may send its form: `GET` and `POST` are decided alike, and asked both.
A record that is refused is refused whether it is there or not, and nothing of it is said. Of the people in a child's
network, who are nobody's work themselves, each is open as that child is. Whoever gives a reason (`open_with_reason`)
has the record as own work for some hours, and their manager reviews it.

`withdraw` opens further only to whoever wrote the entry, or manages the team that it came from, and `opening` only to
a manager whose team's record was opened. `record`, `draft` and what follows them ask of every step whether the post may
do it (the last table), and of every child whether the part of the record that the step writes in is open. Each part of
a record (enquiry, legal advice, adoption ...) has grants of its own.

`tests/rooms/test_access_table.py` asks every cell of a running application; `tests/rooms/test_second_lock.py` asks the
same with the application's own checks turned off, which leaves the database alone to refuse.
""".strip()


def access(book: Handbook) -> Iterator[str]:
    """The tables. Raises Trouble where an address is served that nobody decided."""
    from goldenthread.casework.access import ADDRESSES
    from goldenthread.casework.access.table import Relation, about_a_record, opens, served

    places = _places()
    if undecided := sorted(set(places) - set(ADDRESSES)):
        raise Trouble(f"Nobody has decided who may open {', '.join(undecided)}: casework/access/addresses.py.")
    letters = dict(zip(Relation, "OTXRSF", strict=True))
    heads = ("Address", "Where", *(role.value.capitalize() for role in Role))

    yield "## About a record\n"
    yield from _lines("A letter opens the address where, of the record asked for,", letters, SAYS)
    yield from table(heads, [
        (f"`{name}`", f"`{places[name]}`", *(" ".join(letters[each] for each in opens(name, role)) for role in Role))
        for name in places if about_a_record(name)
    ])  # fmt: skip
    yield f"{NOTES}\n"
    yield "## About nobody\n"
    yield "What such a page lists of anybody is what this person may open or name: the database shows no more.\n"
    yield from table(heads, [
        (f"`{name}`", f"`{places[name]}`", *("yes" if served(name, role) else "" for role in Role))
        for name in places if not about_a_record(name) and not ADDRESSES[name].public
    ])  # fmt: skip
    yield "## Before signing in\n"
    yield from table(
        ("Address", "Where"), [(f"`{name}`", f"`{places[name]}`") for name in places if ADDRESSES[name].public]
    )
    yield "## What each post may record\n"
    yield from table(
        ("Step", "Part of the record", *(role.value.capitalize() for role in Role)),
        [
            (f"`{step.key}`", step.compartment, *("yes" if role in step.by else "" for role in Role))
            for step in book.steps.values()
        ],
    )


def _places() -> dict[str, str]:
    """Every address that is served, and where it stands."""
    from django.urls import URLPattern, URLResolver, get_resolver

    def within(resolver: URLResolver, before: str) -> Iterator[tuple[str, str]]:
        for one in resolver.url_patterns:
            place = f"{before}{one.pattern}"
            if isinstance(one, URLResolver):
                yield from within(one, place)
            elif isinstance(one, URLPattern) and one.name:
                yield one.name, place

    return dict(within(get_resolver(), "/"))


def _lines(first: str, letters: dict, says: dict[str, str]) -> Iterator[str]:
    yield f"{first}\n"
    yield from (f"- **{letter}** ({relation.value}): {says[relation.name]}" for relation, letter in letters.items())
    yield ""


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """A table, as Markdown writes it."""
    yield "| " + " | ".join(heads) + " |"
    yield "|" + " --- |" * len(heads)
    for row in rows:
        yield "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in row) + " |"
    yield ""
