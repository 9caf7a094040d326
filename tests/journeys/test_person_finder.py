"""Finding somebody for a question of a form, at a browser."""

from playwright.sync_api import expect


def test_a_grandmother_is_found_and_comes_back_chosen_with_nothing_lost(signed_in, authority, shot, axe):
    child = authority.child("Jay", "Mabey", born="1 Nov 2016")
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child)
    authority.child("Jaylene", "Thompson", born="4 Mar 1961")

    page = signed_in("Rita", at=f"/record/person.related/?about={child}")
    page.get_by_label("Who they are to this person").select_option("grandparent")
    page.get_by_role("button", name="Find somebody else").click()
    page.get_by_role("searchbox", name="Name, date of birth, number or postcode").fill("jaleen tomson")
    page.get_by_role("main").get_by_role("button", name="Find", exact=True).click()
    axe(page)
    shot(page, "person-finder")
    page.get_by_role("button", name="Choose Jaylene Thompson").click()

    expect(page.get_by_label("The other person")).to_contain_text("Jaylene Thompson")
    expect(page.get_by_label("Who they are to this person")).to_have_value("grandparent")
    axe(page)
    shot(page, "person-found")
