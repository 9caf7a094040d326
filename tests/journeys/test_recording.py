"""Writing on the record, at a browser: a call about two brothers from the telephone to the decision and on."""

import datetime as dt
import re

from django.utils import timezone
from playwright.sync_api import Page, expect

from goldenthread.casework import drafts
from goldenthread.facts.models import Contact
from goldenthread.record.models import Draft, DraftAnswer, Entry
from tests.authority import PASSWORD, day, email

WORRY = "Jay came in the same clothes all week and asked for food at nine. Nobody answered the door at home on Monday."


def choose(page: Page, question: str, answer: str) -> None:
    """Press one of the radios of a question."""
    page.get_by_role("group", name=re.compile(question)).get_by_label(answer, exact=True).check()


def fill_the_worry(page: Page) -> None:
    page.get_by_label("Who is telling us?").select_option("2A")
    page.get_by_label("Their name").fill("Ms Ellis")
    page.get_by_label("Their role and agency").fill("Head teacher, St Mark's")
    choose(page, "How did it reach us", "Telephone")
    page.get_by_label("What is it chiefly about?").select_option(label="Neglect")
    choose(page, "Could a child be in danger now", "No")
    page.get_by_label("What are they worried about?").fill(WORRY)
    choose(page, "Consent of the parents", "Asked for and given")


def add_child(page: Page, given: str, surname: str, born: tuple[str, str, str]) -> None:
    page.get_by_label("Given names").fill(given)
    page.get_by_label("Family name").fill(surname)
    for part, text in zip(("Day", "Month", "Year"), born, strict=True):
        page.get_by_role("group", name=re.compile("Date of birth")).get_by_label(part).fill(text)
    page.get_by_role("button", name="Look for this child").click()


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))


def test_a_call_about_two_brothers_from_telephone_to_decision(signed_in, authority, shot, axe):
    jay = authority.child("Jay", "Mabey", born="1 Nov 2016")
    for when in ("1 Jun 2026", "3 Oct 2026"):
        authority.tell(f"{when} 10:00 | front_door.contact_received | Rita", jay)
        authority.tell(f"{when} | front_door.decided | Fran | outcome=no_further_action", jay)

    page = signed_in("Rita", at="/front-door/")
    page.get_by_role("link", name="Take a contact").click()
    axe(page)
    fill_the_worry(page)
    saved(page)
    page.get_by_role("button", name="Add the children").click()
    add_child(page, "Jai", "Mabey", ("1", "11", "2016"))
    expect(page.get_by_role("heading", name=re.compile("Is it one of these"))).to_be_visible()
    axe(page)
    shot(page, "children")
    page.get_by_role("button", name="This is the child Jay Mabey").click()
    add_child(page, "Kit", "Mabey", ("4", "5", "2019"))
    none, made = page.get_by_role("button", name="None of these"), page.get_by_text("Kit is on the record now.")
    expect(none.or_(made)).to_be_visible()
    if none.is_visible():
        none.click()
    expect(made).to_be_visible()
    page.get_by_role("link", name="Go on with the worry").click()
    known = page.get_by_role("textbox", name="What is known of this child?")
    known.nth(0).fill("Jay is nine, hungry and tired, and falls asleep in lessons.")
    known.nth(1).fill("Kit started school in September and has not been there since Tuesday.")
    saved(page)
    axe(page)
    shot(page, "contact-form")
    page.get_by_role("button", name="Record the contact").click()
    expect(page.get_by_role("heading", name="Recorded: contact received")).to_be_visible()
    axe(page)
    shot(page, "receipt")

    page = signed_in("Fran", at="/front-door/")
    axe(page)
    page.get_by_role("link", name=re.compile("Jay Mabey, Kit Mabey")).click()
    expect(page.get_by_text("The third worry about neglect for Jay Mabey in 12 months.")).to_be_visible()
    axe(page)
    shot(page, "contact")
    page.get_by_role("link", name="Decide what happens next").click()
    choose(page, "Which threshold", "Child in need")
    page.get_by_label("Why?", exact=True).first.fill(
        "The third worry about neglect in a year, and nothing was dealt with."
    )
    choose(page, "What happens next", "Referral accepted: child and family assessment")
    page.get_by_label(re.compile("Primary need")).first.select_option(index=1)
    page.get_by_label("What the referrer will be told").fill("We will assess what the boys need, and begin this week.")
    weighs = page.get_by_label("What weighs for this child?")
    weighs.nth(0).fill("He is nine, and the one who gets both of them up.")
    weighs.nth(1).fill("He started school in September and has missed half of it.")
    saved(page)
    page.get_by_role("button", name="Save and go on later").click()
    expect(page.locator(".gt-letter")).to_contain_text("We will assess what the boys need")
    axe(page)
    shot(page, "decision")
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_text("Child and family assessment").first).to_be_visible()

    assert Contact.now.filter(outcome="referral").count() == 2
    assert Entry.objects.filter(step="front_door.decided", happened_on__gt=day("3 Oct 2026")).count() == 2


def test_the_board_of_a_morning(signed_in, authority, axe, shot):
    families = [
        ("Jay", "2 Nov 2026 09:00 | front_door.contact_received | Rita"),
        ("Ada", "20 Nov 2026 08:30 | front_door.contact_received | Rita | kind=physical_abuse | urgent=yes"),
        ("Tom", "19 Nov 2026 15:00 | front_door.contact_received | Rita | kind=domestic_abuse"),
        ("Lena", "20 Nov 2026 11:00 | front_door.contact_received | Rita | kind=child_mental_health"),
        ("Noor", "18 Nov 2026 10:00 | front_door.contact_received | Rita | kind=exploitation"),
    ]
    children = {name: authority.child(name, f"{name}son") for name, _ in families}
    for name, story in families:
        authority.tell(story, children[name])
    for partner in ("school", "police"):
        authority.tell(f"19 Nov 2026 16:00 | front_door.enquiry_sent | Rita | partner={partner}", children["Tom"])
    authority.tell("18 Nov 2026 | front_door.directed | Fran", children["Noor"])
    offered = authority.child("Kofi", "Kofison")
    authority.tell(
        "2 Nov 2026 10:00 | front_door.contact_received | Rita\n"
        "3 Nov 2026 | front_door.decided | Fran | outcome=early_help | passed_to=Family hub | takes_on=early-help",
        offered,
    )
    page = signed_in("Fran", at="/front-door/")
    expect(page.get_by_text("Danger now", exact=True)).to_be_visible()
    expect(
        page.get_by_text("Police, School or nursery").or_(page.get_by_text("School or nursery, Police"))
    ).to_be_visible()
    axe(page)
    shot(page, "front-door")


def test_without_script_the_same_form_is_saved_part_by_part(signed_in, authority):
    child = authority.child()
    page = signed_in("Rita", at=f"/record/front_door.contact_received/?about={child}", script=False)
    fill_the_worry(page)
    page.get_by_role("button", name=re.compile("Save this part: The worry")).click()
    expect(page.get_by_label("What are they worried about?")).to_have_value(WORRY)
    page.get_by_role("group", name=re.compile("When did this happen")).get_by_label("Month").first.fill("Febtober")
    page.get_by_role("button", name="Record the contact").click()
    expect(page.get_by_role("alert")).to_contain_text("Not recorded yet. What you typed is kept.")
    expect(page.get_by_label("Month").first).to_have_value("Febtober")
    expect(page.get_by_label("What are they worried about?")).to_have_value(WORRY)


def test_errors_are_beside_the_field_and_at_the_top(signed_in, authority, axe):
    child = authority.child()
    page = signed_in("Rita", at=f"/record/front_door.contact_received/?about={child}")
    page.get_by_role("button", name="Record the contact").click()
    page.get_by_role("link", name="Answer: What are they worried about.").click()
    expect(page.get_by_label("What are they worried about?")).to_be_focused()
    axe(page)


def test_two_people_in_one_question(signed_in, authority, axe, shot):
    child = authority.child()
    address = f"/record/front_door.contact_received/?about={child}"
    rita, fran = signed_in("Rita", at=address), signed_in("Fran", at=address)

    rita.get_by_label("What are they worried about?").fill("Rita heard that he was hungry.")
    saved(rita)
    rita.get_by_label("Their name").fill("Ms Ellis")
    saved(rita)
    fran.get_by_label("What are they worried about?").fill("Fran heard that he was left alone.")
    expect(fran.get_by_text(re.compile(r"Rita wrote here at \d\d:\d\d. Both versions are kept"))).to_be_visible()
    fran.reload()

    expect(fran.get_by_label("Their name")).to_have_value("Ms Ellis")
    expect(fran.get_by_role("group", name="Two versions of this answer")).to_contain_text("left alone")
    axe(fran)
    shot(fran, "two-versions")
    fran.get_by_role("button", name="Keep both, one under the other").click()
    expect(fran.get_by_label("What are they worried about?")).to_have_value(
        "Rita heard that he was hungry.\n\nFran heard that he was left alone."
    )
    assert DraftAnswer.objects.get(question="worry").set_aside == []


def test_two_people_in_one_form_see_each_others_part(signed_in, authority, axe, shot):
    mia, kofi = authority.child("Mia"), authority.child("Kofi")
    address = f"/record/front_door.contact_received/?about={mia}&about={kofi}"
    rita, fran = signed_in("Rita", at=address), signed_in("Fran", at=address)
    known = "What is known of this child?"

    rita.get_by_label(known).nth(0).fill("Mia is hungry.")
    saved(rita)
    choose(rita, "Could a child be in danger now", "No")
    saved(rita)
    fran.get_by_label(known).nth(1).fill("Kofi is tired.")
    saved(fran)
    for page in (rita, fran):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(fran.get_by_label(known).nth(0)).to_have_value("Mia is hungry.")
    expect(fran.get_by_text(re.compile(r"^Rita wrote this at \d\d:\d\d\.$")).first).to_be_visible()
    expect(
        fran.get_by_role("group", name=re.compile("Could a child be in danger now")).get_by_label("No", exact=True)
    ).to_be_checked()
    expect(rita.get_by_label(known).nth(1)).to_have_value("Kofi is tired.")
    axe(fran)
    shot(fran, "together")
    with fran.expect_response(re.compile(r"/draft/[0-9a-f-]+/$")):
        fran.get_by_label(known).nth(0).press_sequentially(" Fran adds.")

    answers = {(one.subject, one.answer, one.worker.name) for one in DraftAnswer.objects.filter(question="this_child")}
    assert answers == {(mia, "Mia is hungry. Fran adds.", "Fran"), (kofi, "Kofi is tired.", "Fran")}


def test_words_that_are_not_sent_yet_are_never_written_over_on_the_page(signed_in, authority):
    child = authority.child()
    address = f"/record/front_door.contact_received/?about={child}"
    rita, fran = signed_in("Rita", at=address), signed_in("Fran", at=address)
    rita.get_by_label("What are they worried about?").fill("Rita heard that he was hungry.")
    saved(rita)
    fran.route("**/draft/*/", lambda route: route.abort())
    fran.get_by_label("What are they worried about?").fill("Fran heard that he was left alone.")
    fran.get_by_label("Their name").focus()
    fran.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(fran.get_by_text(re.compile("Rita wrote this .* Your words are kept beside them"))).to_be_visible()
    expect(fran.get_by_label("What are they worried about?")).to_have_value("Fran heard that he was left alone.")


def test_what_one_person_typed_with_no_line_is_not_shown_to_the_next_on_the_same_machine(signed_in, authority):
    child = authority.child()
    page = signed_in("Rita", at=f"/record/front_door.contact_received/?about={child}")
    address = page.url
    page.route("**/draft/*/", lambda route: route.abort())
    page.get_by_label("What are they worried about?").fill("Typed with no line.")
    expect(page.locator("#saved")).to_contain_text("kept on this device")
    page.context.clear_cookies()  # her session ended by itself
    page.unroute_all()
    sign_in(page, "Fran", address)

    expect(page.get_by_label("What are they worried about?")).to_have_value("")
    expect(page.get_by_role("button", name="Put it back")).to_have_count(0)

    page.context.clear_cookies()
    sign_in(page, "Rita", address)
    page.get_by_role("button", name="Put it back").click()
    saved(page)
    assert DraftAnswer.objects.get(question="worry").answer == "Typed with no line."


def sign_in(page: Page, name: str, address: str) -> None:
    page.goto(address)
    page.get_by_label("Email address").fill(email(name))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(address)


def test_a_draft_that_nobody_goes_on_with_says_until_when_it_is_kept(signed_in, authority, axe, shot):
    child = authority.child("Jay", "Mabey")
    page = signed_in("Rita", at=f"/record/front_door.contact_received/?about={child}")
    page.get_by_label("What are they worried about?").fill("Nobody answered the door at home on Monday.")
    saved(page)
    Draft.objects.update(changed_at=timezone.now() - dt.timedelta(days=85))
    address = page.url
    page.goto("/")
    expect(page.get_by_text("Destroyed after")).to_be_visible()
    axe(page)
    shot(page, "draft-warned-my-work")
    page.goto(address)
    axe(page)
    shot(page, "draft-warned")
    page.get_by_role("button", name="Keep it longer").click()
    expect(page.get_by_role("button", name="Keep it longer")).to_have_count(0)
    Draft.objects.update(changed_at=timezone.now() - dt.timedelta(days=120))
    drafts.destroy_outlived(now=timezone.now())
    page.reload()
    expect(page.get_by_text("cannot be brought back")).to_be_visible()
    axe(page)
    shot(page, "draft-destroyed")
    page.get_by_role("link", name="Begin the form again").click()
    expect(page.get_by_label("What are they worried about?")).to_have_value("")


def test_words_typed_while_the_line_is_down_are_offered_back(signed_in, authority):
    child = authority.child()
    page = signed_in("Rita", at=f"/record/front_door.contact_received/?about={child}")
    page.context.set_offline(True)
    page.get_by_label("What are they worried about?").fill("Typed with no line.")
    expect(page.locator("#saved")).to_contain_text("kept on this device")
    address, context = page.url, page.context
    # A machine that dies sends no last words; a page that is only closed does, once nothing holds its line.
    page.evaluate("document.addEventListener('visibilitychange', (one) => one.stopImmediatePropagation(), true)")
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_label("What are they worried about?")).to_have_value("")
    page.get_by_role("button", name="Put it back").click()
    saved(page)

    assert DraftAnswer.objects.get(question="worry").answer == "Typed with no line."


def test_what_was_typed_with_no_line_is_sent_when_it_is_back(signed_in, authority):
    child = authority.child()
    page = signed_in("Rita", at=f"/record/front_door.contact_received/?about={child}")
    page.context.set_offline(True)
    page.get_by_label("What are they worried about?").fill("Typed with no line.")
    expect(page.locator("#saved")).to_contain_text("kept on this device")
    page.context.set_offline(False)
    saved(page)
    page.reload()

    expect(page.get_by_role("button", name="Put it back")).to_have_count(0)
    assert DraftAnswer.objects.get(question="worry").answer == "Typed with no line."


def test_a_manager_signs_off_beside_what_is_written(signed_in, authority, axe, shot):
    child = authority.child("Jay", "Mabey")
    authority.tell(
        """
        2 Mar 2026 10:30 | front_door.contact_received | Rita
        3 Mar 2026       | front_door.decided          | Fran
        4 Mar 2026       | assessment.allocated        | Grace
        9 Mar 2026 15:00 | assessment.child_seen       | Sam
        30 Apr 2026      | assessment.written          | Sam
        """,
        child,
    )
    page = signed_in("Ada", at=f"/record/assessment.authorised/?about={child}")
    expect(page.get_by_text("He gets himself up.")).to_be_visible()
    axe(page)
    shot(page, "sign-off")
    page.get_by_label("Why? What in the assessment decides it?").fill("Not yet: where is his father?")
    saved(page)
    page.get_by_role("button", name="Return it for changes instead").click()
    page.get_by_label("What must change before you can authorise it?").fill("Find his father and speak to him.")
    page.get_by_role("button", name="Return it for changes", exact=True).click()
    expect(page.get_by_text("waits for Sam")).to_be_visible()
