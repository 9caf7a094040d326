"""Northbridge: a made-up authority. No English authority has this name, and nobody in it is real."""

from goldenthread.casework.staffing import PersonPlan, TeamPlan
from goldenthread.doors.demonstration.lives.staff import Part
from goldenthread.language import Role

NAME = "Northbridge Council"
# Sign-in of the demonstration alone, printed at every start. A real authority never loads this module.
PASSWORD = "northbridge made-up children"

TEAMS = (
    TeamPlan("authority", "Northbridge Children's Services"),
    TeamPlan("front-door", "Front door", "authority", duty=True),
    TeamPlan("assessment", "Assessment service", "authority"),
    TeamPlan("east", "East assessment team", "assessment"),
    TeamPlan("west", "West assessment team", "assessment"),
    TeamPlan("safeguarding", "Safeguarding service", "authority"),
    TeamPlan("locality-north", "North locality team", "safeguarding"),
    TeamPlan("locality-south", "South locality team", "safeguarding"),
    TeamPlan("early-help", "Early help", "authority"),
    TeamPlan("st-marks", "St Mark's Primary School", "authority"),
)


def _person(name: str, role: Role, team: str, title: str = "", **more: object) -> PersonPlan:
    email = f"{name.lower().replace(' ', '.').replace('’', '')}@northbridge.example"
    return PersonPlan(name, email, role, team, title, **more)  # type: ignore[arg-type]


def _social_worker(
    name: str, team: str, number: int, *, agency: bool = False, title: str = "Social worker"
) -> PersonPlan:
    return _person(
        name,
        Role.SOCIAL_WORKER,
        team,
        title,
        registration=f"SW9000{number:02}",
        agency_worker=agency,
        caseload_limit=18,
    )


PEOPLE = (
    _person("Helen Marchetti", Role.DIRECTOR, "authority", "Director of children's services"),
    _person("Grace Adeyemi", Role.SERVICE_MANAGER, "authority", "Head of service, children's social care"),
    _person("Imran Sheikh", Role.SERVICE_MANAGER, "assessment", "Service manager, assessment"),
    _person("Lorna Fife", Role.SERVICE_MANAGER, "safeguarding", "Service manager, safeguarding"),
    _person("Rita Delaney", Role.REFERRAL_OFFICER, "front-door"),
    _person("Callum Price", Role.REFERRAL_OFFICER, "front-door"),
    _person("Dot Ferris", Role.DOMESTIC_ABUSE_WORKER, "front-door", "Domestic abuse worker, of the partnership"),
    _social_worker("Yasmin Rahman", "front-door", 1),
    _person("Fran Whitlock", Role.TEAM_MANAGER, "front-door", "Team manager, front door"),
    _person("Ada Brandt", Role.TEAM_MANAGER, "east", "Team manager"),
    _social_worker("Sam Okafor", "east", 2, title="Senior social worker"),
    _social_worker("Bethan Rees", "east", 3),
    _social_worker("Marek Zielinski", "east", 4, agency=True),
    _social_worker("Priya Nair", "east", 5, title="Newly qualified social worker"),
    _person("Will Thackray", Role.TEAM_MANAGER, "west", "Team manager"),
    _social_worker("Nadia Haddad", "west", 6, title="Senior social worker"),
    _social_worker("Tom Ashdown", "west", 7),
    _social_worker("Chidi Eze", "west", 8),
    _person("Orla Kinsella", Role.TEAM_MANAGER, "locality-north", "Team manager"),
    _social_worker("Dev Malhotra", "locality-north", 9),
    _social_worker("Kirsty Munro", "locality-north", 10),
    _person("Paul Ferreira", Role.TEAM_MANAGER, "locality-south", "Team manager"),
    _social_worker("Leila Vaziri", "locality-south", 11),
    _social_worker("Gareth Moss", "locality-south", 12, agency=True),
    _person("Eve Sorensen", Role.EARLY_HELP_WORKER, "early-help", "Early help worker"),
    _person("Ira Goldfarb", Role.REVIEWING_OFFICER, "authority", "Independent reviewing officer"),
    _person("Ann Littlewood", Role.ANALYST, "authority", "Performance analyst"),
    _person("Adam Quist", Role.ADMINISTRATOR, "authority", "System administrator"),
    _person("Hana Whitby", Role.PARTNER, "st-marks", "Head teacher, designated safeguarding lead"),
)

_TEAMS = {team.code: team for team in TEAMS}
# Where the people above work with the many children beside others, who are made up with them.
PARTS = (
    Part("East", _TEAMS["east"], _TEAMS["locality-north"], PEOPLE),
    Part("West", _TEAMS["west"], _TEAMS["locality-south"], PEOPLE),
)

# Those whom the first page of the demonstration names, with why one would sign in as them.
TOUR = {
    "rita.delaney": "takes a contact at the front door",
    "fran.whitlock": "decides what happens next, and sees what came before",
    "sam.okafor": "sees the children and writes the assessment",
    "ada.brandt": "returns or authorises it, and answers for her team",
    "grace.adeyemi": "head of service: every team's work",
    "helen.marchetti": "director: the figures, each opening into its children, and what is to improve",
    "adam.quist": "teams, workers, roles and settings",
    "hana.whitby": "sends a referral at the partners' door, and reads the answer there",
}
