import datetime as dt
from typing import Any

from goldenthread.blocks import agreements, worries
from goldenthread.blocks.forms import HAPPENED, Choice, Clock24, Day, Line, Many, Prose, RecordForm, YesNo
from goldenthread.standards import codes

SOURCES = {code: codes.spoken(label) for code, label in codes.of("cin.referral_source").items()}
NEEDS = codes.of("cin.primary_need_code")
ALREADY_OPEN = worries.ALREADY_OPEN
KINDS, CONSENT, GRADES, POLICE = worries.KINDS, worries.CONSENT, worries.GRADES, worries.POLICE
LIVED = {
    "saw": "Saw it",
    "heard": "Heard it from another room",
    "hurt": "Was hurt or threatened",
    "stepped_in": "Stepped in, or called for help",
    "used": "Was used to control or frighten a parent",
    "before_birth": "Was not yet born",
    "after": "Was not there, and lives with what came after",
    "not_known": "Not known yet",
}
HOW = {
    "telephone": "Telephone",
    "email": "E-mail",
    "in_person": "In person",
    "portal": "Referral form",
    "letter": "Letter",
    "out_of_hours": "Out-of-hours team",
    "our_own": "From our own work with the family",
}
PARTNERS = {
    "police": "Police",
    "health_visiting": "Health visiting",
    "school": "School or nursery",
    "gp": "GP",
    "midwifery": "Midwifery",
    "mental_health": "Adult mental health",
    "housing": "Housing",
    "probation": "Probation",
    "drugs_alcohol": "Drug and alcohol service",
    "early_help": "Early help",
}
RAG = {"red": "Red: a child may be in danger now", "amber": "Amber: soon", "green": "Green: ordinary"}
OUTCOMES = {
    "no_further_action": "No further action",
    "advice": "Information and advice given",
    ALREADY_OPEN: "Passed to the worker who already knows the child",
    "early_help": "Early help, which we follow up",
    "other_agency": "Sent to another agency, which we ask what came of it",
    "referral": "Referral accepted: child and family assessment",
}
NO_TEAM = "Choose the team that takes the early help on, so that somebody follows it up."
THRESHOLDS = {
    "universal": "Universal",
    "early_help": "Early help",
    "child_in_need": "Child in need",
    "significant_harm": "Significant harm, or likely to suffer it",
}


class Contact(RecordForm):
    """A worry, as the person who brings it tells it."""

    source_code = Choice("Who is telling us?", SOURCES, returns="CIN N00152, referral source")
    referrer = Line("Their name", required=False)
    referrer_role = Line("Their role and agency", required=False)
    referrer_contact = Line(
        "How to reach them", required=False, why="They must be told what was decided, and we may need to ask them more."
    )
    how = Choice("How did it reach us?", HOW)
    kind = Choice(
        "What is it chiefly about?",
        KINDS,
        why="Worries of one kind are counted over time, so that the third is seen as the third.",
    )
    urgent = YesNo("Could a child be in danger now?")
    police_grade = Choice(
        "How did the police grade it?",
        GRADES,
        required=False,
        hint="Only for domestic abuse that the police tell us of.",
        why="Standard and medium meet the daily triage; high goes straight to a manager.",
    )
    police_reference = Line("Their reference", required=False)
    incident_on = Day(
        "On which day did it happen?",
        of=HAPPENED,
        required=False,
        hint="Not the day on which they tell us.",
        why="Inspectors found notifications that reached social care weeks late. Late ones are listed.",
    )
    worry = Prose(
        "What are they worried about?",
        why="In the referrer's words, not ours: what they saw, heard and when.",
        example="He came in the same clothes all week and asked for food at nine. Nobody answered the door at home.",
    )
    happened = Prose("What have they done or tried already?", required=False)
    adults = Prose("Who looks after the child, and who else lives there?", required=False)
    hopes = Choice("What do they hope for?", worries.HOPES, required=False)
    parents_know = YesNo("Do the parents know that they are telling us?", required=False)
    consent = Choice(
        "Consent of the parents to share and to ask others",
        CONSENT,
        why="Inspectors look for whether it was asked for, and if not, why not.",
    )
    consent_why = Prose("Why consent was not asked for, or was overridden", required=False)
    this_child = Prose(
        "What is known of this child?",
        own=True,
        why="Each child lives it differently: how this one is, what this one said, where this one is now.",
    )
    childs_words = Prose("What this child said, in the child's own words", own=True, required=False)
    lived = Many(
        "If it is about domestic abuse: how does this child live it?",
        LIVED,
        own=True,
        required=False,
        why="A child who sees or hears domestic abuse is its victim in law, in their own right.",
    )

    sections = (
        ("Who is telling us", ("source_code", "referrer", "referrer_role", "referrer_contact", "how")),
        ("The worry", ("kind", "urgent", "worry", "happened", "adults", "hopes")),
        ("Domestic abuse that the police tell us of", ("police_grade", "police_reference", "incident_on")),
        ("Consent", ("parents_know", "consent", "consent_why")),
        ("This child", ("this_child", "childs_words", "lived")),
    )
    looked_for = (
        "Whose words are these, and when did it happen?",
        "Is each child's situation said apart?",
        "Consent asked for, or the reason why not.",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for name, said in worries.untold(given):
            self.add_error(name, said)
        return given


class Consent(RecordForm):
    """What came of asking the parents, after the contact was taken; or why nobody asks them."""

    consent = Choice(
        "How does consent to share and to ask others stand now?",
        worries.CAME_OF_IT,
        why="Inspectors look for whether it was asked for, and if not, why not.",
    )
    asked_by = Line("Who asked, if it was asked for?", required=False, hint="Name and role, of ours or of a partner")
    asked_of = Line(
        "Whom did they ask?", required=False, hint="And by what right they answer, such as parental responsibility"
    )
    consent_why = Prose("Why consent was not asked for, or was overridden", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for name, said in worries.lacking(given):
            self.add_error(name, said)
        return given


class Direction(RecordForm):
    direction = Prose(
        "What is to be done before you decide?", example="Ask the school and the health visitor; ring the mother today."
    )
    enquiries = YesNo("Are enquiries of partners needed?")


class Ask(RecordForm):
    partner = Choice("Which partner?", PARTNERS)
    who = Line("Whom, if known", required=False)
    question = Prose("What do you ask?")
    rag = Choice("How soon do you need it?", RAG)


class Answer(RecordForm):
    enquiry = Line("Which question does this answer?", chooses="enquiry")
    answer = Prose("What did they say?")


class Decision(RecordForm):
    """A qualified manager's decision, with the reason and what the referrer will be told.

    One decision for all the children of a contact, said of each in words of its own; for one of them it may differ.
    """

    threshold = Choice("Which threshold does this meet?", THRESHOLDS, apart=True)
    why = Prose(
        "Why?",
        why="The reason is read by parents, inspectors and the next worker. Weigh the history, not only this worry.",
        apart=True,
    )
    outcome = Choice("What happens next?", OUTCOMES, apart=True)
    primary_need = Choice(
        "Primary need (if a referral is accepted)", NEEDS, required=False, returns="CIN N00101", apart=True
    )
    takes_on = Line(
        "Which team takes this on?",
        required=False,
        chooses="team",
        hint="Early help must have a team. A referral without one stays with yours until it is allocated.",
        why="The child is in its work from today, with the limit that runs. You keep seeing what comes of it.",
        apart=True,
    )
    passed_to = Line("Which service or agency (for early help, or where it is sent)", required=False, apart=True)
    override_why = Prose("Why you decide before every partner has answered", required=False)
    safety_plan = YesNo("Do you rely on a written agreement with the parents?", required=False, apart=True)
    safety_plan_owner = Line(
        "Who owns the agreement, and when is it looked at again?",
        required=False,
        apart=True,
        until=dt.date(2026, 11, 20),
    )
    agreement_owner = agreements.owner(apart=True)
    agreement_review_on = agreements.review_on(apart=True)
    told = Prose("What the referrer will be told")
    this_child = Prose(
        "What weighs for this child?",
        own=True,
        several=True,
        why="Brothers and sisters live the same worry differently. What is copied from one to the other helps neither.",
        example="Kai is too young to tell anybody, and is alone with his father on both mornings.",
    )

    sections = (
        ("The decision", ("threshold", "why", "outcome", "primary_need", "takes_on", "passed_to")),
        ("If something is open", ("override_why", "safety_plan", "agreement_owner", "agreement_review_on")),
        ("The referrer", ("told",)),
        ("This child", ("this_child",)),
    )
    differs = "A different decision"
    looked_for = (
        "Is the history weighed?",
        "Does the reason fit the threshold?",
        "Is each child weighed apart?",
        "Will the referrer understand it?",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("outcome") == "referral" and not given.get("primary_need"):
            self.add_error("primary_need", "Choose the primary need: a referral is accepted for a reason.")
        if given.get("outcome") == "early_help" and not given.get("takes_on"):
            self.add_error("takes_on", NO_TEAM)
        if given.get("outcome") == "early_help" and not given.get("passed_to"):
            self.add_error("passed_to", "Name the service, so that somebody can follow it up.")
        if given.get("outcome") == "other_agency" and not given.get("passed_to"):
            self.add_error("passed_to", "Name the agency, so that somebody can ask what came of it.")
        return given


class Feedback(RecordForm):
    how = Choice("How were they told?", HOW)
    told = Prose("What were they told?")
    police_rationale = Prose(
        "The reason, as it goes back to the police",
        required=False,
        hint="Only for a referral of the police.",
        why="Whoever hears why learns what to send. Leave out what they need not know.",
    )
    told_on = Day("When", of=HAPPENED, required=False)
    told_at = Clock24("At what time", required=False)
