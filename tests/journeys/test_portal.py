"""A head teacher at the partners' door: a page at a time, with a mistake mended, sent, and found by the front door."""

from django.urls import reverse
from playwright.sync_api import expect

from goldenthread.facts.models import Contact
from tests.authority import Authority


def test_a_head_teacher_sends_a_referral_and_the_front_door_sees_whom_it_may_be(
    authority: Authority, signed_in, axe, shot
):
    known = authority.child("Jay", "Maddox", born="3 May 2017")
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", known)
    page = signed_in("Hana", at="/")
    expect(page.get_by_role("heading", name="Your referrals")).to_be_visible()
    axe(page)
    shot(page, "portal")

    page.get_by_role("button", name="Begin a referral").click()
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("Which of these are you?").select_option(label="Schools")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("alert")).to_contain_text("How do we reach you")
    axe(page)
    shot(page, "portal-mistake")
    page.get_by_label("How do we reach you, today and after hours?").fill("01632 960123")
    page.get_by_role("button", name="Save and continue").click()

    page.get_by_label("First names").fill("Jay")
    page.get_by_label("Family name").fill("Maddox")
    born = page.get_by_role("group", name="Date of birth")
    for part, said in (("Day", "3"), ("Month", "5"), ("Year", "2017")):
        born.get_by_label(part).fill(said)
    page.get_by_label("How is this child, and what worries you about this one?").fill("Hungry on most mornings.")
    axe(page)
    shot(page, "portal-children")
    page.get_by_role("button", name="Save and come back later").click()
    expect(page.get_by_text("Nobody has it before you send it.").first).to_be_visible()

    page.get_by_role("link", name="Jay Maddox").click()
    page.get_by_role("link", name="Change this part: Their home").click()
    page.get_by_label("Where do they live?").fill("4 Quarry Row")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("What is it chiefly about?").select_option(label="Neglect")
    page.get_by_label("What are you worried about?").fill("The same clothes all week, and nobody fetches him.")
    page.get_by_label("That somebody looks at whether a child is safe").check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("group", name="Do the parents know").get_by_label("Yes").check()
    page.get_by_label("Asked for and given").check()
    page.get_by_role("button", name="Save and continue").click()
    axe(page)
    shot(page, "portal-documents")
    page.get_by_role("link", name="Continue").click()
    axe(page)
    shot(page, "portal-check")
    page.get_by_role("button", name="Send it to").click()
    expect(page.get_by_role("heading", name="We have it")).to_be_visible()
    axe(page)
    shot(page, "portal-sent")

    new = Contact.now.exclude(about=known).get()
    page = signed_in("Fran", at=reverse("contact", args=[new.about_id, new.id]))
    expect(page.get_by_text("To rule out: might be the same child")).to_be_visible()
    axe(page)
    shot(page, "contact-to-rule-out")
