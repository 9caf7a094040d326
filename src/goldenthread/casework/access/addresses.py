"""Every address, and who may open it. An address that is not decided here opens for nobody."""

import dataclasses
from collections.abc import Mapping
from uuid import UUID

from goldenthread.casework.access.actors import Actor
from goldenthread.casework.access.grants import NO_NEED, Need, NoNeed, NotAllowed, need_of
from goldenthread.language import FRONT_DOOR, MANAGERS, Compartment, Role


@dataclasses.dataclass(frozen=True)
class Who:
    """Who may open an address.

    roles: these posts (every post, if empty). opens: the part of the record of the address's `subject` for which a need
    to know must stand; opening it is a look. public: before signing in. way_in: also while a password of their own or a
    second factor is still asked of somebody.
    """

    roles: tuple[Role, ...] = ()
    opens: Compartment | None = None
    public: bool = False
    way_in: bool = False


STAFF = tuple(role for role in Role if role is not Role.PARTNER)
ANYBODY = Who(public=True)
SIGNED_IN = Who()
WAY_IN = Who(way_in=True)
PRACTICE = tuple(role for role in STAFF if role not in (Role.ADMINISTRATOR, Role.ANALYST))
PARTNER = Who((Role.PARTNER,))
CHILD = Who(PRACTICE, opens=Compartment.CHILD)

READS_READINESS = Who((*MANAGERS, Role.DIRECTOR, Role.ANALYST))
MAKES_READY = Who((Role.SERVICE_MANAGER, Role.DIRECTOR))
ADMINISTRATION = Who((Role.ADMINISTRATOR,))
IMPROVEMENT = Who((*MANAGERS, Role.DIRECTOR, Role.ANALYST, Role.REVIEWING_OFFICER))
LEADING = Who((Role.SERVICE_MANAGER, Role.DIRECTOR))

ADDRESSES: Mapping[str, Who] = {
    "account_login": ANYBODY,
    "account_logout": ANYBODY,
    "signed_out": ANYBODY,
    "mfa_authenticate": ANYBODY,
    "sign_in_refused": ANYBODY,
    "openid_connect_login": ANYBODY,
    "openid_connect_callback": ANYBODY,
    "session": WAY_IN,
    "account": SIGNED_IN,
    "account_change_password": WAY_IN,
    "sign_out_everywhere": WAY_IN,
    "second_factor": WAY_IN,
    "mfa_activate_totp": WAY_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_add_webauthn": WAY_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "account_reauthenticate": WAY_IN,
    "mfa_reauthenticate": WAY_IN,
    "mfa_reauthenticate_webauthn": WAY_IN,
    "health": ANYBODY,
    "my_work": SIGNED_IN,
    "keys": Who(STAFF),
    "posts": SIGNED_IN,
    "change_post": SIGNED_IN,
    "law": Who(STAFF),
    "find": Who(PRACTICE),
    "cover": Who(PRACTICE),
    "cover_end": Who(PRACTICE),
    "open_with_reason": Who(PRACTICE),
    "opening": Who((*MANAGERS, Role.DIRECTOR), opens=Compartment.OPENINGS),
    "person_new": Who(PRACTICE),
    "person": CHILD,
    "person_join": Who(MANAGERS, opens=Compartment.CHILD),
    "person_part": Who(MANAGERS, opens=Compartment.CHILD),
    "child": CHILD,
    "plan": CHILD,
    "plan_family": CHILD,
    "letter": CHILD,
    "chronology": CHILD,
    "people": CHILD,
    "papers": CHILD,
    "paper": CHILD,
    "paper_new": CHILD,
    "duties": CHILD,
    "run_sheet": CHILD,
    "route": CHILD,
    "looks": CHILD,
    "entry": CHILD,
    "withdraw": CHILD,
    "record": Who(PRACTICE),
    "draft": Who(PRACTICE),
    "draft_beside": Who(PRACTICE),
    "draft_person": Who(PRACTICE),
    "recorded": Who(PRACTICE),
    "front_door": Who(FRONT_DOOR),
    "police": Who(FRONT_DOOR),
    "out_of_hours": Who(PRACTICE),
    "contact": Who(FRONT_DOOR, opens=Compartment.CHILD),
    "portal": PARTNER,
    "portal_begin": PARTNER,
    "portal_part": PARTNER,
    "portal_papers": PARTNER,
    "portal_check": PARTNER,
    "portal_sent": PARTNER,
    "contact_new": Who(FRONT_DOOR),
    "contact_children": Who(FRONT_DOOR),
    "partners": Who(PRACTICE),
    "partner_meetings": Who((*MANAGERS, Role.REVIEWING_OFFICER, Role.DIRECTOR)),
    "partner_outage_new": Who(FRONT_DOOR),
    "partner_outage": Who(FRONT_DOOR),
    "transfers": Who((*MANAGERS, Role.SOCIAL_WORKER, Role.DIRECTOR)),
    "panels": Who((*MANAGERS, Role.SOCIAL_WORKER, Role.EARLY_HELP_WORKER, Role.DIRECTOR)),
    "services": Who(PRACTICE),
    "step_comments": Who(PRACTICE),
    "steps_commented": Who((*MANAGERS, Role.DIRECTOR)),
    "sharing": Who(PRACTICE),
    "team": Who((*MANAGERS, Role.SOCIAL_WORKER, Role.DIRECTOR)),
    "team_of": Who((*MANAGERS, Role.SOCIAL_WORKER, Role.DIRECTOR)),
    "figures": Who((*MANAGERS, Role.DIRECTOR, Role.ANALYST, Role.SOCIAL_WORKER)),
    "where_it_ends": Who((*MANAGERS, Role.DIRECTOR, Role.ANALYST, Role.SOCIAL_WORKER)),
    "figure": Who((*MANAGERS, Role.DIRECTOR, Role.ANALYST, Role.SOCIAL_WORKER)),
    "figure_chart": Who((*MANAGERS, Role.DIRECTOR, Role.ANALYST, Role.SOCIAL_WORKER)),
    "figure_trend": Who((*MANAGERS, Role.DIRECTOR, Role.ANALYST, Role.SOCIAL_WORKER)),
    "figure_children": Who((*MANAGERS, Role.DIRECTOR, Role.SOCIAL_WORKER)),
    "front_door_audits": Who((*MANAGERS, Role.DIRECTOR)),
    "front_door_audits_draw": Who(MANAGERS),
    "readiness": READS_READINESS,
    "readiness_change": READS_READINESS,
    "readiness_team": Who((*MANAGERS, Role.DIRECTOR)),
    "readiness_session": Who((*MANAGERS, Role.DIRECTOR)),
    "readiness_new": MAKES_READY,
    "readiness_alter": MAKES_READY,
    "readiness_need": MAKES_READY,
    "readiness_session_new": MAKES_READY,
    "readiness_reached": MAKES_READY,
    "readiness_helper": MAKES_READY,
    "readiness_check": MAKES_READY,
    "readiness_check_done": MAKES_READY,
    "readiness_live": MAKES_READY,
    "improvement": IMPROVEMENT,
    "improvement_plan": IMPROVEMENT,
    "improvement_action": IMPROVEMENT,
    "improvement_board": IMPROVEMENT,
    "improvement_plan_new": LEADING,
    "improvement_plan_change": LEADING,
    "improvement_priority_new": LEADING,
    "improvement_priority_change": LEADING,
    "improvement_action_new": LEADING,
    "improvement_progress": LEADING,
    "improvement_board_new": LEADING,
    "improvement_board_change": LEADING,
    "improvement_seat_new": LEADING,
    "improvement_seat_end": LEADING,
    "improvement_watch": LEADING,
    "improvement_watch_end": LEADING,
    "improvement_meeting_new": LEADING,
    "desk": Who((*MANAGERS, Role.DIRECTOR)),
    "desk_signal": Who((*MANAGERS, Role.DIRECTOR)),
    "picked_looks": Who((*MANAGERS, Role.DIRECTOR, Role.SOCIAL_WORKER, Role.EARLY_HELP_WORKER)),
    "picked_look": Who((*MANAGERS, Role.DIRECTOR, Role.SOCIAL_WORKER, Role.EARLY_HELP_WORKER)),
    "administration": ADMINISTRATION,
    "administration_team_new": ADMINISTRATION,
    "administration_team": ADMINISTRATION,
    "administration_team_change": ADMINISTRATION,
    "administration_team_schools": ADMINISTRATION,
    "administration_team_close": ADMINISTRATION,
    "administration_post_new": ADMINISTRATION,
    "administration_post": ADMINISTRATION,
    "administration_workers": ADMINISTRATION,
    "administration_worker_new": ADMINISTRATION,
    "administration_worker": ADMINISTRATION,
    "administration_worker_password": ADMINISTRATION,
    "administration_worker_factor": ADMINISTRATION,
    "administration_worker_account": ADMINISTRATION,
    "administration_worker_post": ADMINISTRATION,
    "administration_worker_leaves": ADMINISTRATION,
    "administration_services": ADMINISTRATION,
    "administration_sharing": ADMINISTRATION,
    "administration_sharing_new": ADMINISTRATION,
    "administration_sharing_anew": ADMINISTRATION,
    "administration_sharing_signed": ADMINISTRATION,
    "administration_sharing_end": ADMINISTRATION,
    "administration_service_new": ADMINISTRATION,
    "administration_service": ADMINISTRATION,
    "administration_service_end": ADMINISTRATION,
    "administration_limits": ADMINISTRATION,
    "administration_limit": ADMINISTRATION,
    "administration_days": ADMINISTRATION,
    "administration_day_new": ADMINISTRATION,
    "administration_changes": ADMINISTRATION,
}


def serves(actor: Actor, address: str) -> bool:
    """Whether a page is for this person's post at all; which records it opens is asked at the page."""
    who = ADDRESSES[address]
    return not who.roles or actor.role in who.roles


def decide(actor: Actor | None, address: str, subject: UUID | None = None) -> Need | None:
    """Whether somebody may open an address; the need to know by which they may, where it opens a record.

    :raises NoNeed: where this person has no need to know of the record
    :raises NotAllowed: where the page is not for them, in a sentence fit for the screen
    """
    who = ADDRESSES.get(address)
    if who is None:
        raise NotAllowed(f"Nobody has decided who may open this page ({address}). Tell the people who run the system.")
    if who.public:
        return None
    if actor is None:
        raise NotAllowed("You hold no post here today. Ask your manager, or the people who run the system.")
    if not serves(actor, address):
        raise NotAllowed(f"This page is not for a {actor.role}. Your work is under “My work”.")
    if who.opens is None or subject is None:
        return None
    need = need_of(actor, subject, who.opens)
    if need is None:
        raise NoNeed(NO_NEED)
    return need
