"""The night's work, now: for those who cannot wait for ten past three."""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """No words of its own."""


def run(arguments: argparse.Namespace) -> None:
    """Ask every signal about every open record, and keep yesterday's figures. Safe to run twice."""
    from django.utils import timezone

    from goldenthread.oversight import night

    now = timezone.localtime()
    done = night.work(today=now.date(), at=now)
    records = f"{done.records} record{'' if done.records == 1 else 's'}"
    kept = (
        f"{done.figures} of yesterday's figures kept" if done.figures else "yesterday's figures had been kept already"
    )
    print(f"Every signal was asked about {records}; {kept}.")
