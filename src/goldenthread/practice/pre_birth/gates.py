"""What must hold before and after a birth."""

from goldenthread.blocks import meeting
from goldenthread.blocks.ages import born_on, expected_on
from goldenthread.language import Entry, Episode, Record
from goldenthread.practice.pre_birth import forms
from goldenthread.timekeeping import spoken


def not_born_yet(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Pre-birth work is for a child who is not born, with an expected date to count from."""
    if born := born_on(record):
        return f"This child was born on {spoken(born)}. Pre-birth work is for a child who is not born yet."
    if not expected_on(record):
        return "Give the unborn child's expected date of delivery first: all that follows is counted from it."
    return None


def decision_holds(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """What is looked at again has a day, and what is referred a team that decides."""
    return next((said for _, said in forms.lacking(entry.answers)), None)


def a_referral_is_open(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """An assessment stands on an accepted referral."""
    if not any(record.open("referral")):
        return "There is no open referral to assess. Accept a referral at the front door first."
    return None


def none_is_running(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """One assessment at a time: what is open goes on."""
    for pathway, said in (("pre_birth", "Pre-birth work"), ("assessment", "An assessment")):
        running = next(iter(record.open(pathway)), None)
        if running:
            return f"{said} is open since {spoken(running.began)}. Go on with that."
    return None


def the_parents_were_seen(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Nobody can see the child: the parents are seen."""
    if episode is None or not episode.last("pre_birth.parents_seen"):
        return "See the parents before you write the pre-birth assessment."
    return None


def health_was_there(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """No panel about a pregnancy without those who care for the mother."""
    if not meeting.present(forms.Panel.asked, entry.answers) & set(meeting.HEALTH):
        return "Health had no part in it. Ask midwifery at least: a pre-birth panel decides with them."
    return None


def panel_actions_are_owned(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """What the panel decides is somebody's to do, by a day."""
    return _owned(meeting.unowned(forms.Panel.actions, entry.answers))


def discharge_actions_are_owned(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """What is planned for the first days is somebody's to do, by a day."""
    return _owned(meeting.unowned(forms.Discharge.actions, entry.answers))


def gateway_actions_are_owned(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """What the legal gateway meeting decides is somebody's to do, by a day."""
    return meeting.bare(forms.GatewayMeeting.actions, entry.answers)


def the_panel_asked_for_it(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A legal gateway meeting is held where the panel decided that it is."""
    panel = episode.last("pre_birth.panel_held") if episode else None
    if panel is None or panel.get("decision") != forms.LEGAL:
        return "The panel did not decide on the legal gateway. Record the panel that does first."
    return None


def _owned(bare: list[str]) -> str | None:
    return f"Say who does “{bare[0]}”, and by when: what nobody has promised is not done." if bare else None


def on_lawful_ground(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A baby is cared for by others on an order, police protection or a valid consent alone."""
    if entry.get("at_birth") == forms.APART and not entry.get("legal_agreed"):
        return forms.NO_LAWFUL_GROUND
    return None


def after_the_first_day(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A birth is recorded on its day or later."""
    born = entry.date("born_on")
    if born and born > entry.day:
        return f"A birth on {spoken(born)} cannot be recorded as of {spoken(entry.day)}. Check both days."
    return None


def it_is_born(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """How a baby leaves the hospital is planned once it is born."""
    if not born_on(record):
        return "Record the birth before you plan how the baby leaves the hospital."
    return None


def nothing_is_owed_after_birth(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Under a plan, the work goes on until the first conference or core group after the birth."""
    run = episode.run("pre_birth.after_birth_due") if episode else None
    if run and run.stopped is None and entry.get("outcome") == "goes_on":
        return "Hold the first conference or core group after the birth before the pre-birth work ends."
    return None


def the_gateway_is_met(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """What the panel sent to the legal gateway has been there before the work ends, unless no child is left here."""
    run = episode.run("pre_birth.gateway_due") if episode else None
    if run and run.stopped is None and entry.get("outcome") not in (forms.MOVED, forms.LOST):
        return "The panel decided on the legal gateway. Record the meeting before the pre-birth work ends."
    return None
