import datetime as dt

from goldenthread.language import Record, Role, Sentence, signal
from goldenthread.practice.other_agency.forms import NOBODY, NOT_TAKEN_UP
from goldenthread.timekeeping import Duration, spoken

HELP = ("front_door", "referral", "early_help", "other_agency")


@signal(
    desk=Role.TEAM_MANAGER,
    law="re_referral_window",
    wakes=("other_agency.ended", "front_door.contact_received", "referral.accepted", "early_help.offered"),
    source="Hull Cabinet report, 22 March 2021, 10.4 (1): where closed cases were sent, and what came of it",
)
def nobody_took_it_on(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
    """Sent to another agency, and nobody helps."""
    since = limit.before(today, record.calendar)
    for number, episode in reversed(list(enumerate(record.episodes))):
        if episode.pathway not in HELP:
            continue
        ended = episode.last("other_agency.ended")
        later = any(other.pathway in HELP for other in record.episodes[number + 1 :])
        if later or ended is None or ended.get("outcome") not in (NOBODY, NOT_TAKEN_UP) or ended.day < since:
            return None
        agency = episode.entries[0].get("agency", "another agency")
        why = "turned it down" if ended.get("outcome") == NOBODY else "was not taken up by the family"
        return Sentence(f"{agency} {why} ({spoken(ended.day)}), and nobody else helps since.", ended.id)
    return None
