"""What is said beside the question before a partner is asked about a contact."""

from collections.abc import Iterator
from uuid import UUID

from goldenthread.blocks import worries
from goldenthread.casework import access
from goldenthread.casework.children import open_to
from goldenthread.casework.drafts import Draft
from goldenthread.casework.front_door.words import ASKED, CONSENT, RECEIVED, said
from goldenthread.facts.models import Contact
from goldenthread.language import handbook


def without_consent(draft: Draft, *, by: access.Actor) -> Iterator[tuple[UUID | None, str, str]]:
    """That the family has not agreed to partners being asked, and nothing says why it need not: whose part, which
    question, and what is said beside it. One query, before a partner is asked."""
    if draft.step.key != ASKED:
        return
    waits = open_to(Contact.now.filter(about__in=draft.about, decided_on=None, consent__in=worries.WITHOUT), by)
    stands = waits.values_list("consent", flat=True).first()
    if stands:
        book = handbook()
        words, settle = said(book.steps[RECEIVED], "consent", stands), book.steps[CONSENT].label
        yield (
            None,
            "partner",
            f"Consent stands at “{words}”. Ask for it first; or, if it is not to be asked for or is overridden, say "
            f"why under “{settle}”.",
        )
