"""What a button of a form says, such as “go:assessment.returned”: an act and what of."""

import re

from django.core.exceptions import BadRequest

from goldenthread.language import handbook

# A word, a mark or a number, and the name of a question on the page.
SETTLES = re.compile(r"[^:]+:[^:]+:(all|[0-9a-f-]{36})-[a-z_]+")
SOMEBODY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NAMED = re.compile(r"(all|[0-9a-f-]{36})-[a-z_]+")


def read(do: str) -> tuple[str, str]:
    """The act, and what of.

    :raises BadRequest: for what no button of ours says
    """
    act, _, what = do.partition(":")
    wrong = {
        "go": what not in handbook().steps,
        "person": not NAMED.fullmatch(what),
        "settle": not SETTLES.fullmatch(what),
        "with": not SOMEBODY.fullmatch(what),
        "without": not SOMEBODY.fullmatch(what),
    }
    if wrong.get(act):
        raise BadRequest("A button that no form has")
    return act, what
