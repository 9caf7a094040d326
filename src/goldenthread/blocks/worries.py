"""What worries are about, and how consent to share them stands: the same words wherever a worry is told."""

from collections.abc import Iterator, Mapping
from typing import Any

POLICE = "6"  # CIN N00152, referral source
GRADES = {"high": "High", "medium": "Medium", "standard": "Standard"}
# What whoever tells us hopes for; what is done is decided by a manager.
HOPES = {
    "safety": "That somebody looks at whether a child is safe",
    "help": "Help for the family before things get worse",
    "advice": "Advice on what we can do ourselves",
    "not_sure": "Not sure",
}
# What the front door passes on to the worker who knows the child.
ALREADY_OPEN = "already_open"
KINDS = {
    "neglect": "Neglect",
    "domestic_abuse": "Domestic abuse",
    "physical_abuse": "Physical abuse",
    "sexual_abuse": "Sexual abuse",
    "emotional_abuse": "Emotional abuse",
    "exploitation": "Exploitation",
    "parental_mental_health": "A parent's mental health",
    "parental_substance": "A parent's drugs or alcohol",
    "child_mental_health": "The child's mental health",
    "missing": "Missing",
    "disability": "Disability",
    "unborn": "An unborn child",
    "other": "Something else",
}
# Those that say that somebody may be hurting a child.
HARM = ("neglect", "domestic_abuse", "physical_abuse", "sexual_abuse", "emotional_abuse", "exploitation")
CONSENT = {
    "given": "Asked for and given",
    "refused": "Asked for and refused",
    "dispensed_risk": "Not asked for: asking would put the child at more risk",
    "dispensed_enquiry": "Not asked for: asking would prejudice an enquiry",
    "dispensed_delay": "Not asked for: asking would cause a dangerous delay",
    "not_needed": "Not needed: a section 47 enquiry",
    "not_yet": "Not asked for yet",
}
NOT_YET = "not_yet"
# What may be said once it was asked for, or decided that nobody asks.
CAME_OF_IT = {code: words for code, words in CONSENT.items() if code != NOT_YET}
# While it stands so, partners are asked about a family that has not agreed to it, and nothing says why.
WITHOUT = (NOT_YET, "refused")


def untold(answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What whoever tells of a worry has not said, or cannot say, by the name of the answer."""
    if str(answers.get("consent", "")).startswith("dispensed") and not answers.get("consent_why"):
        yield "consent_why", "Say why consent was not asked for; inspectors and parents will ask."
    graded, of_police = answers.get("police_grade"), answers.get("source_code") == POLICE
    if of_police and answers.get("kind") == "domestic_abuse" and not graded:
        yield "police_grade", "Say how the police graded it. If they did not, ring and ask them."
    if graded and not of_police:
        yield "police_grade", "Only the police grade it. Choose them as who is telling us, or leave this."


def lacking(answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What somebody who says how consent came out has not said, by the name of the answer."""
    consent = answers.get("consent")
    if consent in ("given", "refused"):
        for name, said in (("asked_by", "Say who asked for it."), ("asked_of", "Say whom they asked.")):
            if not answers.get(name):
                yield name, said
    elif consent and not answers.get("consent_why"):
        yield "consent_why", "Say why consent was not asked for, or was overridden; inspectors and parents will ask."
