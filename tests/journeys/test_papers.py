"""A document added by hand, at three widths, without script, with a file that is refused first."""

from django.urls import reverse

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

    assert "something else, or damaged" in page.locator("#file-error").inner_text()
    assert page.get_by_label("What it is").input_value() == "Letter from the head teacher"
    axe(page)
    shot(page, "paper-new")

    file = {"name": "letter.docx", "mimeType": "application/msword", "buffer": word("He was late on Tuesday.")}
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Keep the document").click()

    with page.expect_download() as handed:
        page.get_by_role("link", name="letter.docx", exact=True).click()
    assert handed.value.suggested_filename == "letter.docx"
