import itertools
from collections.abc import Iterator

from goldenthread.language import Episode, Record, Row, derived_id

# What every model does together with the family, and look at again by a day that they set.
TOGETHER = ("signs_of_safety.mapped", "restorative_practice.talked", "strengthening_families.weighed")


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """That the family and its worker come together again by the day that they set, while anybody works with them."""
    works = any(record.open("referral")) or any(record.open("early_help"))
    everything = sorted(
        (entry for step in TOGETHER for entry in record.all(step)), key=lambda entry: (entry.day, entry.known)
    )
    for one, after in itertools.zip_longest(everything, everything[1:]):
        again = one.date("review_on")
        if not one.step.startswith(f"{episode.pathway}.") or again is None or (after is None and not works):
            continue
        yield Row(
            "Action",
            str(derived_id(one.root, "again")),
            {
                "what": "Come together again with the family, as was agreed with them",
                "why": "What keeps the child safe is looked at again by those who do it",
                "measure": "",
                "worker_id": one.author.worker,
                "due_on": again,
                "done_on": after.day if after else None,
                "step": one.step,
            },
            (after or one).id,
        )
