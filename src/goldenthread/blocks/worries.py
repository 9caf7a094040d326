"""What worries are about, and how consent to share them stands: the same words wherever a worry is told."""

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
CONSENT = {
    "given": "Asked for and given",
    "refused": "Asked for and refused",
    "dispensed_risk": "Not asked for: asking would put the child at more risk",
    "dispensed_enquiry": "Not asked for: asking would prejudice an enquiry",
    "dispensed_delay": "Not asked for: asking would cause a dangerous delay",
    "not_needed": "Not needed: a section 47 enquiry",
    "not_yet": "Not asked for yet",
}
