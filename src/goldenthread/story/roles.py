"""Who may do what: the roles that posts carry and steps name. A post carries one role."""

import enum


class Role(enum.StrEnum):
    """A role, in the word that practice uses for it."""

    REFERRAL_OFFICER = "referral officer"
    DOMESTIC_ABUSE_WORKER = "domestic abuse worker"
    SOCIAL_WORKER = "social worker"
    TEAM_MANAGER = "team manager"
    SERVICE_MANAGER = "service manager"
    DIRECTOR = "director"
    EARLY_HELP_WORKER = "early help worker"
    REVIEWING_OFFICER = "reviewing officer"
    ANALYST = "analyst"
    ADMINISTRATOR = "system administrator"
    PARTNER = "partner's professional"

    @property
    def manages(self) -> bool:
        """Whether the post answers for the work of its team and of every team below it."""
        return self in {Role.TEAM_MANAGER, Role.SERVICE_MANAGER, Role.DIRECTOR}


MANAGERS = (Role.TEAM_MANAGER, Role.SERVICE_MANAGER)
CASE_WORKERS = (Role.SOCIAL_WORKER, *MANAGERS)
# Those of a partnership who sit here write in this record, and in no second one.
FRONT_DOOR = (Role.REFERRAL_OFFICER, Role.DOMESTIC_ABUSE_WORKER, *CASE_WORKERS)


class Compartment(enum.StrEnum):
    """The parts of a record that have access of their own."""

    CHILD = "child's record"
    ENQUIRY = "enquiry"
    EARLY_HELP = "early help"
    ALLEGATION = "allegation"
    EXPLOITATION = "exploitation panel"
    LEGAL = "legal advice"
    ADOPTION = "adoption"
    CARER = "carer"
    STAFF = "staff"
    OPENINGS = "openings"
