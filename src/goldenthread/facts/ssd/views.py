"""Our facts as the Standard Safeguarding Dataset: which of our columns stands for which of theirs.

`ssd.<table>` shows the rows as known now; `ssd_history.<table>` shows every version, with the time it was known. A
column that nothing here feeds yet is empty; a table that nothing here feeds yet has no rows.
"""

import dataclasses
from collections.abc import Iterator, Mapping

from goldenthread.standards import ssd

# At most 20 letters and digits, because the Department's interface allows no more.
PERSON = "left(replace(f.about_id::text, '-', ''), 20)"
TEAM = "(select code from record_team where id = f.team_id)"
WORKER = "f.worker_id::text"


def yes_no(column: str) -> str:
    return f"case f.{column} when true then 'Y' when false then 'N' end"


def flags(**chosen: str) -> str:
    """A JSON text of Y and N flags, each from a condition."""
    parts = ", ".join(f"'{name}_FLAG', case when {when} then 'Y' else 'N' end" for name, when in chosen.items())
    return f"json_build_object({parts})::text"


@dataclasses.dataclass(frozen=True)
class View:
    """One of the standard's tables over one of ours."""

    over: str
    columns: Mapping[str, str]
    where: str = "true"
    dated: bool = True


VIEWS: Mapping[str, View] = {
    "ssd_person": View(
        "facts_person",
        {
            "pers_legacy_id": "(select value from facts_identifier i "
            "where i.about_id = f.about_id and i.scheme = 'la_child_id' "
            "and i.known_until is null order by i.row limit 1)",
            "pers_person_id": PERSON,
            "pers_upn": "nullif(f.upn, '')",
            "pers_forename": "nullif(f.given, '')",
            "pers_surname": "nullif(f.surname, '')",
            "pers_sex": "nullif(f.sex, '')",
            "pers_gender": "nullif(f.gender, '')",
            "pers_ethnicity": "nullif(f.ethnicity, '')",
            "pers_dob": "f.born_on",
            "pers_single_unique_id": "nullif(f.nhs_number, '')",
            "pers_upn_unknown": "nullif(f.upn_unknown, '')",
            "pers_expected_dob": "f.expected_on",
            "pers_death_date": "f.died_on",
            "pers_nationality": "nullif(f.nationality, '')",
        },
    ),
    "ssd_address": View(
        "facts_address",
        {
            "addr_table_id": "f.id",
            "addr_person_id": PERSON,
            "addr_address_type": "nullif(f.kind, '')",
            "addr_address_start_date": "f.since",
            "addr_address_end_date": "f.until",
            "addr_address_postcode": "nullif(f.postcode, '')",
            "addr_address_json": "json_build_object('ROOM', '', 'FLOOR', '', 'FLAT', '', 'BUILDING', '', 'HOUSE', '', "
            "'STREET', f.lines, 'TOWN', '', 'UPRN', '', 'EASTING', '', 'NORTHING', '')::text",
        },
    ),
    "ssd_disability": View(
        "facts_disability",
        {
            "disa_table_id": "f.id",
            "disa_person_id": PERSON,
            "disa_disability_code": "f.code",
        },
    ),
    "ssd_mother": View(
        "facts_relationship",
        {
            "moth_table_id": "f.id",
            "moth_person_id": "left(replace(f.other_id::text, '-', ''), 20)",
            "moth_childs_person_id": PERSON,
            "moth_childs_dob": "(select born_on from facts_person p "
            "where p.about_id = f.about_id and p.known_until is null)",
        },
        where="f.kind = 'mother'",
    ),
    "ssd_contacts": View(
        "facts_contact",
        {
            "cont_contact_id": "f.id",
            "cont_person_id": PERSON,
            "cont_contact_date": "f.contact_on",
            "cont_contact_source_code": "nullif(f.source_code, '')",
            "cont_contact_source_desc": "nullif(f.source, '')",
            "cont_contact_outcome_json": flags(
                NEW_REFERRAL="f.outcome = 'referral'",
                EXISTING_REFERRAL="f.outcome = 'already_open'",
                CP_ENQUIRY="false",
                NFA="f.outcome = 'no_further_action'",
                NON_AGENCY_ADOPTION="false",
                PRIVATE_FOSTERING="false",
                ADVICE="f.outcome = 'advice'",
                MISSING="false",
                OLA_CP="false",
                OTHER_OUTCOMES_EXIST="f.outcome = 'early_help'",
            ),
        },
    ),
    "ssd_early_help_episodes": View(
        "facts_earlyhelp",
        {
            "earl_episode_id": "f.id",
            "earl_person_id": PERSON,
            "earl_episode_start_date": "coalesce(f.started_on, f.offered_on)",
            "earl_episode_end_date": "f.ended_on",
            "earl_episode_reason": "nullif(f.reason, '')",
            "earl_episode_end_reason": "nullif(f.end_reason, '')",
            "earl_episode_organisation": "nullif(f.organisation, '')",
            "earl_episode_worker_id": WORKER,
        },
    ),
    "ssd_cin_episodes": View(
        "facts_referral",
        {
            "cine_referral_id": "f.id",
            "cine_person_id": PERSON,
            "cine_referral_date": "f.referral_date",
            "cine_cin_primary_need_code": "nullif(f.primary_need, '')",
            "cine_referral_source_code": "nullif(f.source_code, '')",
            "cine_referral_source_desc": "nullif(f.source, '')",
            "cine_referral_outcome_json": flags(
                SINGLE_ASSESSMENT="f.outcome = 'assessment'",
                NFA="f.nfa",
                STRATEGY_DISCUSSION="false",
                CLA_REQUEST="false",
                NON_AGENCY_ADOPTION="false",
                PRIVATE_FOSTERING="false",
                CP_TRANSFER_IN="false",
                CP_CONFERENCE="false",
                CARE_LEAVER="false",
                OTHER_OUTCOMES_EXIST="false",
            ),
            "cine_referral_nfa": yes_no("nfa"),
            "cine_close_reason": "nullif(f.close_reason, '')",
            "cine_close_date": "f.closed_on",
            "cine_referral_team": TEAM,
            "cine_referral_worker_id": WORKER,
        },
    ),
    "ssd_cin_assessments": View(
        "facts_assessment",
        {
            "cina_assessment_id": "f.id",
            "cina_person_id": PERSON,
            "cina_referral_id": "nullif(f.referral, '')",
            "cina_assessment_start_date": "f.started_on",
            "cina_assessment_child_seen": "case when f.seen_on is not null then 'Y' else 'N' end",
            "cina_assessment_auth_date": "f.authorised_on",
            "cina_assessment_outcome_json": flags(
                NFA="f.outcome = 'no_further_action'",
                NFA_S47_END="false",
                STRATEGY_DISCUSSION="f.outcome = 'strategy_discussion'",
                CLA_REQUEST="f.outcome = 'looked_after'",
                PRIVATE_FOSTERING="false",
                LEGAL_ACTION="false",
                PROV_OF_SERVICES="f.outcome = 'child_in_need'",
                PROV_OF_SB_CARE="false",
                SPECIALIST_ASSESSMENT="false",
                REFERRAL_TO_OTHER_AGENCY="f.outcome = 'other_agency'",
                OTHER_ACTIONS="f.outcome = 'early_help'",
                OTHER_OUTCOMES_EXIST="false",
            ),
            "cina_assessment_outcome_nfa": yes_no("nfa"),
            "cina_assessment_team": TEAM,
            "cina_assessment_worker_id": WORKER,
        },
    ),
    "ssd_assessment_factors": View(
        "facts_assessment",
        {
            "cinf_table_id": "f.id",
            "cinf_assessment_id": "f.id",
            "cinf_assessment_factors_json": "array_to_json(f.factors)::text",
        },
        where="cardinality(f.factors) > 0",
    ),
    "ssd_cin_plans": View(
        "facts_cinplan",
        {
            "cinp_cin_plan_id": "f.id",
            "cinp_referral_id": "nullif(f.referral, '')",
            "cinp_person_id": PERSON,
            "cinp_cin_plan_start_date": "f.started_on",
            "cinp_cin_plan_end_date": "f.ended_on",
            "cinp_cin_plan_team": TEAM,
            "cinp_cin_plan_worker_id": WORKER,
        },
    ),
    "ssd_s47_enquiry": View(
        "facts_section47",
        {
            "s47e_s47_enquiry_id": "f.id",
            "s47e_referral_id": "nullif(f.referral, '')",
            "s47e_person_id": PERSON,
            "s47e_s47_start_date": "f.started_on",
            "s47e_s47_end_date": "f.ended_on",
            "s47e_s47_nfa": yes_no("conference_not_required"),
            "s47e_s47_outcome_json": flags(
                NFA="f.conference_not_required",
                LEGAL_ACTION="false",
                PROV_OF_SERVICES="false",
                PROV_OF_SB_CARE="false",
                CP_CONFERENCE="f.conference_on is not null",
                NFA_CONTINUE_SINGLE="false",
                MONITOR="false",
                OTHER_OUTCOMES_EXIST="false",
            ),
            "s47e_s47_completed_by_team": TEAM,
            "s47e_s47_completed_by_worker_id": WORKER,
        },
    ),
    "ssd_initial_cp_conference": View(
        "facts_conference",
        {
            "icpc_icpc_id": "f.id",
            "icpc_s47_enquiry_id": "nullif(f.section47, '')",
            "icpc_person_id": PERSON,
            "icpc_cp_plan_id": "nullif(f.plan, '')",
            "icpc_referral_id": "nullif(f.referral, '')",
            "icpc_icpc_target_date": "f.target_on",
            "icpc_icpc_date": "f.held_on",
            "icpc_icpc_outcome_cp_flag": yes_no("led_to_plan"),
            "icpc_icpc_team": TEAM,
            "icpc_icpc_worker_id": WORKER,
        },
    ),
    "ssd_cp_plans": View(
        "facts_protectionplan",
        {
            "cppl_cp_plan_id": "f.id",
            "cppl_referral_id": "nullif(f.referral, '')",
            "cppl_icpc_id": "nullif(f.conference, '')",
            "cppl_person_id": PERSON,
            "cppl_cp_plan_start_date": "f.started_on",
            "cppl_cp_plan_end_date": "f.ended_on",
            "cppl_cp_plan_initial_category": "f.initial_category",
            "cppl_cp_plan_latest_category": "f.latest_category",
        },
    ),
    "ssd_cp_reviews": View(
        "facts_protectionreview",
        {
            "cppr_cp_review_id": "f.id",
            "cppr_person_id": PERSON,
            "cppr_cp_plan_id": "f.plan",
            "cppr_cp_review_due": "f.due_on",
            "cppr_cp_review_date": "f.held_on",
        },
    ),
    "ssd_pre_proceedings": View(
        "facts_preproceedings",
        {
            "prep_table_id": "f.id",
            "prep_person_id": PERSON,
            "prep_pre_pro_decision_date": "f.started_on",
            "prep_initial_pre_pro_meeting_date": "f.first_meeting_on",
            "prep_pre_pro_outcome": "nullif(f.outcome, '')",
            "prep_agree_stepdown_issue_date": "f.step_decision_on",
            "prep_pre_pro_letter_date": "f.letter_on",
            "prep_care_pro_letter_date": "f.care_letter_on",
            "prep_pre_pro_meetings_num": "f.review_meetings",
        },
    ),
    "ssd_involvements": View(
        "record_allocation",
        {
            "invo_involvements_id": "f.id",
            "invo_professional_id": WORKER,
            "invo_professional_role_id": "f.role",
            "invo_professional_team": TEAM,
            "invo_person_id": PERSON,
            "invo_involvement_start_date": "f.since",
            "invo_involvement_end_date": "f.until",
            "invo_worker_change_reason": "nullif(f.reason, '')",
        },
    ),
    "ssd_linked_identifiers": View(
        "facts_identifier",
        {
            "link_table_id": "f.id",
            "link_person_id": PERSON,
            "link_identifier_type": "f.scheme",
            "link_identifier_value": "f.value",
            "link_valid_from_date": "f.since",
            "link_valid_to_date": "f.until",
        },
    ),
    "ssd_professionals": View(
        "record_worker",
        {
            "prof_professional_id": "f.id::text",
            "prof_staff_id": "f.id::text",
            "prof_professional_name": "f.name",
            "prof_social_worker_registration_no": "nullif(f.registration, '')",
            "prof_agency_worker_flag": yes_no("agency_worker"),
            "prof_professional_caseload": "(select count(*) from record_allocation a where a.worker_id = f.id "
            "and a.known_until is null and a.until is null)",
        },
        dated=False,
    ),
    "ssd_department": View(
        "record_team",
        {
            "dept_team_id": "f.code",
            "dept_team_name": "f.name",
            "dept_team_parent_id": "(select code from record_team p where p.id = f.parent_id)",
            "dept_team_parent_name": "(select name from record_team p where p.id = f.parent_id)",
        },
        dated=False,
    ),
}


def pg_type(written: str) -> str:
    """The standard's type in PostgreSQL's words."""
    name, _, length = written.rstrip(")").partition("(")
    match name:
        case "datetime":
            return "timestamp"
        case "float":
            return "double precision"
        case "int":
            return "integer"
        case "nchar":
            return f"char({length})"
        case "nvarchar" | "varchar":
            return "text" if length == "max" else f"varchar({length})"
    raise ValueError(f"The standard has a type {written!r} that nobody has put in PostgreSQL's words yet.")


def create() -> Iterator[str]:
    """The statements that make both schemas anew."""
    for schema in ("ssd", "ssd_history"):
        yield f"drop schema if exists {schema} cascade"
        yield f"create schema {schema}"
        for table, columns in ssd.tables().items():
            view = VIEWS.get(table)
            unknown = set(view.columns) - {column.name for column in columns} if view else set()
            if unknown:
                raise ValueError(f"{table} has no column {', '.join(sorted(unknown))}; see standards/ssd_columns.csv.")
            shown = [
                f"({view.columns.get(c.name, 'null') if view else 'null'})::{pg_type(c.type)} as {c.name}"
                for c in columns
            ]
            where = [view.where] if view else ["false"]
            if schema == "ssd_history":
                known = ("f.known_from", "f.known_until") if view and view.dated else ("null", "null")
                shown += [
                    f"({k})::timestamptz as {name}"
                    for k, name in zip(known, ("known_from", "known_until"), strict=True)
                ]
            elif view and view.dated:
                where.append("f.known_until is null")
            source = f"from {view.over} f" if view else "from (select) f"
            yield (
                f"create view {schema}.{table} with (security_invoker = true) as select {', '.join(shown)} {source} "
                f"where {' and '.join(where)}"
            )
        yield f"grant usage on schema {schema} to goldenthread_app"
        yield f"grant select on all tables in schema {schema} to goldenthread_app"
