"""A head teacher sends a referral: written a page at a time, sent once, decided on, and answered where it was sent."""

import dataclasses
import datetime as dt
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from goldenthread.casework import access, covering
from goldenthread.casework.front_door import sent_copies, sent_in
from goldenthread.casework.people import join
from goldenthread.casework.recording import Act, record
from goldenthread.facts.models import Contact, Person, Relationship
from goldenthread.language import handbook
from goldenthread.record.models import Cover, Entry, Holding, Paper, PartnerPaper, PartnerReferral, Post, Team
from tests.authority import PASSWORD, Authority, email
from tests.practice.test_assessment import IN_TIME

DANGER = {"urgent": "no"}
YOU = {"source_code": "2A", "referrer_contact": "01632 960123"}
CHILDREN = {
    "children_1_given": "Jay", "children_1_surname": "Maddox", "children_1_born_on_day": "3",
    "children_1_born_on_month": "5", "children_1_born_on_year": "2017", "children_1_sex": "M",
    "children_1_this_child": "Hungry every morning.", "children_1_childs_words": "I get myself up.",
    "children_2_given": "Kit", "children_2_surname": "Maddox", "children_2_sex": "F",
    "children_2_this_child": "Silent since Easter.",
}  # fmt: skip
HOME = {"siblings": "yes", "home": "4 Quarry Row", "postcode": "NB1 2CD", "adults": "Their mother, Jo Maddox."}
WORRY = {"kind": "neglect", "worry": "The same clothes all week.", "hopes": "safety"}
CONSENT = {"parents_know": "no", "consent": "dispensed_risk", "consent_why": "Their father would hear of it."}
WHOLE = {"danger": DANGER, "you": YOU, "children": CHILDREN, "home": HOME, "worry": WORRY, "consent": CONSENT}


def visitor(authority: Authority, name: str) -> Client:
    client = Client()
    client.force_login(authority.users[name])
    return client


@pytest.fixture
def hana(authority: Authority) -> Client:
    return visitor(authority, "Hana")


def signed_in_again(client: Client, name: str) -> None:
    """Sign in by the page, as the session that ended asks."""
    client.post(reverse("account_login"), {"login": email(name), "password": PASSWORD})


def begin(client: Client) -> str:
    answer = client.post(reverse("portal_begin"))
    return answer["Location"].split("/")[2]


def press(client: Client, referral: str, part: str, typed: dict[str, str], do: str = "on"):
    return client.post(reverse("portal_part", args=[referral, part]), typed | {"do": do})


def written(client: Client, **instead: dict[str, str]) -> str:
    referral = begin(client)
    for part, typed in (WHOLE | instead).items():
        assert press(client, referral, part, typed).status_code == 302, part
    return referral


def sent(client: Client, **instead: dict[str, str]) -> str:
    referral = written(client, **instead)
    answer = client.post(reverse("portal_check", args=[referral]), {"do": "send"})
    assert answer.status_code == 302, answer.content.decode()
    return referral


def said(client: Client, name: str, *args: str) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, answer.content.decode()[:300]
    return answer.content.decode()


def decide(authority: Authority, child: UUID) -> None:
    """A manager decides, from the board."""
    contact = Contact.now.get(about=child)
    decided = {"threshold": "child_in_need", "why": "Third worry of a kind.", "outcome": "referral",
               "primary_need": "N1", "told": "An assessment will begin."}  # fmt: skip
    act = Act("front_door.decided", child, timezone.localdate(), decided, follows=contact.entry_id)
    record(act, by=authority.actor("Fran"), key=authority.key())


def tell(authority: Authority, child: UUID, words: str, **more: str) -> None:
    """The front door answers whoever told of a child, from the board."""
    contact = Contact.now.get(about=child)
    act = Act("front_door.referrer_told", child, timezone.localdate(), {"how": "portal", "told": words, **more},
              follows=contact.entry_id)  # fmt: skip
    record(act, by=authority.actor("Rita"), key=authority.key())


def test_what_is_sent_is_a_contact_for_each_child_with_the_front_door(hana, authority):
    before = timezone.now()
    referral = sent(hana)

    contacts = list(Contact.now.order_by("row"))
    assert len(contacts) == 2
    assert {(one.team.code, one.how, one.kind, one.source_code, one.consent) for one in contacts} == {
        ("front-door", "portal", "neglect", "2A", "dispensed_risk")
    }
    assert {one.occasion for one in contacts} == {contacts[0].occasion}
    assert contacts[0].occasion
    assert all(one.received_at >= before for one in contacts)
    people = {one.given: one for one in Person.now.filter(surname="Maddox")}
    assert people["Jay"].born_on == dt.date(2017, 5, 3)
    kin = set(Relationship.now.values_list("about", "other", "kind"))
    assert kin == {
        (people["Jay"].about_id, people["Kit"].about_id, "sister"),
        (people["Kit"].about_id, people["Jay"].about_id, "brother"),
    }
    entries = Entry.objects.filter(step="front_door.contact_received")
    assert {entry.author for entry in entries} == {"Hana"}
    assert {entry.answers["this_child"] for entry in entries} == {"Hungry every morning.", "Silent since Easter."}
    shared = entries[0].occasion.shared
    assert shared["adults"] == "Their mother, Jo Maddox."
    assert shared["hopes"] == "safety"
    assert "children_1_given" not in shared

    board = said(visitor(authority, "Rita"), "front_door")
    assert "Jay Maddox" in board
    receipt = said(hana, "portal_sent", referral)
    assert "A manager decides what happens next" in receipt
    assert "I get myself up." in receipt


@pytest.mark.parametrize(("again", "kept"), [("Hana", True), ("Ann", False)])
def test_what_was_sent_after_the_session_ended_waits_for_the_same_person(hana, authority, again, kept):
    referral = begin(hana)
    page = reverse("portal_part", args=[referral, "worry"])
    hana.session.flush()
    typed = WORRY | {"who": authority.workers["Hana"].pk, "do": "on"}

    assert hana.post(page, typed).status_code == 302
    # Both of the school's own post.
    Holding.objects.filter(worker=authority.workers["Ann"]).update(post=authority.posts["Hana"])
    signed_in_again(hana, again)
    answer = hana.get(page, follow=True).content.decode()

    assert ("The same clothes all week." in answer) is kept


def test_it_is_sent_once(hana):
    referral = sent(hana)

    again = hana.post(reverse("portal_check", args=[referral]), {"do": "send"})
    changed = press(hana, referral, "worry", WORRY | {"worry": "Something else."})

    assert again.status_code == changed.status_code == 302
    assert Contact.now.count() == 2
    assert "Something else." not in said(hana, "portal_sent", referral)


def test_who_sent_it_sees_what_was_decided_once_they_are_told(hana, authority):
    referral = sent(hana)
    (first, second) = Contact.now.order_by("row")

    for contact in (first, second):
        decide(authority, contact.about_id)
    decided = said(hana, "portal_sent", referral)
    tell(authority, first.about_id, "An assessment begins.")
    answered = said(hana, "portal_sent", referral)

    assert "It was decided on" in decided
    assert "Third worry of a kind." not in decided + answered
    assert "An assessment begins." not in decided
    assert "An assessment begins." in answered
    assert "Answered" in said(hana, "portal")


def test_what_others_were_told_of_the_same_child_on_the_same_day_is_not_theirs(hana, authority):
    known = authority.child("Jay", surname="Maddox", born="3 May 2017")
    today = f"{timezone.localdate():%-d %b %Y}"
    referral = sent(hana, children={name: said for name, said in CHILDREN.items() if "_1_" in name})
    ours = Contact.now.get()
    authority.tell(f"{today} 00:01 | front_door.contact_received | Rita | source_code=6", known)
    decide(authority, ours.about_id)
    decide(authority, known)
    tell(authority, ours.about_id, "An assessment begins.")
    tell(authority, known, "He is on bail.", police_rationale="Third this year.")
    join(ours.about_id, known, why="One boy", actor=authority.actor("Grace"), key="one", today=timezone.localdate())

    page = said(hana, "portal_sent", referral)

    assert "An assessment begins." in page
    assert "He is on bail." not in page
    assert "Third this year." not in page


def test_the_answer_begins_with_what_the_manager_wrote_and_goes_where_it_was_asked(hana, authority):
    sent(hana)
    contact = Contact.now.order_by("row").first()
    authority.tell(f"{timezone.localdate():%-d %b %Y} | front_door.decided | Fran", contact.about_id)

    asked = {"about": contact.about_id, "follows": Contact.now.get(id=contact.id).entry_id}
    form = visitor(authority, "Rita").get(reverse("record", args=["front_door.referrer_told"]), asked, follow=True)

    words = form.content.decode()
    assert "An assessment will begin." in words
    assert 'value="portal" checked' in words or 'value="portal" selected' in words


def test_what_is_missing_is_said_before_sending_and_nothing_is_lost(hana):
    referral = begin(hana)
    press(hana, referral, "worry", WORRY | {"kind": ""}, do="later")

    page = press(hana, referral, "worry", WORRY | {"kind": ""})
    refused = hana.post(reverse("portal_check", args=[referral]), {"do": "send"})

    assert page.status_code == refused.status_code == 422
    assert "The same clothes all week." in page.content.decode()
    words = refused.content.decode()
    for missing in ("Which children are you worried about: give at least one.", "Could a child be in danger now"):
        assert missing in words
    assert "The same clothes all week." in words
    assert not Contact.now.exists()


@pytest.mark.parametrize(("part", "typed", "refusal"), [
    ("consent", CONSENT | {"consent_why": ""}, "Say why consent was not asked for"),
    ("you", YOU | {"police_grade": "high"}, "Only the police grade it"),
    ("children", CHILDREN | {"children_1_born_on_year": "2031"}, "has not come yet"),
    ("children", {"children_1_surname": "Maddox"}, "Child 1: First names"),
    ("children", {"children_1_given": "Jay"}, "Say how this child is"),
    ("worry", WORRY | {"incident_on_day": "31", "incident_on_month": "2", "incident_on_year": "2026"}, "31"),
])  # fmt: skip
def test_what_cannot_be_is_said_beside_it(hana, part, typed, refusal):
    answer = press(hana, begin(hana), part, typed)

    assert answer.status_code == 422
    assert refusal in answer.content.decode()


def test_the_police_send_a_graded_notification_which_the_triage_finds(hana, authority):
    sent(
        hana,
        you=YOU | {"source_code": "6", "police_grade": "medium", "police_reference": "NB/77"},
        worry=WORRY | {"kind": "domestic_abuse"},
    )

    inbox = said(visitor(authority, "Fran"), "police")
    assert "NB/77" in inbox
    assert "Jay Maddox" in inbox


def test_an_unborn_child_is_registered_by_the_expected_date(hana):
    due = timezone.localdate() + dt.timedelta(days=60)
    day = {f"children_1_expected_on_{part}": str(getattr(due, part)) for part in ("day", "month", "year")}
    unborn = {"children_1_given": "Unborn", "children_1_surname": "Maddox", "children_1_this_child": "Expected."}
    sent(hana, children=unborn | day)

    child = Person.now.get()
    assert (child.given, child.expected_on) == ("", due)


def test_the_front_door_is_shown_who_it_may_be_the_same_as(hana, authority):
    known = authority.child("Jay", surname="Maddox", born="3 May 2017")
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", known)
    sent(hana)
    child = Person.now.filter(given="Jay").exclude(about=known).get().about_id
    new = Contact.now.get(about=child)

    page = said(visitor(authority, "Fran"), "contact", str(new.about_id), new.id)
    of_the_other = Contact.now.exclude(about__in=(known, new.about_id)).get()
    beside = said(visitor(authority, "Fran"), "contact", str(of_the_other.about_id), of_the_other.id)

    assert "might be the same child" in page
    assert f"{new.about_id}/join/?other={known}" in page
    assert f"{new.about_id}/join/?other={known}" in beside, "each child of the family is looked for on any one's page"


def test_a_child_of_whom_nobody_knows_the_birth_is_held_against_the_same_name(hana, authority):
    known = authority.child("Kit", surname="Maddox", born="1 Feb 2019")
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", known)
    sent(hana)
    kit = Person.now.filter(given="Kit").exclude(about=known).get().about_id
    new = Contact.now.get(about=kit)

    page = said(visitor(authority, "Rita"), "contact", str(kit), new.id)

    assert "might be the same child" in page
    assert str(known) in page
    assert "/join/" not in page, "only a manager joins"


def test_a_partner_opens_nothing_of_ours(hana, authority):
    child = authority.child("Jay")
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child)

    for address in (reverse("child", args=[child]), reverse("find"), reverse("front_door"), reverse("figures")):
        assert hana.get(address).status_code == 403, address
    assert hana.get("/")["Location"] == reverse("portal")


def test_a_post_in_a_team_of_ours_opens_no_child_of_that_team(authority):
    child = authority.child("Jay")
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child)
    post = Post.objects.get(holdings__worker__name="Hana")
    post.team = Team.objects.get(code="front-door")
    post.save()
    hana = authority.actor("Hana")

    assert not access.may_open(hana, child)
    assert not hana.duty
    with access.acting(hana):
        assert not Person.objects.filter(about=child).exists()


def test_nobody_of_ours_is_covered_for_by_a_partner(authority):
    child = authority.child("Jay")
    authority.tell(IN_TIME, child)
    now, away = timezone.now(), authority.workers["Sam"]
    today = timezone.localdate()
    grace = authority.actor("Grace")
    hana = authority.workers["Hana"]

    assert str(hana.pk) not in dict(covering.may_act(grace, today=today))
    sams = f"{away.pk}:{authority.posts['Sam'].pk}"
    with pytest.raises(covering.CannotCover):
        covering.set_cover(sams, hana.pk, since=today, until=today, why="", by=grace, now=now)
    Cover.objects.create(worker=hana, away=away, post=authority.posts["Sam"], since=today, until=today, set_by=away,
                         set_at=now)  # fmt: skip
    actor = access.actor_of(authority.users["Hana"].pk, at=now)
    assert actor.covers == ()
    assert not access.may_open(actor, child)


def test_another_partner_neither_sees_nor_changes_it(hana, authority):
    mine = written(hana)
    post = Post.objects.create(
        code="gp", title="Doctor", role="partner's professional", team=Team.objects.get(code="st-marks")
    )
    Holding.objects.create(worker=authority.workers["Ann"], post=post, since=dt.date(2000, 1, 1))
    Holding.objects.filter(worker=authority.workers["Ann"]).exclude(post=post).delete()
    other = visitor(authority, "Ann")

    assert other.get(reverse("portal_check", args=[mine])).status_code == 404
    assert press(other, mine, "worry", WORRY).status_code == 404
    assert "Jay" not in said(other, "portal")
    with access.acting(authority.actor("Ann")):
        assert not PartnerReferral.objects.exists()


def test_nothing_is_sent_where_nobody_takes_referrals(hana):
    Team.objects.update(duty=False)
    referral = written(hana)

    answer = hana.post(reverse("portal_check", args=[referral]), {"do": "send"})

    assert "Nobody here takes referrals at this hour" in answer.content.decode()
    assert PartnerReferral.objects.get().sent_at is None


@pytest.mark.parametrize(("hour", "team"), [(11, "office"), (22, "nights")])
def test_it_goes_to_those_who_are_there_at_that_hour(authority, hour, team):
    Team.objects.filter(code="front-door").update(duty_hours="office", code="office")
    Team.objects.create(
        code="nights", name="Emergency duty", duty=True, duty_hours="out", agency=Team.objects.first().agency
    )

    found = access.team_on_duty(at=dt.datetime(2026, 3, 3, hour, tzinfo=timezone.get_current_timezone()))

    assert Team.objects.get(pk=found).code == team


def test_what_was_not_sent_may_be_thrown_away(hana):
    referral = written(hana)

    hana.post(reverse("portal_check", args=[referral]), {"do": "throw_away"})

    assert not PartnerReferral.objects.exists()


def test_what_was_not_sent_and_the_copy_of_what_was_are_destroyed_when_their_time_is_over(hana):
    begun, gone = written(hana), sent(hana)
    now = timezone.now()

    assert sent_copies.destroy_outlived(now=now + dt.timedelta(days=80)) == 0
    assert sent_copies.destroy_outlived(now=now + dt.timedelta(days=100)) == 1
    assert hana.get(reverse("portal_check", args=[begun])).status_code == 404
    assert "I get myself up." in said(hana, "portal_sent", gone)
    assert sent_copies.destroy_outlived(now=now + dt.timedelta(days=200)) == 1
    assert sent_copies.destroy_outlived(now=now + dt.timedelta(days=200)) == 0, "safe to run twice"
    copy = said(hana, "portal_sent", gone)
    assert "I get myself up." not in copy
    assert "Your copy was destroyed" in copy
    assert Contact.now.count() == 2, "the record stands"


def test_the_pages_ask_the_database_little_whatever_was_sent(hana):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            said(hana, "portal")
        return len([one for one in asked if one["sql"].startswith("SELECT")])

    sent(hana)
    few = queries()
    for _ in range(3):
        sent(hana)

    assert queries() == few <= 12


def test_the_questions_have_the_names_that_the_contact_asks():
    asked = {name for page in sent_in.PAGES for name in page.asks}
    elsewhere = {"children", "siblings", "home", "postcode"}

    assert asked - elsewhere <= set(handbook().steps["front_door.contact_received"].form.all_questions())


def attach(client: Client, referral: str, name: str = "notes.txt", content: bytes = b"Monday: no breakfast."):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("portal_papers", args=[referral]), {"file": file, "title": "Body map of Monday"})


def test_documents_go_on_each_childs_record_once_it_is_sent(hana, authority, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    referral = written(hana)
    assert attach(hana, referral).status_code == 302
    assert not list(tmp_path.rglob("*")), "nothing is kept for good before it is sent"

    hana.post(reverse("portal_check", args=[referral]), {"do": "send"})

    papers = list(Paper.objects.select_related("entry"))
    assert {paper.entry.about_id for paper in papers} == set(Contact.now.values_list("about", flat=True))
    assert {paper.entry.answers["title"] for paper in papers} == {"Body map of Monday"}
    handed = visitor(authority, "Rita").get(reverse("paper", args=[papers[0].entry.about_id, papers[0].pk]))
    assert handed.content == b"Monday: no breakfast."
    contact = Contact.now.get(about=papers[0].entry.about_id)
    beside = said(visitor(authority, "Fran"), "contact", str(contact.about_id), contact.id)
    assert "Sent with it" in beside
    assert str(papers[0].pk) in beside
    assert "Body map of Monday" in said(hana, "portal_sent", referral)
    assert not PartnerPaper.objects.exclude(content=b"").exists()


def test_a_document_that_was_withdrawn_stands_beside_the_contact_no_more(hana, authority):
    referral = written(hana, children={name: said for name, said in CHILDREN.items() if "_1_" in name})
    attach(hana, referral)
    hana.post(reverse("portal_check", args=[referral]), {"do": "send"})
    contact, paper = Contact.now.get(), Paper.objects.select_related("entry").get()
    gone = Act(paper.entry.step, contact.about_id, paper.entry.happened_on, {}, corrects=paper.entry_id, withdraws=True)
    front_door = dataclasses.replace(authority.actor("Hana"), teams=frozenset({authority.teams["front-door"].pk}))
    record(gone, by=front_door, key="gone")

    assert "Sent with it" not in said(visitor(authority, "Fran"), "contact", str(contact.about_id), contact.id)


def test_the_copy_of_what_was_sent_cannot_be_changed(hana, authority):
    referral = written(hana)
    attach(hana, referral)
    hana.post(reverse("portal_check", args=[referral]), {"do": "send"})

    with access.acting(authority.actor("Hana")):
        assert PartnerPaper.objects.update(title="Another") == 0
        assert PartnerPaper.objects.all().delete()[0] == 0
        assert PartnerReferral.objects.update(typed={}) == 0


@pytest.mark.parametrize(("urgent", "warned"), [("yes", True), ("no", False)])
def test_whoever_says_that_a_child_is_in_danger_is_told_to_ring(hana, urgent, warned):
    referral = sent(hana, danger={"urgent": urgent})

    assert ("do not wait for an answer here" in said(hana, "portal_sent", referral)) is warned


def test_a_document_is_taken_away_or_refused_before_anything_is_sent(hana):
    referral = written(hana)
    attach(hana, referral)
    kept = PartnerPaper.objects.get()

    refused = attach(hana, referral, "run.exe", b"MZ")
    none = hana.post(reverse("portal_papers", args=[referral]), {"title": "Nothing"})
    hana.post(reverse("portal_papers", args=[referral]), {"away": kept.pk})

    assert refused.status_code == none.status_code == 422
    assert "A file of this kind is not kept here" in refused.content.decode()
    assert "Choose a file" in none.content.decode()
    assert not PartnerPaper.objects.exists()
