from collections.abc import Iterator, Mapping
from typing import Any

from goldenthread.blocks import gateway, meeting, promises
from goldenthread.blocks.adults import every_adult, untested, what_parents_say
from goldenthread.blocks.forms import BIRTH, TO_COME, Choice, Day, Line, Many, Prose, RecordForm, YesNo
from goldenthread.standards import codes

FACTORS = {
    "child_removed": "An earlier child does not live with a parent, or was in court proceedings",
    "earlier_plan": "An earlier child protection plan, or a sibling's",
    "harm_by_adult": "Somebody in the home has harmed a child, or may be a danger to one",
    "domestic_abuse": "Domestic abuse",
    "mental_health": "A parent's mental health",
    "substance": "A parent's drugs or alcohol",
    "learning_disability": "A parent's learning disability",
    "young_parent": "A parent under 18, or in care or leaving it",
    "late_booking": "The pregnancy was hidden, or booked late",
    "no_home": "No settled home",
    "other": "Something else",
}
NONE_OF_THEM = "none"
REFER, WATCH, UNIVERSAL = "refer", "watch", "universal"
AFTER_BOOKING = {
    REFER: "Referred to the front door now",
    WATCH: "Looked at again on a day",
    UNIVERSAL: "Nothing beyond what every mother is offered",
}
UNIVERSAL_SERVICES, IN_NEED, STRATEGY, LEGAL = "universal", "child_in_need", "strategy_discussion", "legal_gateway"
OUTCOMES = {
    UNIVERSAL_SERVICES: "What every family is offered is enough",
    IN_NEED: "Child in need plan",
    STRATEGY: "Strategy discussion",
    LEGAL: "Legal gateway",
}
HOLDERS = {
    "maternity": "Maternity",
    "edt": "The out-of-hours team",
    "health_visiting": "Health visiting",
    "gp": "GP",
    "police": "Police",
    "ambulance": "Ambulance service",
    "parents": "The parents",
}
MUST_HAVE = ("maternity", "edt")
TOGETHER, WITH_HELP, APART = "together", "together_with_help", "apart"
AT_BIRTH = {
    TOGETHER: "Mother and baby stay together and go home",
    WITH_HELP: "They stay together, with somebody there or at another place",
    APART: "The authority asks for the baby to be cared for by others",
}
PLANS = {
    "protection": "A child protection plan",
    "child_in_need": "A child in need plan",
    "order": "An order of the court, applied for or made",
    "universal": "No plan",
}
GOES_ON, MOVED, LOST = "goes_on", "moved", "lost"
ENDS = {
    GOES_ON: "The baby is at home or cared for, and the work goes on under a plan",
    "universal": "What every family is offered is enough",
    MOVED: "The family has moved to another authority",
    LOST: "The baby was not born alive, or has died",
}

Progress = promises.Progress
GatewayMeeting = gateway.Meeting


class Concern(RecordForm):
    """What was asked of every pregnant woman with complex factors at booking, and what follows."""

    told_by = Line("Who tells us: name, role and where?")
    factors = Many(
        "Which of these are known?",
        {**FACTORS, NONE_OF_THEM: "None of them"},
        why="Asked at booking, so that nobody first hears of an unborn child near birth.",
    )
    worry = Prose("What is the worry, and what goes well?")
    happened = Prose("What does health do already?")
    father = Prose("Who is the father, who else is in the home, and what is known of them?")
    parents_know = YesNo("Do the parents know that we are told?")
    decision = Choice("What follows?", AFTER_BOOKING)
    why = Prose("Why?")
    look_again_on = Day("If it is looked at again: on which day?", of=TO_COME, required=False)
    team_id = Line("If it is referred: which team decides (the front door)?", required=False, chooses="team")

    sections = (
        ("What is known", ("told_by", "factors", "worry", "happened", "father", "parents_know")),
        ("What follows", ("decision", "why", "look_again_on", "team_id")),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for name, said in lacking(given):
            self.add_error(name, said)
        return given

    @classmethod
    def notices(cls, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        found = [one for one in answers.get("factors") or [] if one != NONE_OF_THEM]
        if found and answers.get("decision") == UNIVERSAL:
            yield "decision", f"{len(found)} of the factors are known. Say why nothing more is needed, or refer."


def lacking(answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a decision at booking still needs, by the name of the answer."""
    if answers.get("decision") == WATCH and not answers.get("look_again_on"):
        yield "look_again_on", "Give the day on which it is looked at again."
    if answers.get("decision") == REFER and not answers.get("team_id"):
        yield "team_id", "Choose the team that decides: the front door."


class Allocation(RecordForm):
    worker_id = Line("Worker", chooses="worker")
    direction = Prose("Your direction: what must this assessment find out before the birth?")


class Seen(RecordForm):
    """Nobody can see the child: the parents are seen, each of them, and where the baby will live."""

    who = Prose("Whom did you see, and whom not, and why not?")
    mother_says = Prose("What does the mother say and want?")
    father_says = Prose("What does the father, or her partner, say and want?")
    home = Prose("Where will the baby live, and is it ready?")
    observed = Prose("What did you see?")


class Assessment(RecordForm):
    """What life will be like for this baby, by what is known of the parents, and what must be in place before birth."""

    history = Prose("Earlier children, proceedings and plans: what happened, and what is different now?")
    parents = Prose("What are the parents able to do, and what gets in the way?")
    adults = every_adult()
    fathers = Prose("What part will the father and other adults play, and who is not known yet?")
    claims = what_parents_say()
    partners_say = Prose("What do midwifery, health visiting and others say?")
    parents_view = Prose("What do the parents say to this assessment?")
    family = Prose("Who in the family could help, or care for the baby?")
    lived_experience = Prose("What will the first weeks be like for this baby?", own=True)
    strengths = Prose("What will protect this baby?", own=True)
    worries = Prose("What are we worried about for this baby?", own=True)
    needs = Prose("What must be in place before the birth?", own=True)
    factors = Many("Factors found for this baby", codes.of("cin.assessment_factors"), own=True, returns="CIN N00181")
    early_permanence = Prose(
        "Where adoption may be considered: is early permanence (fostering for adoption)?", own=True, required=False
    )
    recommends = Choice("What do you recommend for this baby?", OUTCOMES, own=True)

    sections = (
        ("The family", ("history", "parents", "adults", "fathers", "claims", "partners_say", "parents_view", "family")),
        (
            "This child",
            ("lived_experience", "strengths", "worries", "needs", "factors", "early_permanence", "recommends"),
        ),
    )
    looked_for = ("The father and his family.", "What is different from last time, and who says so?")
    carries = ("history", "parents", "fathers", "partners_say", "family", "lived_experience", "strengths", "worries")
    carried_from = ("pre_birth.assessed", "early_help.assessed")

    @classmethod
    def notices(cls, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        yield from untested(cls.claims, answers)


class Return(RecordForm):
    questions = Prose("What must change before you can authorise it?")


class Authorisation(RecordForm):
    why = Prose("Is this assessment enough for the panel to decide by?")


class Panel(RecordForm):
    """The pre-birth panel: who was there, what is decided for the baby, and who does what by when."""

    asked = meeting.attendance(least=2)
    weighed = Prose("What was weighed?")
    decision = Choice("What is decided?", OUTCOMES, apart=True)
    why = Prose("Why?", apart=True)
    safe_now = Prose("For a strategy discussion: what keeps the baby safe until it is held?", required=False)
    actions = meeting.promises()
    family_told = Prose("What are the parents told, by whom and when?")

    sections = (
        ("Who was asked", ("asked",)),
        ("What is decided", ("weighed", "decision", "why", "safe_now", "actions", "family_told")),
    )
    differs = "Something else is decided"

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("decision") == STRATEGY and not given.get("safe_now"):
            self.add_error("safe_now", "Say what keeps the baby safe until the strategy discussion is held.")
        return given


class BirthPlan(RecordForm):
    """What happens at the birth and in the days after it, so that whoever is on duty that night knows."""

    hospital = Line("Which hospital, and where if it begins elsewhere?")
    at_birth = Choice("What is planned at the birth?", AT_BIRTH)
    legal_agreed = Prose(
        "If others are to care for the baby: by which order or consent, and which lawyer agreed?",
        required=False,
        why="Nobody takes a baby without an order, police protection or a valid consent; one given soon after birth is "
        "suspect.",
    )
    on_arrival = Prose("Whom does maternity ring when labour begins, by day and by night?")
    with_mother = Prose("Who may be there, who may not, and what staff must know for their safety")
    contact = Prose("Who sees the baby, when, and who is there with them?")
    if_otherwise = Prose("If the baby comes early, or is born elsewhere, or they leave: what happens, and who does it?")
    early_permanence = Prose("Is early permanence considered, and with whom?", required=False)
    parents_view = Prose("What do the parents say to it?")
    given_to = Many("Who has it?", HOLDERS, required=False)

    carries = (
        "hospital",
        "at_birth",
        "legal_agreed",
        "on_arrival",
        "with_mother",
        "contact",
        "if_otherwise",
        "given_to",
    )
    carried_from = ("pre_birth.birth_planned",)

    @classmethod
    def notices(cls, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        without = [HOLDERS[one].lower() for one in MUST_HAVE if one not in (answers.get("given_to") or [])]
        if answers.get("hospital") and without:
            yield "given_to", f"{' and '.join(without).capitalize()} must have it before the birth."

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("at_birth") == APART and not given.get("legal_agreed"):
            self.add_error("legal_agreed", NO_LAWFUL_GROUND)
        return given


NO_LAWFUL_GROUND = "Say by which order or consent others care for the baby, and which lawyer agreed."


class Shared(RecordForm):
    given_to = Many("Who has been given the birth plan?", HOLDERS)
    how = Line("How, and who there took it?")


class Birth(RecordForm):
    """The birth turns the expected date into a date of birth; the record goes on."""

    born_on = Day("Date of birth", of=BIRTH)
    given = Line("Given names", required=False)
    surname = Line("Family name", required=False)
    sex = Choice("Sex", codes.of("cin.sex"), required=False)
    where = Line("Where was the baby born?")
    health = Prose("How are the baby and the mother?")
    as_planned = Prose("Was the birth plan followed? If not, what was done?")
    plan = Choice("Under which plan does the baby begin life?", PLANS)

    carries = ("born_on", "given", "surname", "sex")
    carried_from = ("person.born",)


class Discharge(RecordForm):
    """Before the baby leaves the hospital: where to, with whom, and who sees it in the first days."""

    asked = meeting.attendance(least=2)
    goes_to = Prose("Where does the baby go, and with whom?")
    safe = Prose("What makes that safe, and who has seen the place?")
    visits = Prose("Who sees the baby on which of the first days?")
    actions = meeting.promises()
    parents_say = Prose("What do the parents say to it?")


class Ending(RecordForm):
    outcome = Choice("How does the pre-birth work end?", ENDS)
    why = Prose("What happened, and what follows for the family?")
    moved_to = Line("If the family has moved: which authority did you tell?", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("outcome") == MOVED and not given.get("moved_to"):
            self.add_error("moved_to", "Name the authority, so that somebody can ask whether it has taken this on.")
        return given
