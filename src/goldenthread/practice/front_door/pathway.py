from goldenthread.language import FRONT_DOOR, MANAGERS, Clock, Compartment, Entry, Episode, Pathway, Role, Step
from goldenthread.practice.front_door import forms, gates


def stage(episode: Episode) -> str:
    """Where the contact stands on the board: enquiries that are all back wait for the final decision."""
    if episode.last("front_door.decided"):
        return "Decided"
    asked = {str(entry.root) for entry in episode.all("front_door.enquiry_sent")}
    if asked:
        back = {entry.get("enquiry") for entry in episode.all("front_door.enquiry_answered")}
        return "Enquiries" if asked - back else "Final decision"
    return "Final decision" if episode.last("front_door.directed") else "First decision"


def brings(entry: Entry) -> dict[str, dict[str, object]]:
    """Domestic abuse that the police graded is triaged by its grade, beside the contact."""
    if not entry.get("police_grade"):
        return {}
    return {
        "police_notification.notified": {
            "grade": entry.get("police_grade"),
            "reference": entry.get("police_reference", ""),
            **{name: said for name in ("incident_on", "team") if (said := entry.get(name))},
        }
    }


def follows_from(entry: Entry) -> dict[str, dict[str, object]]:
    """What a decision sets going: a referral, or an offer of early help that somebody follows up."""
    match entry.get("outcome"):
        case "referral":
            return {"referral.accepted": {"primary_need": entry.get("primary_need", ""), **handed_to(entry)}}
        case "early_help":
            offer = {"organisation": entry.get("passed_to", ""), "reason": entry.get("why", "")}
            return {"early_help.offered": {**offer, **handed_to(entry)}}
        case "other_agency":
            sent = {"agency": entry.get("passed_to", ""), "reason": entry.get("why", "")}
            return {"other_agency.referred": sent}
    return {}


def opened_by_rule(entry: Entry) -> dict[str, dict[str, object]]:
    """The referral that the rule of three accepts: it stays with the team that took the contact until allocated."""
    return {"referral.accepted": {"primary_need": entry.get("primary_need", ""), "team": entry.get("team")}}


def handed_to(entry: Entry) -> dict[str, object]:
    """The team that the manager chose to take it on; without one it stays with the team that decided."""
    return {"team_id": entry.get("takes_on")} if entry.get("takes_on") else {}


class FrontDoor(Pathway):
    """A worry reaches us, and a manager decides what happens next within one working day."""

    label = "Contact"
    conditions = {
        "rag_red": lambda entry: entry.get("rag") == "red",
        "rag_amber": lambda entry: entry.get("rag") == "amber",
        "rag_green": lambda entry: entry.get("rag") == "green",
    }

    contact_received = Step(
        "Take a contact",
        said="Contact received",
        by=(*FRONT_DOOR, Role.PARTNER),
        form=forms.Contact,
        begins=True,
        timed=True,
        together=True,
        opens_record=True,
        major=True,
        also=brings,
        stage=stage,
    )
    directed = Step(
        "Give direction",
        said="Manager's direction given",
        by=MANAGERS,
        form=forms.Direction,
        repeats=True,
        stage=stage,
        together=True,
    )
    consent_settled = Step(
        "Say how consent stands now",
        said="Consent settled",
        by=FRONT_DOOR,
        form=forms.Consent,
        repeats=True,
        together=True,
        gates=(gates.consent_has_its_reason,),
        stage=stage,
    )
    enquiry_sent = Step(
        "Ask a partner",
        said="Partner asked",
        by=FRONT_DOOR,
        form=forms.Ask,
        repeats=True,
        timed=True,
        stage=stage,
        compartment=Compartment.ENQUIRY,
        together=True,
    )
    enquiry_answered = Step(
        "Record a partner's answer",
        said="Partner answered",
        by=FRONT_DOOR,
        form=forms.Answer,
        repeats=True,
        timed=True,
        needs=(enquiry_sent,),
        stage=stage,
        compartment=Compartment.ENQUIRY,
        together=True,
    )
    decided = Step(
        "Decide what happens next",
        said="Manager decided",
        by=MANAGERS,
        form=forms.Decision,
        ends=True,
        major=True,
        together=True,
        gates=(
            gates.somebody_works_with_them,
            gates.checks_are_back,
            gates.agreement_has_an_owner,
            gates.police_notification_is_settled,
        ),
        also=follows_from,
        stage=stage,
    )
    opened_by_rule = Step(
        "Open an assessment by the rule of three",
        said="Assessment opened by the rule: several police notifications in a row",
        by=(),
        form=forms.Decision,
        ends=True,
        major=True,
        also=opened_by_rule,
        counts_as="front_door.decided",
    )
    referrer_told = Step(
        "Tell the referrer",
        said="Referrer told",
        by=FRONT_DOOR,
        form=forms.Feedback,
        repeats=True,
        together=True,
        needs=(decided,),
        gates=(gates.the_police_hear_why,),
    )

    decision_due = Clock(
        "Decision on a contact",
        starts=contact_received,
        stops=decided,
        law="contact_threshold_decision",
    )
    answer_due = Clock(
        "Partner's answer",
        starts=enquiry_sent,
        stops=enquiry_answered,
        law="mash_outcome",
        each="enquiry",
    )
