"""The handbook as pages: every step, clock, signal, figure and rule of the law, with its source."""

import argparse
import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from goldenthread.blocks.letters import letters as in_force
from goldenthread.doors.command.access_page import access, table
from goldenthread.doors.command.pathway_pages import pathway_pages
from goldenthread.doors.command.timescales_page import timescales
from goldenthread.doors.command.trouble import Trouble
from goldenthread.language import Handbook, Share, Step, handbook, keys_of
from goldenthread.standards.law import Rule

FOLDER = Path("docs/reference")
MADE = "<!-- Made from the handbook by `make docs`. Change the handbook, not this page. -->"


def add(parser: argparse.ArgumentParser) -> None:
    """Where to, and whether only to look."""
    parser.add_argument("--into", type=Path, default=FOLDER, help=f"the folder to write to ({FOLDER})")
    parser.add_argument(
        "--check", action="store_true", help="change nothing; fail where a page is not what it would be"
    )


def run(arguments: argparse.Namespace) -> int | None:
    """Write the pages. With --check, raises Trouble where one is stale."""
    pages = made(handbook())
    stale = [name for name, text in pages.items() if _read(arguments.into / name) != text]
    stale += sorted(_there(arguments.into) - set(pages))
    if arguments.check:
        if stale:
            raise Trouble(f"These pages are not what the handbook says: {', '.join(stale)}. Run `make docs`.")
        return None
    for name in stale:
        page = arguments.into / name
        page.parent.mkdir(parents=True, exist_ok=True)
        if name in pages:
            page.write_text(pages[name], encoding="utf-8")
        else:
            page.unlink()
    print(f"{arguments.into}: {len(stale)} of {len(pages)} pages written.", file=sys.stderr)
    return None


def made(book: Handbook) -> dict[str, str]:
    """Every page by its name."""
    return {
        "steps.md": _page("Steps", "What somebody does and writes down, by pathway.", steps(book)),
        "clocks.md": _page("Clocks", "The time allowed between two steps, by which law.", clocks(book)),
        "signals.md": _page("Signals", "What reaches a manager's desk: questions about one record.", signals(book)),
        "indicators.md": _page("Figures", "What is counted, why, and who answers for it.", indicators(book)),
        "letters.md": _page("Letters", "What families are told in writing, and in which words.", letters(book)),
        "law.md": _page("The law as a table", "Every family, its rows oldest first.", law(book)),
        "timescales.md": _page("What keeps to the law", "Help and protection, row by row.", timescales(book)),
        "access.md": _page("Who may open what", "Every address by every post, as the policy decides it.", access(book)),
        **pathway_pages(book, MADE),
    }  # fmt: skip


def steps(book: Handbook) -> Iterator[str]:
    """A table for each pathway."""
    for pathway in book.pathways:
        yield f"## {pathway.label or pathway.__name__}\n"
        if pathway.__doc__:
            yield f"{pathway.__doc__.strip().splitlines()[0]}\n"
        rows = [
            (f"`{step.key}`", step.label, step.said, ", ".join(step.by), _comes(step), step.compartment)
            for step in pathway.steps()
        ]
        yield from table(("Step", "To do", "When done", "By", "Comes", "Part of the record"), rows)


def _comes(step: Step) -> str:
    said = []
    if step.begins:
        said.append("begins")
    if step.follows:
        said.append(f"after `{step.follows}`")
    said += [f"needs `{need.key}`" for need in step.needs]
    if step.settles:
        said.append(f"settles `{step.settles.key}`")
    if step.ends:
        said.append("may end" if callable(step.ends) else "ends")
    if step.repeats:
        said.append("again and again")
    return "; ".join(said)


def clocks(book: Handbook) -> Iterator[str]:
    """One table of all clocks."""
    rows = [
        (
            f"`{clock.key}`", clock.label, _keys(keys_of(clock.starts)), _keys(keys_of(clock.stops)),
            f"[{clock.law}](law.md#{clock.law})", _limits(book.law.family(clock.law)),
        )
        for clock in book.clocks.values()
    ]  # fmt: skip
    yield from table(("Clock", "What is due", "Starts with", "Stops with", "Law", "Limits"), rows)


def signals(book: Handbook) -> Iterator[str]:
    """One table of all signals."""
    rows = [
        (
            f"`{signal.key}`", signal.label, signal.desk, signal.about, _keys(signal.wakes),
            f"[{signal.law}](law.md#{signal.law})" if signal.law else "", signal.source,
        )
        for signal in book.signals
    ]  # fmt: skip
    yield from table(("Signal", "What it says", "Desk", "About", "Woken by", "Law", "Source"), rows)


def indicators(book: Handbook) -> Iterator[str]:
    """A section for each figure."""
    for one in sorted(book.indicators, key=lambda indicator: indicator.number):
        yield f"## {one.number}. {one.label}\n"
        yield f"{one.definition}\n"
        rows = [
            ("Key", f"`{one.key}`, version {one.version}"), ("Kind", "share" if isinstance(one, Share) else "count"),
            ("Why", one.why), ("Good", one.good), ("Placed by", f"`{one.day}`"), ("Source", one.source),
            ("Published beside it", f"`{one.comparator}`" if one.comparator else "nothing"),
            ("Written by", one.written_by), ("Checked by", one.checked_by), ("Looked at again", _day(one.review_by)),
        ]  # fmt: skip
        yield from table(("", ""), rows)


def letters(book: Handbook) -> Iterator[str]:
    """A section for each letter, with its words as they stand beside its pathway."""
    for one in in_force():
        step = book.steps[one.after]
        yield f"## {one.title}\n"
        yield f"To {one.to}, after “{step.said or step.label}” (`{one.after}`).\n"
        yield f"Since {_day(one.since)}. {one.source}.\n"
        yield f"```jinja\n{one.words.strip()}\n```\n"


def law(book: Handbook) -> Iterator[str]:
    """A section for each family that the handbook could name."""
    for family, rules in sorted(book.law.families.items()):
        yield f'<a id="{family}"></a>\n\n## {family}\n'
        rows = [
            (
                rule.name, rule.kind, _limit(rule), rule.condition, _since(rule),
                _day(rule.until) if rule.until != dt.date.max else "", rule.source, rule.source_status.split(":")[0],
            )
            for rule in rules
        ]  # fmt: skip
        yield from table(("Rule", "Kind", "Limit", "Condition", "From", "Until", "Source", "Read?"), rows)


def _limits(rules: Iterable[Rule]) -> str:
    now = [rule for rule in rules if rule.commenced and rule.until == dt.date.max]
    return "; ".join(f"{_limit(rule)}{f' ({rule.condition})' if rule.condition else ''}" for rule in now)


def _limit(rule: Rule) -> str:
    if rule.limit:
        return f"{rule.limit} {rule.direction}".removesuffix(" within")
    return "" if rule.value is None else str(rule.value)


def _since(rule: Rule) -> str:
    if not rule.commenced:
        return "not in force"
    return _day(rule.since) if rule.since != dt.date.min else ""


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _keys(keys: Sequence[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


def _page(title: str, what: str, body: Iterable[str]) -> str:
    return "\n".join([f"# {title}\n", f"{MADE}\n", f"{what}\n", *body]).rstrip() + "\n"


def _read(page: Path) -> str:
    return page.read_text(encoding="utf-8") if page.exists() else ""


def _there(folder: Path) -> set[str]:
    """The pages that stand in the folder, also those of a pathway that is no more."""
    return {page.relative_to(folder).as_posix() for kind in ("md", "svg") for page in folder.rglob(f"*.{kind}")}
