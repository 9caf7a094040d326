"""The words of a document, for search. Read in a process of its own, which may take so long and so much and no more:
what somebody sends is no reason for a page to hang.
"""

import io
import logging
import resource
import subprocess
import sys

# Seconds, bytes of memory, characters kept.
LONGEST, MOST_MEMORY, MOST_WORDS = 15, 1_000_000_000, 500_000
READ = ("pdf", "docx", "txt", "eml")

log = logging.getLogger(__name__)


def words_in(content: bytes, kind: str) -> str:
    """What can be read of a document; nothing of a picture, or where reading it went wrong, which is logged."""
    if kind not in READ:
        return ""
    asked = [sys.executable, "-I", __file__, kind]  # on its own: nothing of ours is started with it
    try:
        done = subprocess.run(asked, input=content, capture_output=True, timeout=LONGEST, check=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as wrong:
        log.warning("The words of a document (%s) could not be read: %s", kind, type(wrong).__name__)
        return ""
    return done.stdout.decode()


def read(content: bytes, kind: str) -> str:
    """The words, by the library of each kind."""
    if kind == "pdf":
        from pypdf import PdfReader

        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if kind == "docx":
        from docx import Document

        document = Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
    found = read(sys.stdin.buffer.read(), sys.argv[1]).replace("\x00", " ")[:MOST_WORDS]
    sys.stdout.buffer.write(found.encode("utf-8", errors="replace"))
