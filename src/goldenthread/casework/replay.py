"""Replay: from what was written down to where each journey stands. One pure function, plain values in and out."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from goldenthread.casework.rules import Rules
from goldenthread.language import Entry, Episode, Handbook, Record, Row, Run, Step, derived_id
from goldenthread.language.words import Clock, key_of
from goldenthread.standards.law import Rule

WITHDRAWN = "withdrawn"
# The team of whoever opened a record without a need to know.
ASKED_IN = "asked_in"
# What no form asks and a correction leaves as it was: whose work it is.
CARRIED = ("team", "team_id", "post_id")


@dataclasses.dataclass(slots=True)
class Replayed:
    """What a record comes to by some rules: its episodes with their clocks, what waits for whom, and its facts."""

    record: Record
    waiting: list["Waits"]
    facts: list[Row]
    rules: Rules


@dataclasses.dataclass(frozen=True, slots=True)
class Waits:
    """A step that waits to be signed off, or was sent back to its author."""

    id: UUID
    kind: str
    entry: Entry
    episode: UUID
    roles: tuple[str, ...]
    worker: int | None
    not_worker: int | None


def replay(entries: Iterable[Entry], *, about: UUID, handbook: Handbook, rules: Rules) -> Replayed:
    """Work out episodes, clock runs, sign-offs and facts from one subject's entries.

    Corrections stand in the place of what they correct; entries go in the order in which things happened. Replay never
    refuses: an entry that no episode holds is kept as loose.
    """
    ordered = [counted(entry, handbook) for entry in in_order(corrected(entries))]
    record = Record(about, ordered, [], rules.calendar())
    for entry in ordered:
        take(entry, record, handbook, rules)
    waiting = [wait for episode in record.episodes for wait in waits_in(episode, handbook)]
    return Replayed(record, waiting, list(facts_of(record, handbook)), rules)


def facts_of(record: Record, handbook: Handbook) -> Iterator[Row]:
    """The rows that each episode's pathway yields."""
    for episode in record.episodes:
        yielding = handbook.facts.get(episode.pathway)
        if yielding:
            yield from yielding(episode, record)


def corrected(entries: Iterable[Entry]) -> list[Entry]:
    """Each entry as last corrected, without those withdrawn. A correction keeps the id of what it corrects as root.

    It belongs to the occasion that the first belonged to, also where it was put right for one child alone.
    """
    latest: dict[UUID, Entry] = {}
    root_of: dict[UUID, UUID] = {}
    for entry in sorted(entries, key=lambda e: (e.known, e.position)):
        root = root_of.get(entry.corrects, entry.corrects) if entry.corrects else entry.id
        root_of[entry.id] = root
        first = latest.get(root)
        if first is None:
            latest[root] = entry._replace(root=root)
        else:
            carried = {name: first.answers[name] for name in CARRIED if name in first.answers}
            latest[root] = entry._replace(
                root=root,
                follows=entry.follows or first.follows,
                occasion=first.occasion or entry.occasion,
                answers={**carried, **entry.answers},
            )
    return [entry for entry in latest.values() if not entry.answers.get(WITHDRAWN)]


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """In the order of the days on which things happened, then of recording; timed entries of one day by their time.

    An entry that only has a day keeps the place its recording gave it, so that the order never runs in a circle.
    """
    by_day = sorted(entries, key=lambda e: (e.day, e.known, e.position))
    timed = [i for i, entry in enumerate(by_day) if isinstance(entry.happened, dt.datetime)]
    in_time = sorted((by_day[i] for i in timed), key=lambda e: (e.happened, e.known, e.position))
    for place, entry in zip(timed, in_time, strict=True):
        by_day[place] = entry
    return _after_what_they_follow(by_day)


def _after_what_they_follow(entries: list[Entry]) -> list[Entry]:
    """No entry comes before the one it follows, even where the days say so: a file may contradict itself."""
    here = {entry.root for entry in entries}
    ordered: list[Entry] = []
    waiting: dict[UUID, list[Entry]] = {}
    placed: set[UUID | None] = set()

    def place(entry: Entry) -> None:
        ordered.append(entry)
        placed.add(entry.root)
        for follower in waiting.pop(entry.root, ()) if entry.root else ():
            place(follower)

    for entry in entries:
        if entry.follows in here and entry.follows not in placed and entry.follows != entry.root:
            waiting.setdefault(entry.follows, []).append(entry)  # type: ignore[arg-type]
        else:
            place(entry)
    return [*ordered, *(entry for ring in waiting.values() for entry in ring)]


def counted(entry: Entry, handbook: Handbook) -> Entry:
    """A step under its present name, or under that of the step in whose place it stands."""
    step = handbook.steps.get(entry.step)
    key = (step.counts_as or step.key) if step else entry.step
    return entry if key == entry.step else entry._replace(step=key)


def take(entry: Entry, record: Record, handbook: Handbook, rules: Rules) -> Episode | None:
    """The next entry, into the episode that it begins or belongs to; what it starts, stops and ends.

    Returns that episode, if there is one. Whatever else changes belongs to the same journey; a step that leads may give
    what is open in others to another team.
    """
    step = handbook.steps.get(entry.step)
    episode = _episode_for(entry, step, record) if step else None
    if step is None or episode is None:
        record.loose.append(entry)
        return None
    episode.entries.append(entry)
    record.holding[entry.id] = episode
    if entry.root is not None:
        record.holding[entry.root] = episode
    episode.stage = step.stage_of(episode) or episode.stage
    if step.leaves and (followed := _followed(episode, record)):
        followed.stage = step.leaves
    chosen = entry.get("team_id")
    team = chosen or entry.get("team")
    if team and step.leads:
        _lead(int(team), entry, episode, record)
    elif chosen and (step.begins or episode.team is None):
        _hand_over(int(chosen), episode, record)
    elif team and (step.begins or episode.team is None):
        # The team of whoever began it: nobody has given it the work that led here.
        episode.team = int(team)
    _stop(entry, episode, record, handbook, rules)
    for clock in handbook.starting[step.key]:
        if clock.started_by(entry) and not _comes_round(clock, episode, rules):
            episode.runs.append(_start(clock, entry, episode, record, handbook, rules))
    if step.ends_episode(entry):
        episode.ended, episode.outcome = entry.day, str(entry.get("outcome", ""))
        _lapse(episode, reason=step.said or step.label)
    return episode


def _hand_over(team: int, episode: Episode, record: Record) -> None:
    """The work is the team's, and so is what is still open and led to it."""
    episode.team = team
    if followed := _followed(episode, record):
        _hand_over(team, followed, record)


def _lead(team: int, entry: Entry, episode: Episode, record: Record) -> None:
    """The team of a new lead worker has what led to them; where nothing open did, all that was with the team before."""
    before, episode.team = episode.team, team
    led = record.holding.get(entry.follows) if entry.follows else None
    if led is not None and led is not episode and led.ended is None:
        _hand_over(team, led, record)
        return
    for other in record.episodes:
        if other.team == before and other.ended is None:
            other.team = team


def _followed(episode: Episode, record: Record) -> Episode | None:
    """The episode that led to this one, while it is open."""
    followed = record.holding.get(episode.follows) if episode.follows else None
    return followed if followed is not None and followed.ended is None else None


def _episode_for(entry: Entry, step: Step, record: Record) -> Episode | None:
    """The episode that an entry begins or belongs to: the one it follows, else the open one, else the last."""
    pathway = step.pathway
    followed = record.holding.get(entry.follows) if entry.follows else None
    if followed is not None and step.joins:
        return followed
    if step.begins or (pathway.lifelong and not record.of(pathway.key)):
        if followed is None and step.follows:
            earlier = [e for e in record.episodes if e.last(step.follows)]
            followed = earlier[-1] if earlier else None
        new = derived_id(entry.root, "episode")
        episode = Episode(
            id=new,
            about=record.about,
            pathway=pathway.key,
            journey=followed.journey if followed else new,
            follows=followed.id if followed else None,
            began=entry.day,
        )
        record.episodes.append(episode)
        record.holding[new] = episode
        return episode
    if followed is not None and followed.pathway == pathway.key:
        return followed
    mine = record.of(pathway.key)
    return next((e for e in reversed(mine) if e.ended is None), mine[-1] if mine else None)


def _start(
    clock: Clock,
    entry: Entry,
    episode: Episode,
    record: Record,
    handbook: Handbook,
    rules: Rules,
    *,
    family: str = "",
) -> Run:
    origin = entry
    if clock.counted_from:
        counted = [e for each in record.journey(episode.journey) for e in each.all(key_of(clock.counted_from))]
        origin = counted[-1] if counted else entry
    families = (family,) if family else tuple(filter(None, (clock.law, clock.law_before)))
    in_force = (
        rules.rule(each, on=origin.day, known=entry.known, holds=lambda name: handbook.conditions[name](entry))
        for each in families
    )
    rule = next(filter(None, in_force), None)
    due = None
    calendar = rules.calendar(entry.known)
    if rule is not None and rule.limit is not None:
        start = origin.happened if rule.limit.unit == "hours" else origin.day
        due = rule.limit.after(start, calendar, counting=rule.counting)
    return Run(
        id=derived_id(entry.root, clock.key, origin.happened, rule.key if rule else "", rule.limit if rule else ""),
        clock=clock.key,
        episode=episode.id,
        journey=episode.journey,
        entry=entry.id,
        started=origin.happened,
        due=due,
        rule=rule.key if rule else "",
        limit=str(rule.limit) if rule else "",
        source=rule.source if rule else "",
        calendar=calendar.version if rule else "",
    )


def _stop(entry: Entry, episode: Episode, record: Record, handbook: Handbook, rules: Rules) -> None:
    stops = handbook.stopping[entry.step]
    if not stops:
        return
    for other in record.journey(episode.journey):
        again = []
        for i, run in enumerate(other.runs):
            if (
                run.clock in stops
                and run.stopped is None
                and not run.lapsed
                and _meant(run, entry, other, episode, handbook)
                and _met(run, entry, record, handbook)
            ):
                other.runs[i] = dataclasses.replace(run, stopped=entry.happened, stopped_by=entry.id)
                again.append(run)
        for run in again:
            clock = handbook.clocks[run.clock]
            rule = _rule_of(run, clock, rules)
            if rule is not None and other.ended is None and rule.comes_round:
                family = rule.then or rule.family
                other.runs.append(_start(clock, entry, other, record, handbook, rules, family=family))


def _comes_round(clock: Clock, episode: Episode, rules: Rules) -> bool:
    """Whether a clock runs already that starts again by itself: a plan approved anew puts no review off."""
    running = (run for run in episode.runs if run.clock == clock.key and run.stopped is None and not clock.each)
    return any((rule := _rule_of(run, clock, rules)) is not None and rule.comes_round for run in running)


def _rule_of(run: Run, clock: Clock, rules: Rules) -> Rule | None:
    """The row of the law that a run was given: of the clock's own family, or of those that take over from it."""
    families = [family for family in (clock.law, clock.law_before) if family]
    for family in families:
        for rule in rules.law.family(family):
            if rule.key == run.rule:
                return rule
            if rule.then and rule.then not in families:
                families.append(rule.then)
    return None


def _meant(run: Run, entry: Entry, other: Episode, episode: Episode, handbook: Handbook) -> bool:
    """A step stops its own episode's clocks and those of other pathways in its journey; of several, the named one."""
    each = handbook.clocks[run.clock].each
    if each:
        started = next((e for e in other.entries if e.id == run.entry), None)
        if str(entry.get(each)) not in {str(run.entry), str(started.root if started else "")}:
            return False
    return run.episode == episode.id or other.pathway != episode.pathway


def _met(run: Run, entry: Entry, record: Record, handbook: Handbook) -> bool:
    """Whether what stops a clock is what it waits for: an attempt is written down, and the clock goes on."""
    met_by = handbook.clocks[run.clock].met_by
    return met_by is None or met_by(entry, record)


def _lapse(episode: Episode, *, reason: str) -> None:
    """When an episode ends, what still runs for it no longer applies."""
    for i, run in enumerate(episode.runs):
        if run.stopped is None:
            episode.runs[i] = dataclasses.replace(run, lapsed=reason)


def waits_in(episode: Episode, handbook: Handbook) -> Iterator[Waits]:
    """What waits in an open episode: the latest entry of a step that others settle, not yet settled or sent back."""
    if episode.ended is not None:
        return
    for key in dict.fromkeys(entry.step for entry in episode.entries):
        settlers = handbook.settled_by[key]
        written = episode.last(key)
        if not settlers or written is None:
            continue
        after = episode.entries[episode.entries.index(written) + 1 :]
        answer = next((e for e in after if e.step in {s.key for s in settlers}), None)
        signers = [s for s in settlers if s.signs_off]
        if answer is None:
            roles = tuple(dict.fromkeys(role for s in signers for role in s.by))
            yield Waits(
                derived_id(written.id, "signs"), "sign-off", written, episode.id, roles, None, written.author.worker
            )
        elif handbook.steps[answer.step].sends_back:
            yield Waits(
                derived_id(answer.id, "returned"), "returned", answer, episode.id, (), written.author.worker, None
            )
