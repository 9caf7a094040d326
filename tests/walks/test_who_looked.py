"""Anybody's walk through the pages: the looks and lists on record are those that the answers showed, and no others.

Each child carries a name and a written word that stand on that record alone. What an answer showed is read off the
answer itself: a child whose written word is in it, or whose own page it is, was looked at; on a page that is a list,
whoever is named was listed.
"""

import dataclasses
import random
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldenthread.casework import drafts, people
from goldenthread.casework.recording import Act, record
from goldenthread.oversight import raising
from goldenthread.oversight.models import RaisedSignal
from goldenthread.record.models import Draft, Entry, Listed, Look
from tests.authority import Authority
from tests.rooms.doors.test_morning import ago
from tests.trials import count

# A child's name, and what is written on that child's record: neither stands anywhere else.
MARKS = {
    "eldest": ("Zorbaline", "Flimrastod"),
    "brother": ("Quenthyra", "Grombeliska"),
    "west": ("Wixopolde", "Hestavarn"),
    "new": ("Vrandusky", "Plovinarg"),
    "helped": ("Jubbertix", "Skellodrum"),
    "hidden": ("Mophelgarn", "Dwantisko"),
    "one": ("Kryskowen", "Brellinoft"),
    "same": ("Tazmeridon", "Yomphrelic"),
}
PEOPLE = ("Sam", "Sue", "Ada", "Grace", "Rita", "Fran", "Wes", "Will", "Eve", "Dora", "Ira", "Ann", "Adam")
LISTS = re.compile(r"^/($|\?|find/|desk/($|\?)|front-door/($|\?)|team/|figures/\w+/children/|looking/|person/new/|"
                   r"contact/|draft/[0-9a-f-]+/person/|person/[0-9a-f-]+/join/$)")  # fmt: skip
# On a line of time: what happened, to whom, on which day.
LINE = r"[A-Z][\w ]+, {} Made-Up, \d+ [A-Z][a-z]+ \d{{4}}: "
# In place of a record that is closed: the page that asks for a reason, and may say the name.
ASKED = "say why first"
SHOWN = (200, 403, 422)


@dataclasses.dataclass(frozen=True)
class Walked:
    """The made-up authority, and what an address may name in it."""

    authority: Authority
    children: dict[str, UUID]

    @classmethod
    def told(cls, authority: Authority) -> "Walked":
        today, now = timezone.localdate(), timezone.now()
        child = {whose: authority.child(name, born="3 Mar 2017") for whose, (name, _) in MARKS.items()}
        mother = authority.child("Ann", "Elsewhere", born="1 Mar 1990")
        for whose in ("eldest", "brother", "new", "helped"):
            tie = {"other": str(mother), "kind": "mother", "parental_responsibility": "yes"}
            record(Act("person.related", child[whose], today, tie), by=authority.actor("Rita"), key=authority.key())
        for whose, worker in (("eldest", "Sam"), ("brother", "Sam"), ("west", "Wes"), ("one", "Sam"), ("same", "Sue")):
            authority.tell(
                f"{ago(20)} 10:30 | front_door.contact_received | Rita | worry={MARKS[whose][1]}\n"
                f"{ago(19)} | front_door.decided | Fran\n{ago(18)} | assessment.allocated | Grace | worker={worker}\n"
                f"{ago(12)} | person.said | {worker} | words={MARKS[whose][1]}", child[whose],
            )  # fmt: skip
        helped = MARKS["helped"][1]
        authority.tell(
            f"{ago(30)} 10:30 | front_door.contact_received | Rita\n"
            f"{ago(29)} | front_door.decided | Fran | outcome=early_help | passed_to={helped} | takes_on=early-help",
            child["helped"],
        )  # fmt: skip
        for whose in ("new", "hidden"):
            worry = MARKS[whose][1]
            authority.tell(f"{ago(2)} 10:30 | front_door.contact_received | Rita | worry={worry}", child[whose])
        authority.tell(f"{ago(1)} | person.restricted | Fran | why=Staff", child["hidden"])
        people.join(child["same"], child["one"], why="One", actor=authority.actor("Grace"), key="join", today=today)
        rita, sam, fran = (authority.actor(name) for name in ("Rita", "Sam", "Fran"))
        drafts.begin("front_door.contact_received", [child["new"]], by=rita, at=now, apart="call")
        drafts.begin("assessment.child_seen", [child["eldest"], child["brother"]], by=sam, at=now)
        drafts.begin("person.related", [child["eldest"]], by=sam, at=now)
        drafts.begin("front_door.decided", [child["new"]], by=fran, at=now)
        raising.sweep(today=today, at=now)
        return cls(authority, child)

    def address(self, chosen: random.Random) -> tuple[str, dict[str, str] | None]:
        """Somewhere to go; with what is sent there, if anything is."""
        pick: Callable[..., Any] = lambda *these: chosen.choice(these)  # noqa: E731
        child = chosen.choice(list(self.children.values()))
        about = {"subject": child}
        draft = str(chosen.choice([*Draft.objects.values_list("pk", flat=True), uuid4()]))
        entry = chosen.choice([*Entry.objects.filter(about=child).values_list("pk", flat=True)])
        page = pick("child", "chronology", "people", "papers", "duties", "looks", "person", "paper_new", "person_join")
        asked = pick("", "?q=made-up", f"?q={chosen.choice(list(MARKS.values()))[pick(0, 1)].lower()}")
        if chosen.random() < 0.45:
            other = f"?other={pick(*self.children.values())}" if "join" in page else ""
            return reverse(page, kwargs=about) + other, None
        return chosen.choice([
            (reverse("entry", kwargs={**about, "entry": entry}), None),
            (reverse("withdraw", kwargs={**about, "entry": pick(entry, uuid4())}), None),
            (reverse("chronology", kwargs=about) + "?print=1", None),
            (reverse("looks", kwargs=about) + "?show=lists", None),
            (reverse("person_part", kwargs={"subject": self.children["same"]}), None),
            (f"/record/{pick('person.said', 'assessment.child_seen')}/?about={child}", None),
            (f"/draft/{draft}/", None),
            (f"/draft/{draft}/", {"do": "complete", "page": "walk"}),
            (f"/draft/{draft}/person/all-other/{asked}", None),
            (f"/recorded/{draft}/", None),
            (f"/contact/{draft}/children/", pick(None, {"do": "find", "given": "zorbalin", "surname": "made-up"})),
            (f"/front-door/{child}/{self._contact(child)}/", None),
            ("/person/new/", pick(None, {"do": "look", "given": "quentyra", "surname": "made-up"})),
            (f"/find/{asked}", None), (f"/find/{asked}", None),
            (f"/{pick('', '?by=child', '?whose=all')}", None), ("/desk/", None), ("/front-door/", None),
            (f"/open/{child}/", None), ("/looking/", None), ("/looking/?whose=children", None),
            (f"/desk/{self._signal(chosen)}/", pick(None, {"answer": ""})),
            (f"/team/?show={pick('running', 'overdue', 'waiting', 'unallocated', 'offered', 'children')}", None),
            ("/team/", None), ("/figures/AssessmentsInTime/children/", None), ("/law/", None), ("/account/", None),
        ])  # fmt: skip

    def _contact(self, child: UUID) -> UUID:
        entry = Entry.objects.filter(about=child, step="front_door.contact_received").values_list("pk", flat=True)
        return entry.first() or uuid4()

    def _signal(self, chosen: random.Random) -> int:
        return chosen.choice([*RaisedSignal.objects.filter(ended_at=None).values_list("pk", flat=True), 0])

    def shown_by(self, address: str, said: str) -> tuple[set[UUID], set[UUID]]:
        """Whom an answer showed whole, and whom a list named."""
        marks = [(self.one(self.children[whose]), mark) for whose, mark in MARKS.items()]
        named = {one for one, (name, _) in marks if name in said}
        told = {one for one, (_, word) in marks if word in said}
        if LISTS.match(address) or ASKED in said:
            return set(), named
        if address.endswith("/papers/add/") and 'type="file"' in said:
            named |= set(map(self.one, self.own(address)))  # its page, though it says no name of what was joined
        past = {one for one, (name, _) in marks if re.search(LINE.format(name), said)}
        return told | past | {one for one in named if one in map(self.one, self.own(address))}, set()

    def one(self, child: UUID) -> UUID:
        """Two of the records were joined: they are one."""
        return self.children["one"] if child == self.children["same"] else child

    def own(self, address: str) -> set[UUID]:
        """Whose page it is."""
        found = {one for one in self.children.values() if str(one) in address}
        draft = re.match(r"/(draft|recorded)/([0-9a-f-]+)/$", address)
        signal = re.match(r"/desk/(\d+)/$", address)
        if draft:
            found |= set(Draft.about.through.objects.filter(draft=draft[2]).values_list("subject", flat=True))
        if signal:
            found |= set(RaisedSignal.objects.filter(pk=signal[1]).values_list("about", flat=True))
        return found


def test_the_looks_on_record_are_those_that_were_made(authority: Authority) -> None:
    world, seed = Walked.told(authority), count(1, random.SystemRandom().randrange(10**6))
    chosen, wrong, looked, listed = random.Random(seed), [], 0, 0
    clients = {name: Client(raise_request_exception=False) for name in PEOPLE}
    for name, client in clients.items():
        client.force_login(authority.users[name])
    last = Look.objects.count(), Listed.objects.count()
    for nth in range(count(250, 10_000)):
        name = chosen.choice(PEOPLE)
        address, sent = world.address(chosen)
        client = clients[name]

        answer = client.get(address) if sent is None else client.post(address, sent)

        looks = list(Look.objects.order_by("pk")[last[0] :].values_list("about", "worker__name"))
        lists = list(Listed.objects.order_by("pk")[last[1] :].values_list("shown", "worker__name"))
        last = last[0] + len(looks), last[1] + len(lists)
        said = answer.content.decode() if answer.status_code in SHOWN else ""
        told, named = world.shown_by(address, said)
        everybody = {one for shown, _ in lists for one in shown} & set(world.children.values())
        on_record = {world.one(about) for about, _ in looks}, set(map(world.one, everybody))
        if LISTS.match(address) is None and ASKED not in said:
            on_record = on_record[0], set()  # a list beside a record: whoever might be the same child
        if on_record != (told, named) or {who for _, who in (*looks, *lists)} - {name}:
            wrong.append((nth, name, address, sent, answer.status_code, *(
                sorted(whose for whose, one in world.children.items() if one in each)
                for each in (told, on_record[0], named, on_record[1])
            )))  # fmt: skip
        looked, listed = looked + len(told), listed + len(named)

    said = f"seed {seed}: step, who, where, sent, status, looked at, on record, listed, on record:"
    assert not wrong, "\n".join([said, *map(str, wrong)])
    assert looked > 20, "a walk that shows nothing proves nothing"
    assert listed > 20
