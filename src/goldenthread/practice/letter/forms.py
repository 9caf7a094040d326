from goldenthread.blocks.forms import Choice, Line, Prose, RecordForm

HOW = {
    "handed": "Handed over and talked through",
    "post": "By post",
    "email": "By secure email",
    "read": "Read out or signed, because reading is not how they take it in",
}


class Letter(RecordForm):
    """What one person is told in writing. It begins with the authority's words, and is sent in the worker's."""

    to = Line(
        "To whom",
        why="Parents who live apart have a letter each. Neither letter says where the other lives.",
    )
    address = Prose(
        "The address on it", required=False, why="Leave it empty where it is handed over. Who else opens post there?"
    )
    title = Line("What it is about")
    words = Prose(
        "What it says",
        why="Short and plain: what we decided, why, and what happens now. Read it as the one who opens it: it tells no "
        "parent what only the other should know.",
    )
    how = Choice("How does it reach them?", HOW)
    language = Line("In which language, if it is translated", required=False)

    sections = (("The letter", ("to", "address", "title", "words")), ("On its way", ("how", "language")))
    looked_for = ("Would you understand it, if it came to you?",)
