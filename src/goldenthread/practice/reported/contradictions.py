"""Where what files say cannot all be true: kept as said, and each said in a sentence for a person to settle."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from goldenthread.language import Entry, Record
from goldenthread.timekeeping import spoken

Found = Iterator[tuple[Entry, str]]
Parts = Mapping[object, Sequence[Entry]]

NAMES = {
    "referral.accepted": "referral",
    "referral.closed": "closure",
    "assessment.allocated": "assessment",
    "assessment.midpoint_checked": "internal review",
    "assessment.authorised": "authorisation",
    "reported.section47": "section 47 enquiry",
    "reported.conference": "initial conference",
    "reported.cin_plan": "child in need plan",
    "reported.protection_plan": "child protection plan",
    "reported.review": "review conference",
    "reported.cin_plan_ended": "end of the child in need plan",
    "reported.protection_plan_ended": "end of the child protection plan",
    "reported.pre_proceedings": "pre-proceedings stage",
    "person.registered": "person",
    # What is absent is named by the step that said it.
    "reported.referral": "referral",
    "reported.assessment": "assessment",
}
PLANS = {"reported.cin_plan": "reported.cin_plan_ended", "reported.protection_plan": "reported.protection_plan_ended"}


def contradictions(record: Record) -> Found:
    """Every contradiction in what files say of one person, with the entry that it is about."""
    said = record.reported()
    parts: dict[object, list[Entry]] = defaultdict(list)
    for entry in said:
        parts[entry.follows].append(entry)
    persons = [entry for entry in said if entry.step == "person.registered"]
    referrals = [entry for entry in said if entry.step == "referral.accepted"]
    for person in persons:
        yield from _person(person)
        yield from _outside_this_life(person, said)
    for referral in referrals:
        yield from _referral(referral, parts)
    yield from _at_once(referrals, parts, "referral.closed")
    for plan, ended in PLANS.items():
        yield from _at_once([entry for entry in said if entry.step == plan], parts, ended)
    yield from _both_plans(said, parts)
    for entry in said:
        if entry.step == "reported.absent":
            of = f"{NAMES.get(str(entry.get('of')), 'element')} of {spoken(entry.date('on') or entry.day)}"
            yield entry, f"The {of} was in an earlier file and is not in that of {spoken(entry.day)}."


def _person(person: Entry) -> Found:
    born, expected, died = (person.date(name) for name in ("born_on", "expected_on", "died_on"))
    if born and expected:
        yield person, f"Born on {spoken(born)}, and expected on {spoken(expected)}."
    if born and died and died < born:
        yield person, f"Died on {spoken(died)}, before the birth on {spoken(born)}."
    if person.get("upn") and person.get("upn_unknown"):
        yield person, "There is a unique pupil number, and a reason for having none."
    if "NONE" in (disabilities := person.get("disability") or []) and len(disabilities) > 1:
        yield person, "No disability, and a disability."


def _outside_this_life(person: Entry, said: Sequence[Entry]) -> Found:
    died = person.date("died_on")
    for entry in said:
        if entry.step in ("person.registered", "reported.absent"):
            continue
        if died and entry.day > died and entry.step != "referral.closed":
            yield entry, f"The {_named(entry)} comes after the death on {spoken(died)}."
        if entry.day > person.day:
            yield entry, f"The {_named(entry)} comes after the day of the file, {spoken(person.day)}."


def _referral(referral: Entry, parts: Parts) -> Found:
    within = parts[referral.root]
    closed = next((entry for entry in within if entry.step == "referral.closed"), None)
    for entry in within:
        if entry.step == "reported.absent":
            continue
        yield from _before(entry, referral)
        last = _last_day(entry, parts)
        if closed and entry is not closed and last > closed.day:
            yield entry, f"The {_named(entry)} goes on after the closure of {spoken(closed.day)}."
        if closed and entry.step in PLANS and not _end(entry, parts, PLANS[entry.step]):
            yield entry, f"The {_named(entry)} has no end, yet the referral was closed on {spoken(closed.day)}."
        if referral.get("nfa") == "yes" and entry is not closed:
            yield entry, f"The {_named(entry)} stands on a referral without further action."
        for part in parts[entry.root]:
            if part.step != "reported.absent":
                yield from _before(part, entry)
        ended = _end(entry, parts, PLANS.get(entry.step, ""))
        for part in parts[entry.root]:
            if ended and part.step == "reported.review" and part.day > ended:
                yield part, f"The {_named(part)} comes after the end of the plan on {spoken(ended)}."
    yield from _conferences(within, parts)


def _conferences(within: Sequence[Entry], parts: Parts) -> Found:
    everything = [*within, *(part for entry in within for part in parts[entry.root])]
    held = [entry for entry in everything if entry.step == "reported.conference"]
    places = {entry.get("stands_on") for entry in held}
    if len(places) > 1:
        yield held[-1], "An initial conference stands both on the referral and on the section 47 enquiry."
    for entry in held:
        enquiry = next((e for e in within if str(e.root) == entry.get("section47")), None)
        if enquiry:
            yield from _before(entry, enquiry)
            if enquiry.get("conference_not_required") == "yes":
                yield entry, f"The {_named(entry)} was held, though the enquiry says that none was required."


def _before(entry: Entry, earlier: Entry) -> Found:
    if entry.day < earlier.day:
        yield entry, f"The {_named(entry)} comes before the {_named(earlier)}."


def _at_once(begun: Sequence[Entry], parts: Parts, ended: str) -> Found:
    """Two of a kind that were open on the same day."""
    ordered = sorted(begun, key=lambda entry: entry.day)
    for first, second in zip(ordered, ordered[1:], strict=False):
        end = _end(first, parts, ended)
        if end is None or end > second.day:
            open_still = f"which ended on {spoken(end)}" if end else "which has no end"
            yield second, f"The {_named(second)} begins during that of {spoken(first.day)}, {open_still}."


def _both_plans(said: Sequence[Entry], parts: Parts) -> Found:
    """No child in need plan beside a child protection plan."""
    for need in (entry for entry in said if entry.step == "reported.cin_plan"):
        for protection in (entry for entry in said if entry.step == "reported.protection_plan"):
            need_end = _end(need, parts, PLANS[need.step]) or dt.date.max
            protection_end = _end(protection, parts, PLANS[protection.step]) or dt.date.max
            if need.day < protection_end and protection.day < need_end:
                yield need, f"The {_named(need)} runs beside the {_named(protection)}."


def _end(begun: Entry, parts: Parts, ended: str) -> dt.date | None:
    return next((entry.day for entry in parts[begun.root] if entry.step == ended), None)


def _last_day(entry: Entry, parts: Parts) -> dt.date:
    return max([entry.day, *(part.day for part in parts[entry.root] if part.step != "reported.absent")])


def _named(entry: Entry) -> str:
    return f"{NAMES[entry.step]} of {spoken(entry.day)}"
