"""Families' lives as streams of recordings: what record() and bulk writing are both given."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from goldenthread.casework.acts import with_also
from goldenthread.casework.bulk import Saved
from goldenthread.casework.recording import Act, Shared, new_subject
from goldenthread.language import derived_id, handbook
from tests.authority import ANSWERS, Authority, complete, day, moment


@dataclasses.dataclass
class Stream:
    """One family's recordings, told line by line; each is written down an hour after it happened, or when said."""

    authority: Authority
    name: str
    saved: list[Saved] = dataclasses.field(default_factory=list)

    def person(self, given: str, registered: str, **answers: Any) -> UUID:
        """Register somebody."""
        key = self._key()
        whole = complete(handbook().steps["person.registered"], {"given": given, "surname": "Made-Up", **answers})
        about = new_subject(key)
        act = Act("person.registered", about, day(registered), whole, new="person")
        self._save(key, "Rita", moment(f"{registered} 09:00"), act)
        return about

    def tell(
        self,
        step: str,
        who: str,
        happened: str,
        *children: UUID,
        each: Mapping[UUID, Mapping[str, Any]] | None = None,
        shared: Mapping[str, Any] | None = None,
        known: str = "",
        corrects: tuple[UUID, ...] = (),
        follows: UUID | None = None,
        withdraws: bool = False,
        whole: bool = True,
        **answers: Any,
    ) -> list[UUID]:
        """Somebody writes a step about one child or several. Returns the ids of its entries."""
        declared = handbook().steps[step]
        when = moment(happened) if declared.timed else day(happened)
        key = self._key()
        acts = []
        for nth, child in enumerate(children):
            said = {**ANSWERS.get(step, {}), **answers, **(each or {}).get(child, {})}
            if "worker" in said:
                post = self.authority.posts[said.pop("worker")]
                name = next(name for name, one in self.authority.posts.items() if one == post)
                said |= {"worker_id": self.authority.workers[name].pk, "post_id": post.pk, "team_id": post.team_id}
            said = complete(declared, said) if whole and not withdraws else dict(said if whole else answers)
            acts.append(
                Act(step, child, when, {name: one for name, one in said.items() if name not in (shared or {})},
                    corrects=corrects[nth] if corrects else None, follows=follows, withdraws=withdraws)
            )  # fmt: skip
        at = moment(known or (happened if declared.timed else f"{happened} 12:00")) + dt.timedelta(hours=1)
        return self._save(key, who, at, *acts, shared=shared)

    def _key(self) -> str:
        return f"{self.name}-{len(self.saved) + 1}"

    def _save(self, key: str, who: str, at: dt.datetime, *acts: Act, shared: Mapping[str, Any] | None = None):
        if self.saved:
            at = max(at, self.saved[-1].at + dt.timedelta(minutes=1))
        occasion = Shared(shared) if shared is not None else None
        self.saved.append(Saved(acts, self.authority.actor(who), key, at, occasion))
        whole = with_also(acts, by=self.saved[-1].by, key=key, occasion=occasion, brought_before=lambda act: {})
        return [derived_id(key, nth) for nth, act in enumerate(whole) if not act.by_right_of]


WORDS = "He gets himself up and looks for bread before school while the others sleep upstairs."


def three(authority: Authority, name: str = "made-up") -> list[Saved]:
    """Three brothers and sisters, their mother and a girl who is entered twice: what can happen to a record happens."""
    to = Stream(authority, name)
    mother = to.person("Nell", "3 Jan 2022", born_on="1990-04-04")
    mia = to.person("Mia", "3 Jan 2022", born_on="2012-05-05", disability=["MOB"])
    kofi = to.person("Kofi", "3 Jan 2022", born_on="2015-06-06", school="Elm Primary")
    baby = to.person("", "4 Jan 2022", expected_on="2022-06-01")
    again = to.person("Mya", "5 Jan 2022", born_on="2012-05-05", la_child_id="")
    for child in (mia, kofi, baby):
        to.tell("person.related", "Rita", "4 Jan 2022", child, other=str(mother), kind="mother")
    to.tell("person.addressed", "Rita", "4 Jan 2022", mia, lines="1 Elm Street", postcode="NB1 1AA", kind="home",
            whole=False)  # fmt: skip
    told = to.tell("front_door.contact_received", "Rita", "10 Jan 2022 10:30", mia, kofi, baby,
                   shared={"worry": "The same clothes all week.", "how": "telephone"})  # fmt: skip
    to.tell("front_door.directed", "Fran", "10 Jan 2022", mia, kofi, baby, shared={"direction": "Ask the school."})
    sent = to.tell("front_door.enquiry_sent", "Rita", "10 Jan 2022 12:00", mia)
    to.tell("front_door.enquiry_answered", "Rita", "11 Jan 2022 09:00", mia, enquiry=str(sent[0]))
    decided = to.tell("front_door.decided", "Fran", "11 Jan 2022", mia, kofi, baby, shared={"outcome": "referral"})
    to.tell("front_door.referrer_told", "Rita", "11 Jan 2022", mia)
    to.tell("assessment.allocated", "Grace", "12 Jan 2022", mia, kofi, baby, shared={"priority": "45"})
    seen = to.tell("assessment.child_seen", "Sam", "20 Jan 2022 15:00", mia, kofi,
                   each={mia: {"said": "I like Nan."}, kofi: {"said": "No \"bread\"\tin {the}\\house."}},
                   shared={"purpose": "To see them", "where": "Home"})  # fmt: skip
    # Late: written down a week after, of a day before the visit.
    to.tell("person.said", "Sam", "15 Jan 2022", mia, said="Can I go home?", known="29 Jan 2022 12:00")
    to.tell("assessment.midpoint_checked", "Ada", "1 Feb 2022", mia, kofi, baby, shared={"progress": "Seen once."})
    to.tell("assessment.written", "Sam", "20 Feb 2022", mia, kofi, baby, shared={},
            each={mia: {"lived_experience": WORDS}, kofi: {"lived_experience": WORDS + " Often."},
                  baby: {"lived_experience": "Not born yet, and nothing is ready for the birth at home."}})  # fmt: skip
    to.tell("assessment.returned", "Ada", "22 Feb 2022", kofi)
    written = to.tell("assessment.written", "Sam", "24 Feb 2022", kofi, lived_experience=f"Kofi: {WORDS}")
    # Put right for one child alone, for all, and withdrawn.
    to.tell("assessment.child_seen", "Sam", "20 Jan 2022 15:00", kofi, corrects=(seen[1],), said="No bread.",
            purpose="To see him", where="School", known="25 Feb 2022 12:00")  # fmt: skip
    to.tell("front_door.contact_received", "Fran", "10 Jan 2022 11:30", mia, kofi, baby, corrects=tuple(told),
            shared={"worry": "The same clothes all month.", "how": "telephone"}, known="26 Feb 2022 12:00")  # fmt: skip
    to.tell("assessment.authorised", "Ada", "28 Feb 2022", mia, kofi, baby, shared={"outcome": "child_in_need"})
    to.tell("assessment.written", "Sam", "24 Feb 2022", kofi, corrects=(written[0],), lived_experience=f"K: {WORDS}",
            known="1 Mar 2022 09:00")  # fmt: skip
    to.tell("front_door.decided", "Fran", "12 Jan 2022", baby, corrects=(decided[2],), known="2 Mar 2022 09:00",
            outcome="referral", why="Unborn, and the mother is alone with two others.")  # fmt: skip
    warned = to.tell("person.warned", "Sam", "3 Mar 2022", mother, says="A dog.", known="3 Mar 2022 09:00")
    to.tell("person.warning_ended", "Sam", "1 Apr 2022", mother, ends=str(warned[0]))
    to.tell("person.born", "Rita", "2 Jun 2022", baby, born_on="2022-06-01", given="Lena")
    to.tell(
        "person.restricted",
        "Grace",
        "5 Jun 2022",
        mia,
        workers=[str(authority.workers[one].pk) for one in ("Sam", "Grace")],
    )
    to.tell("person.unrestricted", "Grace", "6 Jun 2022", mia)
    to.tell("front_door.contact_received", "Rita", "7 Jun 2022 10:30", again, worry="Seen alone at night in town.")
    to.tell("person.joined", "Grace", "8 Jun 2022", again, into=str(mia), why="The same girl.")
    to.tell("front_door.decided", "Fran", "8 Jun 2022", mia, outcome="no_further_action", known="8 Jun 2022 14:00")
    said = to.tell("person.said", "Sam", "9 Jun 2022", mia, said="I am one girl and not two of them.")
    to.tell("person.said", "Sam", "9 Jun 2022", mia, corrects=(said[0],), withdraws=True, known="9 Jun 2022 15:00")
    to.tell("child_in_need.ended", "Ada", "1 Jul 2022", kofi, takes_on="")
    to.tell("person.opened_with_reason", "Wes", "2 Jul 2022 20:00", kofi, reason="duty", says="Called at night.")
    for month in ("Jul", "Aug", "Sep"):
        to.tell("front_door.contact_received", "Rita", f"20 {month} 2022 10:30", kofi, worry="Hungry again at school.")
        to.tell("front_door.decided", "Fran", f"21 {month} 2022", kofi, outcome="no_further_action", why="Known.")
    to.tell("person.parted", "Grace", "1 Oct 2022", again, why="Two girls after all.")
    return to.saved


def notified(authority: Authority, name: str = "notified") -> list[Saved]:
    """A boy of whom the police tell us three times in a row, and what is then recorded of him."""
    to = Stream(authority, name)
    jay = to.person("Jay", "3 Jan 2022", born_on="2015-06-06")
    told = {"source_code": "6", "kind": "domestic_abuse", "police_grade": "standard"}
    for when in ("5 Jan 2022 07:30", "2 Feb 2022 07:30", "1 Mar 2022 07:30"):
        to.tell("front_door.contact_received", "Rita", when, jay, **told)
    to.tell("assessment.allocated", "Grace", "2 Mar 2022", jay)
    return to.saved
