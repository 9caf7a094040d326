"""Every row of the law of help and protection: what keeps to it, or the reason why nothing does.

Of the other areas only what help and protection keeps to stands here; the rest waits for its own work.
"""

from collections import defaultdict
from collections.abc import Iterator

from goldenthread.doors.command.access_page import table
from goldenthread.language import Handbook
from goldenthread.standards.law import Rule
from goldenthread.standards.not_clocks import reasons

AREAS = {
    "front_door": "Front door",
    "early_and_family_help": "Early help and family help",
    "assessment": "Assessment",
    "child_in_need": "Child in need",
    "child_protection": "Child protection",
    "pre_birth": "Before birth",
}
ELSEWHERE = "Of other areas, kept here already"


def timescales(book: Handbook) -> Iterator[str]:
    """A table for each area, and one of what the same work keeps to of other areas."""
    used = used_by(book)
    elsewhere = [rule for rule in book.law.rules if rule.area not in AREAS and used[rule.family]]
    parts = {title: rows_of(area, book) for area, title in AREAS.items()} | {ELSEWHERE: elsewhere}
    for title, rules in parts.items():
        yield f"## {title}\n"
        rows = [(f"[{rule.name}](law.md#{rule.family})", str(rule.limit or ""), *_kept(rule, used)) for rule in rules]
        yield from table(("Rule", "Limit", "Kept by", "How, or why not"), rows)


def rows_of(area: str, book: Handbook) -> list[Rule]:
    """The rows of an area, in the order of their families."""
    return [rule for rule in book.law.rules if rule.area == area]


def _kept(rule: Rule, used: dict[str, list[str]]) -> tuple[str, str]:
    if used[rule.family]:
        return "; ".join(used[rule.family]), ""
    reason = reasons().get(rule.key)
    if reason is None:
        return "", "**Nobody has said**"
    step, _, gate = reason.kept_by.partition(" ")
    said = f"gate `{gate}` of `{step}`" if gate else f"step `{step}`" if step else "nothing"
    return said, reason.why


def used_by(book: Handbook) -> dict[str, list[str]]:
    """What names each family of the law: clocks (and whatever takes over from their limit), signals and steps."""
    used: dict[str, list[str]] = defaultdict(list)
    for clock in book.clocks.values():
        families = [family for family in (clock.law, clock.law_before) if family]
        for family in families:
            used[family].append(f"clock `{clock.key}`")
            families += [rule.then for rule in book.law.family(family) if rule.then and rule.then not in families]
    for signal in book.signals:
        if signal.law:
            used[signal.law].append(f"signal `{signal.key}`")
    for step in book.steps.values():
        if step.opens_for:
            used[step.opens_for].append(f"step `{step.key}`")
    return used


def unanswered(book: Handbook) -> list[str]:
    """The rows of these areas that nothing keeps to and of which nobody says why."""
    used = used_by(book)
    return [
        rule.key
        for area in AREAS
        for rule in rows_of(area, book)
        if not used[rule.family] and rule.key not in reasons()
    ]
