"""What must hold before a contact is decided."""

from goldenthread.blocks import agreements, worries
from goldenthread.language import Entry, Episode, Record
from goldenthread.practice.front_door.forms import ALREADY_OPEN, POLICE


def consent_has_its_reason(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Consent that was asked for has somebody who asked and somebody who answered; what was not, the reason why not."""
    return next((said for _, said in worries.lacking(entry.answers)), None)


def checks_are_back(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Premature closure while checks were out is what inspectors found; a manager may override, with the reason."""
    asked = {str(each.root): each for each in (episode.all("front_door.enquiry_sent") if episode else [])}
    back = {each.get("enquiry") for each in (episode.all("front_door.enquiry_answered") if episode else [])}
    out = [each.get("partner", "a partner").replace("_", " ") for id_, each in asked.items() if id_ not in back]
    if out and not entry.get("override_why"):
        return (
            f"{len(out)} partner has" * (len(out) == 1)
            + f"{len(out)} partners have" * (len(out) > 1)
            + (f" not answered yet ({', '.join(out)}). Wait for the answer, or say why you decide without it.")
        )
    return None


def agreement_has_an_owner(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """No closing on a written agreement without owner, review date and assessment."""
    if entry.get("safety_plan") != "yes":
        return None
    if entry.get("outcome") != "referral":
        return (
            "A written agreement with parents needs an assessment behind it. Accept the referral, or do not rely on it."
        )
    return agreements.lacks(entry)


def police_notification_is_settled(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Nobody closes domestic abuse that the police told us of before its triage; a referral may be accepted at once."""
    if episode is None or entry.get("outcome") == "referral":
        return None
    told = [each for each in record.journey(episode.journey) if each.pathway == "police_notification"]
    if any(each.ended is None and each.stage == "Waits for a manager" for each in told):
        return (
            "It is graded high. Decide first whether there is a strategy meeting, and say why; or accept the referral."
        )
    if any(each.ended is None for each in told):
        return (
            "The daily triage has not looked at it: there is no safety plan. Record the triage, or accept the referral."
        )
    if any(record.open("referral")):
        # The meeting is held about the work that is open, which a second referral would only stand beside.
        return None
    if any(
        (last := each.last("police_notification.strategy_decided")) and last.get("strategy") == "yes" for each in told
    ):
        return "A strategy meeting was decided on, and is held about a referral. Accept the referral."
    return None


def the_police_hear_why(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """The reason for a decision goes back to the police who referred (Hull Cabinet report, 22 March 2021, 3.8)."""
    if episode and episode.entries[0].get("source_code") == POLICE and not entry.get("police_rationale"):
        return "The police referred this: write the reason as it goes back to them."
    return None


def somebody_works_with_them(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A contact is passed on to whoever works with the child: where nobody does, it is decided here."""
    if entry.get("outcome") == ALREADY_OPEN and not any(record.open("referral")) and not any(record.open("early_help")):
        return "Nobody works with this child now: nobody would read it. Decide what happens next."
    return None
