"""A census file that means no good, or is broken: taken in or refused in a sentence, never anything between."""

import os
import random
import re
from pathlib import Path
from xml.sax.saxutils import escape

from django.db import transaction

from goldenthread.doors.feeds.cin import NotACensus
from goldenthread.record.models import Entry, Subject
from tests.census import load_file
from tests.trials import count
from tests.walks.hostile import LAUGHS, READS, WORDS

SEED = os.environ.get("SEED", "1")
WHOLE = (Path(__file__).resolve().parents[1] / "data/sample_2_children_2026.xml").read_text()
VALUES = [found.span(1) for found in re.finditer(r">([^<>\s][^<>]*)</", WHOLE)]
ELEMENTS = [found.span() for found in re.finditer(r"<(\w+)>[^<>]*</\1>", WHOLE)]
# XML itself has no place for these: a file with one of them is none.
NEVER_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def spoilt(chance: random.Random) -> bytes:
    """The sample with something else in some of its places, or broken as a whole."""
    said = WHOLE
    for start, end in sorted(chance.sample(VALUES, chance.randint(1, 12)), reverse=True):
        word = chance.choice(WORDS)
        said = said[:start] + (escape(word) if chance.random() < 0.9 else word) + said[end:]
    match chance.randrange(9):
        case 0:
            start, end = chance.choice(ELEMENTS)
            said = WHOLE[:start] + WHOLE[end:]
        case 1:
            start, end = chance.choice(ELEMENTS)
            said = WHOLE[:end] + WHOLE[start:end] * chance.randint(1, 50) + WHOLE[end:]
        case 2:
            return said.encode(errors="replace")[: chance.randrange(len(said))]
        case 3:
            at = chance.randrange(len(WHOLE))
            return WHOLE[:at].encode() + bytes([chance.randrange(256)]) + WHOLE[at + 1 :].encode()
        case 4:
            return chance.choice([b"", LAUGHS, READS, said.encode("utf-16"), b"\x00" * 1000, b"PK\x03\x04"])
    return said.encode(errors="replace")


def refusal(file: Path) -> str:
    """The sentence by which it was refused; nothing where it was taken in."""
    try:
        load_file(file)
    except NotACensus as why:
        return str(why)
    return ""


def test_a_spoilt_census_is_taken_in_or_refused_in_a_sentence(authority, tmp_path):
    said = []
    for number in range(count(8, 200)):
        content = spoilt(random.Random(f"{SEED} census {number}"))
        file = tmp_path / f"census of SEED {SEED}, {number}.xml"
        file.write_bytes(content)
        before = Entry.objects.count(), Subject.objects.count()
        with transaction.atomic():
            said.append(refusal(file))
            if said[-1]:
                assert re.search(r"[.?]$", said[-1]), said[-1]
                assert (Entry.objects.count(), Subject.objects.count()) == before, file.name
            else:
                wide = content.startswith(b"\xff\xfe")
                assert not NEVER_IN_XML.search(content.decode("utf-16" if wide else "utf-8", "replace")), file.name
                assert b"<!DOCTYPE" not in content, file.name
            transaction.set_rollback(True)
    assert "" in said
    assert any(said)
