import datetime as dt
from collections.abc import Iterator

from goldenthread.language import Episode, Record, Row
from goldenthread.timekeeping import day_of


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """Each request, when its answer was due and when it came, so that lateness is counted by agency."""
    for asked in episode.all("partner_request.asked"):
        said = episode.all("partner_request.answered")
        answer = next((one for one in said if str(one.get("request")) == str(asked.root)), None)
        run = next((one for one in episode.runs if one.entry == asked.id), None)
        due = run.due if run else None
        yield Row(
            "PartnerRequest",
            str(asked.root),
            {
                "journey": str(episode.journey),
                "team_id": asked.get("team_id"),
                "worker_id": asked.author.worker,
                "partner": asked.get("partner", ""),
                "asked_at": _moment(asked.happened),
                "due_on": day_of(due) if due else None,
                "due_at": _moment(due) if due else None,
                "answered_at": _moment(answer.happened) if answer else None,
                "came": answer.get("came", "") if answer else "",
                "in_time": run.state(answer.happened) == "met" if answer and run and run.due else None,
            },
            (answer or asked).id,
        )


def _moment(happened: dt.date | dt.datetime) -> dt.datetime | None:
    return happened if isinstance(happened, dt.datetime) else None
