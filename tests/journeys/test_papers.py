"""A document added by hand, at three widths, without script, with a file that is refused first."""

from django.urls import reverse
from playwright.sync_api import expect

from tests.authority import Authority
from tests.rooms.doors.test_child import BEGUN
from tests.rooms.doors.test_documents import word


def test_a_letter_is_added_after_a_refused_file(authority: Authority, signed_in, shot, axe, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    child = authority.child("Jay", "Marlow")
    authority.tell(BEGUN, child)
    page = signed_in("Sam")
    page.goto(reverse("papers", args=[child]))
    page.get_by_role("link", name="Add a document").click()
    page.get_by_label("What it is").fill("Letter from the head teacher")
    page.get_by_label("Letter or mail").check()
    page.get_by_label("File").set_input_files({"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"MZ.."})
    page.get_by_role("button", name="Keep the document").click()

    expect(page.locator("#file-error")).to_contain_text("something else, or damaged")
    expect(page.get_by_label("What it is")).to_have_value("Letter from the head teacher")
    axe(page)
    shot(page, "paper-new")

    file = {"name": "letter.docx", "mimeType": "application/msword", "buffer": word("He was late on Tuesday.")}
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Keep the document").click()

    with page.expect_download() as handed:
        page.get_by_role("link", name="letter.docx", exact=True).click()
    assert handed.value.suggested_filename == "letter.docx"
