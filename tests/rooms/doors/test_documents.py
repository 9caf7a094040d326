"""A document is taken in by what is in it, kept once and privately, handed out to be saved, and found by its words."""

import hashlib
import io
import stat
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from goldenthread.casework import search
from goldenthread.casework.documents.kinds import cleaned
from goldenthread.casework.withdrawing import withdraw
from goldenthread.record.models import Entry, Look, Paper
from tests.authority import Authority, day
from tests.rooms.doors.test_child import BEGUN
from tests.rooms.doors.test_recording import filled

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + bytes(20)
SAID = {"title": "Letter from the head teacher", "sort": "letter", "key": "one-press"}


def word(text: str) -> bytes:
    document, kept = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(kept)
    return kept.getvalue()


def pdf() -> bytes:
    writer, kept = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(kept)
    return kept.getvalue()


def packed(**pieces: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in pieces.items():
            into.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return kept.getvalue()


@pytest.fixture
def room(tmp_path, settings) -> Path:
    """Where this test's documents are kept."""
    settings.MEDIA_ROOT = tmp_path / "papers"
    return tmp_path / "papers"


@pytest.fixture
def child(authority: Authority, room: Path):
    child = authority.child("Jay")
    authority.tell(BEGUN, child)
    return child


def visitor(authority: Authority, name: str) -> Client:
    client = Client()
    client.force_login(authority.users[name])
    return client


def send(client: Client, child, name: str, content: bytes, **said: str):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("paper_new", args=[child]), {**SAID, **said, "file": file})


def test_a_letter_is_kept_listed_found_by_its_words_and_handed_out(authority, child, room):
    sam, content = visitor(authority, "Sam"), word("The head teacher saw a bruise on Tuesday.")

    assert send(sam, child, "letter.DOCX", content).headers["Location"] == reverse("papers", args=[child])

    (paper,) = Paper.objects.filter(entry__about=child)
    digest = hashlib.sha256(content).hexdigest()
    assert (paper.name, paper.kind, bytes(paper.digest).hex()) == ("letter.docx", "docx", digest)
    assert paper.entry.answers["digest"] == digest
    assert "letter.docx" in sam.get(reverse("papers", args=[child])).content.decode()
    (found,) = search.find("bruise", actor=authority.actor("Sam"), today=day("1 Jun 2026")).words.found
    assert found.document == "letter.docx"

    answer = sam.get(reverse("paper", args=[child, paper.pk]))
    assert (answer.content, answer["Content-Type"].partition("+")[0]) == (
        content, "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )  # fmt: skip
    assert answer["Content-Disposition"] == 'attachment; filename="letter.docx"'
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")
    assert Look.objects.filter(about=child, page="paper").count() == 1


def test_a_title_that_is_wrong_is_put_right_as_any_entry(authority, child):
    sam = visitor(authority, "Sam")
    send(sam, child, "letter.docx", word("He was late."), title="Letter from the doctor")
    (paper,) = Paper.objects.filter(entry__about=child)
    draft = sam.get(reverse("record", args=[paper.entry.step]), {"corrects": paper.entry_id})["Location"]
    form = sam.get(draft).content.decode()

    sam.post(draft, {**filled(form, {"title": "Letter from the head teacher", "sort": "school"}), "do": "complete"})

    page = sam.get(reverse("papers", args=[child])).content.decode()
    assert "You are putting an entry right" in form
    assert "Letter from the head teacher" in page
    assert "Letter from the doctor" not in page
    assert sam.get(reverse("paper", args=[child, paper.pk])).status_code == 200
    assert reverse("entry", args=[child, paper.entry_id]) in page


def test_the_page_says_that_it_keeps_nothing_by_itself(authority, child):
    sam = visitor(authority, "Sam")

    upload, draft = (sam.get(one, follow=True).content.decode() for one in (
        reverse("paper_new", args=[child]), f"{reverse('record', args=['assessment.child_seen'])}?about={child}",
    ))  # fmt: skip

    assert upload.count("Nothing is kept of this page until you press “Keep the document”") == 2
    assert "What you have written is kept" not in upload
    assert draft.count("What you have written is kept") == 2


def test_it_is_written_once_and_is_its_owners_alone(authority, child, room):
    sam = visitor(authority, "Sam")
    send(sam, child, "a.png", PNG)
    send(sam, child, "b.png", PNG, key="another-press")

    (file,) = [path for path in room.rglob("*") if path.is_file()]
    assert file.name == hashlib.sha256(PNG).hexdigest()
    assert stat.S_IMODE(file.stat().st_mode) == 0o400
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert Paper.objects.count() == 2


def test_the_same_press_twice_keeps_one(authority, child):
    sam = visitor(authority, "Sam")

    assert [send(sam, child, "a.png", PNG).status_code for _ in range(2)] == [302, 302]
    assert Paper.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.exe", b"MZ" + bytes(90), "A file of this kind is not kept here"),
        ("a.html", b"<script>alert(1)</script>", "A file of this kind is not kept here"),
        ("a.svg", b"<svg/>", "A file of this kind is not kept here"),
        ("none", b"x", "A file of this kind is not kept here"),
        ("a.pdf", b"MZ" + bytes(90), "something else, or damaged"),
        ("a.pdf", PNG, "something else, or damaged"),
        ("a.png", b"<html>", "something else, or damaged"),
        ("a.docx", packed(other=b"x"), "something else, or damaged"),
        ("a.docx", b"PK\x03\x04", "something else, or damaged"),
        ("a.odt", word("x"), "something else, or damaged"),
        ("a.txt", b"\x00\x01\x02", "something else, or damaged"),
        ("a.docx", packed(word__document_xml=bytes(250_000_000)), "unpacks to more than can be kept"),
    ],
)  # fmt: skip
def test_what_is_not_what_it_says_is_refused_and_nothing_typed_is_lost(authority, child, room, name, content, why):
    answer = send(visitor(authority, "Sam"), child, name, content, source="Ms Ellis, St Mark's")

    page = answer.content.decode()
    assert (answer.status_code, why in page, "Ms Ellis, St Mark" in page) == (422, True, True)
    assert not Paper.objects.exists()
    assert not list(room.rglob("*"))


def test_macros_are_refused(authority, child):
    kept = io.BytesIO(word("x"))
    with zipfile.ZipFile(kept, "a") as into:
        into.writestr("word/vbaProject.bin", b"x")

    answer = send(visitor(authority, "Sam"), child, "a.docx", kept.getvalue())

    assert "There are macros in the file" in answer.content.decode()


def test_a_file_that_is_too_large_is_let_go_of_and_said(authority, child, settings):
    settings.LARGEST_DOCUMENT = 1_000_000

    page = send(visitor(authority, "Sam"), child, "a.txt", b"x" * 1_000_001).content.decode()

    assert "The file is larger than 1 MB" in page
    assert "Letter from the head teacher" in page
    assert not Paper.objects.exists()


def test_without_a_file_or_a_title_it_says_what_is_missing(authority, child):
    sam = visitor(authority, "Sam")

    assert "Choose a file." in sam.post(reverse("paper_new", args=[child]), SAID).content.decode()
    assert "Choose the file again" in send(sam, child, "a.png", PNG, title="").content.decode()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/letter.txt", "letter.txt"),
        ("C:\\Users\\Sam\\letter.TXT", "letter.txt"),
        ('a"; filename=x\r\n.txt', "a; filename=x.txt"),
        ("x" * 300 + ".txt", "x" * 116 + ".txt"),
        ("Brief für Zoë.txt", "Brief für Zoë.txt"),
    ],
)
def test_a_name_is_cleaned(sent, kept):
    assert cleaned(sent) == kept


def test_nobody_without_a_need_to_know_adds_or_takes_one(authority, child):
    send(visitor(authority, "Sam"), child, "a.png", PNG)
    paper, other = Paper.objects.get(), authority.child("Other")
    authority.tell(BEGUN, other)
    wes = visitor(authority, "Wes")

    assert wes.get(reverse("paper", args=[child, paper.pk])).status_code == 403
    assert send(wes, child, "b.png", PNG, key="theirs").status_code == 403
    assert Entry.objects.filter(step="person.document_added").count() == 1
    # By another child's number it is not there.
    assert visitor(authority, "Sam").get(reverse("paper", args=[other, paper.pk])).status_code == 404


def found_something(content: bytes) -> str:
    return "Made-Up.Test" if b"bad" in content else ""


def test_the_authoritys_scanner_is_asked_and_its_absence_is_said(authority, child, settings):
    sam = visitor(authority, "Sam")
    assert "not scanned for viruses here" in sam.get(reverse("paper_new", args=[child])).content.decode()
    settings.DOCUMENT_SCANNER = f"{__name__}.found_something"

    assert "not scanned" not in sam.get(reverse("paper_new", args=[child])).content.decode()
    assert "virus scanner (Made-Up.Test)" in send(sam, child, "a.txt", b"bad").content.decode()
    assert send(sam, child, "a.txt", b"good").status_code == 302


def test_a_document_withdrawn_is_neither_listed_nor_handed_out(authority, child):
    """Somebody kept it on the wrong child's record."""
    sam = visitor(authority, "Sam")
    send(sam, child, "letter.txt", b"Another family's letter.")
    kept = Paper.objects.get()
    address = reverse("paper", args=[child, kept.pk])
    assert sam.get(address).status_code == 200

    withdraw(child, kept.entry_id, why="Another child's.", by=authority.actor("Sam"), key="w", today=day("9 Mar 2030"))

    assert sam.get(address).status_code == 404
    assert str(kept.pk) not in sam.get(reverse("papers", args=[child])).content.decode()


def test_what_was_changed_on_the_disk_is_not_handed_out(authority, child, room):
    sam = visitor(authority, "Sam")
    send(sam, child, "a.png", PNG)
    (file,) = [path for path in room.rglob("*") if path.is_file()]
    file.chmod(0o600)
    file.write_bytes(b"changed")
    sam.raise_request_exception = False

    assert sam.get(reverse("paper", args=[child, Paper.objects.get().pk])).status_code == 500


def test_a_pdf_without_words_and_a_text_with_them(authority, child):
    sam = visitor(authority, "Sam")
    send(sam, child, "scan.pdf", pdf())
    send(sam, child, "note.txt", "Dad’s new address".encode("cp1252"), key="second")

    assert dict(Paper.objects.values_list("name", "text")) == {"scan.pdf": "", "note.txt": "Dad’s new address"}


def test_the_pages_ask_the_database_little(authority, child, django_assert_max_num_queries):
    sam = visitor(authority, "Sam")
    send(sam, child, "a.png", PNG)

    for address in (reverse("paper_new", args=[child]), reverse("paper", args=[child, Paper.objects.get().pk])):
        with django_assert_max_num_queries(12 + 4):
            assert sam.get(address).status_code == 200
