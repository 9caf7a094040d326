"""The front door: the board, the page of one contact, and a worry that comes in by telephone."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.facts.models import Contact, Person, Relationship
from goldenthread.record.models import Draft, Entry
from tests.authority import ANSWERS
from tests.practice.test_late_answers import HANDED_ON
from tests.rooms.doors.test_recording import TRANSACTION, filled

CONTACT = "front_door.contact_received"


@pytest.fixture
def at(client, authority):
    """`at("Rita")`: the client, signed in."""

    def sign_in(name):
        client.force_login(authority.users[name])
        return client

    return sign_in


def questions(asked: CaptureQueriesContext) -> list[str]:
    return [query["sql"] for query in asked if not query["sql"].startswith(TRANSACTION)]


def contact_page(child) -> str:
    row = Contact.now.filter(about=child).order_by("-contact_on").first()
    return f"/front-door/{child}/{row.id}/"


def test_the_board_stands_by_stage_with_the_urgent_first(at, authority):
    mia, kofi, ada, tom, lena = (authority.child(name) for name in ("Mia", "Kofi", "Ada", "Tom", "Lena"))
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", mia)
    authority.tell("2 Mar 2026 11:30 | front_door.contact_received | Rita | urgent=yes", ada, tom)
    authority.tell(
        "2 Mar 2026 10:30 | front_door.contact_received | Rita\n2 Mar 2026 12:00 | front_door.enquiry_sent | Rita", kofi
    )
    authority.tell(
        "2 Mar 2026 10:30 | front_door.contact_received | Rita\n2 Mar 2026 | front_door.directed | Fran", lena
    )

    page = at("Fran").get("/front-door/").content.decode()

    first, enquiries, final = page.split('id="column-')[1:4]
    assert first.index("Ada Made-Up, Tom Made-Up") < first.index("Mia Made-Up")
    assert "Danger now" in first
    assert 'First decision <span class="gt-count">2<' in first
    assert "Kofi Made-Up" in enquiries
    assert "Waits for <strong>School or nursery</strong>" in enquiries
    assert "Lena Made-Up" in final
    assert "Decide what happens next" in first


def test_nobody_sees_contacts_of_others_on_the_board(at, authority):
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", authority.child())

    assert "Mia Made-Up" not in at("Sam").get("/front-door/").content.decode()


@pytest.mark.parametrize("families", [10, 60])
def test_the_board_takes_at_most_twelve_queries(at, authority, families):
    for n in range(families):
        authority.tell(
            f"2 Mar 2026 10:{n:02} | front_door.contact_received | Rita\n"
            "2 Mar 2026 12:00 | front_door.enquiry_sent | Rita",
            authority.child(f"Mia {n}"),
        )
    client = at("Fran")

    with CaptureQueriesContext(connection) as asked:
        page = client.get("/front-door/").content.decode()

    assert page.count('class="moj-ticket-panel gt-ticket"') == families
    assert len(questions(asked)) <= 12, "\n".join(questions(asked))


def test_the_third_worry_is_said_as_the_third_with_the_familys_history(at, authority):
    mia, kofi = authority.child("Mia"), authority.child("Kofi")
    for when in ("1 Jun 2025", "3 Oct 2025"):
        authority.tell(f"{when} 10:00 | front_door.contact_received | Rita", mia)
        authority.tell(f"{when} | front_door.decided | Fran | outcome=no_further_action", mia)
    authority.tell("5 Jan 2026 10:00 | front_door.contact_received | Rita | kind=missing", kofi)
    authority.tell("1 Jan 2024 10:00 | front_door.contact_received | Rita", mia)
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", mia, kofi)
    client = at("Fran")

    with CaptureQueriesContext(connection) as asked:
        page = client.get(contact_page(mia)).content.decode()

    assert "The third worry about neglect for Mia Made-Up in 12 months." in page
    assert "Counting the family: the fourth worry of any kind." in page
    assert "All that we know of the family, ever: neglect 4, domestic abuse never." in page
    left = page.partition("What was not dealt with")[2].partition("</ul>")[0]
    assert left.count("<li>") == 2
    assert "Neglect, Mia Made-Up, Fri 3 October 2025: no further action" in left
    assert "The same clothes all week." in page
    assert page.count("<strong>Contact</strong>, Kofi Made-Up") == 2
    assert "No further action" in page
    assert "How to reach them" in page.partition("Not said, or not known")[2]
    assert "How did the police grade it?" not in page
    assert len(questions(asked)) <= 12


def test_the_decision_stands_under_the_worry_and_is_one_for_both(at, authority):
    mia, kofi = authority.child("Mia"), authority.child("Kofi")
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", mia, kofi)
    client = at("Fran")
    here = re.search(
        r'href="(/record/front_door.decided/[^"]+)"', client.get(contact_page(mia)).content.decode()
    ).group(1)
    draft = client.get(here.replace("&amp;", "&"))["Location"]

    with CaptureQueriesContext(connection) as asked:
        page = client.get(draft).content.decode()
    shared, own = filled(page, ANSWERS["front_door.decided"]), filled(page, {"this_child": "Hungry."})
    done = client.post(draft, {**own, **{n: v for n, v in shared.items() if n.startswith("all-")}, "do": "complete"})

    assert "worry about neglect for Mia Made-Up" in page
    assert page.count('summary-text">A different decision for') == 2
    assert "who waits for a decision as well" not in page
    assert "As the referrer will read it" in page
    assert len(questions(asked)) <= 12, "\n".join(questions(asked))
    assert done["Location"].startswith("/recorded/")
    assert set(Contact.now.values_list("outcome", flat=True)) == {"referral"}
    receipt = client.get(done["Location"]).content.decode()
    assert "Child and family assessment" in receipt


def test_a_decision_begun_for_one_says_who_else_waits(at, authority):
    mia, kofi = authority.child("Mia"), authority.child("Kofi")
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", mia, kofi)
    client = at("Fran")

    page = client.get("/record/front_door.decided/", {"about": str(mia)}, follow=True).content.decode()
    for_all = re.search(r'<a class="govuk-link" href="([^"]+)">Decide for all of them', page).group(1)
    together = client.get(for_all.replace("&amp;", "&"), follow=True).content.decode()

    assert "This contact is about Kofi Made-Up too" in page
    assert "What weighs for this child?" not in page, "for one alone, why is enough"
    assert together.count("What weighs for this child?") == 2


def the_school_answers(client, child, words):
    """From the contact's page to the receipt."""
    page = client.get(contact_page(child)).content.decode()
    here = re.search(r'href="(/record/front_door.enquiry_answered/[^"]+)"', page).group(1).replace("&amp;", "&")
    draft = client.get(here)["Location"]
    form = client.get(draft).content.decode()
    (enquiry,) = re.findall(r'<option value="([0-9a-f-]{36})">School or nursery', form)
    return client.post(draft, {**filled(form, {"enquiry": enquiry, "answer": words}), "do": "complete"})


def test_partners_are_asked_about_both_and_one_answer_serves_both(at, authority):
    mia, kofi = authority.child("Mia"), authority.child("Kofi")
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", mia, kofi)
    authority.tell("2 Mar 2026 11:00 | front_door.enquiry_sent | Rita", mia, kofi)
    client = at("Rita")
    page = client.get(contact_page(mia)).content.decode()

    the_school_answers(client, mia, "He is often late.")

    assert "Not answered" in page
    for child in (mia, kofi):
        assert "He is often late." in client.get(contact_page(child)).content.decode()
    answers = Entry.objects.filter(step="front_door.enquiry_answered")
    assert len({entry.answers["enquiry"] for entry in answers}) == 2


def test_a_call_begins_with_the_worry_and_the_children_are_added(at, authority):
    known = authority.child("Jay", "Mabey", born="1 Nov 2016")
    client = at("Rita")
    draft = client.get("/contact/new/")["Location"]
    page = client.get(draft).content.decode()
    to_children = client.post(draft, {**filled(page, ANSWERS[CONTACT]), "do": "children"})["Location"]

    born = {"born_on_day": "1", "born_on_month": "11", "born_on_year": "2016"}
    found = client.post(
        to_children, {"given": "Jai", "surname": "Mabey", **born, "key": "k1", "do": "find"}
    ).content.decode()
    client.post(to_children, {"do": f"take:{known}"})
    new = {"given": "Kit", "surname": "Mabey", "kind": "brother", "key": "k2", "do": "register"}
    for _ in range(2):
        client.post(to_children, new)
    form = client.get(draft).content.decode()
    done = client.post(draft, {**filled(form, ANSWERS[CONTACT]), "do": "complete"})

    assert "Nobody is named yet" in page
    assert "Is it one of these?" in found
    assert "born the same day" in found
    assert "The same clothes all week." in form
    assert form.count("What is known of this child?") == 2
    assert done["Location"].startswith("/recorded/")
    assert Person.now.filter(surname="Mabey").count() == 2
    assert Contact.now.filter(occasion__gt="").count() == 2
    assert Relationship.now.filter(about=known, kind="brother").count() == 1


def test_brothers_and_sisters_are_offered(at, authority):
    mia, kofi = authority.child("Mia"), authority.child("Kofi")
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", mia, kofi)
    authority.tell(f"2 Mar 2026 | person.related | Rita | other={kofi} | kind=brother", mia)
    client = at("Rita")
    draft = client.get("/contact/new/", {"about": str(mia)})["Location"]
    children = f"/contact/{draft.split('/')[2]}/children/"

    page = client.get(children).content.decode()
    client.post(children, {"do": f"take:{kofi}"})

    assert "The worry is about this child too" in page
    assert set(Draft.objects.get().about.values_list("pk", flat=True)) == {mia, kofi}


def test_a_contact_without_children_is_not_recorded(at, authority):
    client = at("Rita")
    draft = client.get("/contact/new/")["Location"]

    answer = client.post(draft, {**filled(client.get(draft).content.decode(), ANSWERS[CONTACT]), "do": "complete"})

    assert answer.status_code == 422
    assert "Say which children this is about" in answer.content.decode()


def test_a_decision_that_somebody_else_has_taken_meanwhile_says_so(at, authority):
    child = authority.child()
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child)
    client = at("Fran")
    here = client.get("/record/front_door.decided/", {"about": str(child)})["Location"]
    authority.tell("3 Mar 2026 | front_door.decided | Fran", child)

    answer = client.get(here)

    assert answer.status_code == 403
    assert "No contact waits for a decision here." in answer.content.decode()


def test_a_partner_who_answers_after_the_work_was_handed_on_is_written_down_at_the_front_door(at, authority):
    mia = authority.child("Mia")
    authority.tell(HANDED_ON, mia)
    client = at("Rita")

    done = the_school_answers(client, mia, "He slept at school.")

    assert client.get(done["Location"]).status_code == 200
    assert client.get(contact_page(mia)).status_code == 403
    shown = at("Sam").get(contact_page(mia)).content.decode()
    assert "After the decision" in shown
    assert "He slept at school." in shown
    assert "Read what School or nursery answered after the decision" in at("Sam").get("/").content.decode()
