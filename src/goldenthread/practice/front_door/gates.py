"""What must hold before a contact is decided."""

from goldenthread.language import Entry, Episode, Record


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
    if not entry.get("safety_plan_owner"):
        return "Say who owns the agreement and when it is looked at again."
    return None
