"""Keys are for those who want them: listed in a dialog or on a page, quiet while somebody writes, never needed."""

from playwright.sync_api import expect


def test_the_keys_are_listed_and_can_be_turned_off(signed_in, axe):
    page = signed_in("Sam")
    find = page.get_by_role("searchbox", name="Find a child, person or words")
    help = page.get_by_role("dialog", name="Keys")

    page.keyboard.press("?")
    expect(help).to_be_visible()
    axe(page)
    page.keyboard.press("/")
    expect(find).not_to_be_focused()
    page.keyboard.press("Escape")
    expect(help).to_be_hidden()

    page.keyboard.press("/")
    expect(find).to_be_focused()
    page.keyboard.type("?/")
    expect(find).to_have_value("?/")
    expect(help).to_be_hidden()

    page.get_by_role("link", name="Keys").click()
    help.get_by_label("Listen to these keys on this device").uncheck()
    help.get_by_role("button", name="Close").click()
    page.reload()
    page.keyboard.press("/")
    expect(find).not_to_be_focused()


def test_without_script_the_keys_are_a_page(signed_in):
    page = signed_in("Sam", script=False)
    page.get_by_role("link", name="Keys").click()
    expect(page.get_by_role("heading", name="Keys", level=1)).to_be_visible()
