"""The journey as facts: contacts, referrals, assessments, plans. Durations are reckoned when a row is written."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from goldenthread.record.models import Known, Service, Subject, Team, Worker


class Work(Known):
    """What the rows of a journey share: whose work it was."""

    journey = models.CharField(max_length=36, blank=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Known.Meta):
        abstract = True


class Contact(Work):
    """A worry that reached the front door, `how`, and what was decided. `kind` is what it is chiefly about."""

    contact_on = models.DateField()
    received_at = models.DateTimeField(null=True)
    source_code = models.CharField(max_length=4, blank=True)
    source = models.CharField(max_length=255, blank=True)
    agency = models.CharField(max_length=40, blank=True)
    how = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    occasion = models.CharField(max_length=36, blank=True)
    consent = models.CharField(max_length=40, blank=True)
    decided_on = models.DateField(null=True)
    outcome = models.CharField(max_length=40, blank=True)
    decision_working_days = models.IntegerField(null=True)
    in_time = models.BooleanField(null=True)
    referrer_told_on = models.DateField(null=True)

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            models.Index(fields=["contact_on"], name="contact_by_day"),
            models.Index(fields=["decided_on"], condition=models.Q(known_until=None), name="contact_by_decision"),
            models.Index(
                fields=["contact_on"],
                condition=models.Q(known_until=None, source_code="6", referrer_told_on=None),
                name="contact_police_not_told",
            ),
        ]


class Enquiry(Work):
    """What a partner was asked about a child, and the answer's time."""

    contact = models.CharField(max_length=36)
    partner = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            models.Index(fields=["contact"], condition=models.Q(known_until=None), name="enquiry_by_contact"),
        ]


class PoliceNotification(Work):
    """Domestic abuse that the police graded, and what the daily triage or a manager made of it.

    told_after: working days from when it happened to when they told us, where that is known.
    """

    contact = models.CharField(max_length=36, blank=True)
    notified_on = models.DateField()
    incident_on = models.DateField(null=True)
    told_after = models.IntegerField(null=True)
    grade = models.CharField(max_length=10)
    reference = models.CharField(max_length=60, blank=True)
    grade_agreed = models.CharField(max_length=10, blank=True)
    triaged_on = models.DateField(null=True)
    strategy = models.CharField(max_length=3, blank=True)
    strategy_decided_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            models.Index(fields=["ended_on"], condition=models.Q(known_until=None), name="notification_by_end"),
            models.Index(fields=["notified_on"], condition=models.Q(known_until=None), name="notification_by_day"),
        ]


class LivedAbuse(Work):
    """How one child lives domestic abuse, as a contact says it."""

    contact = models.CharField(max_length=36)
    told_on = models.DateField()
    lived = ArrayField(models.CharField(max_length=20), default=list)


class Referral(Work):
    """An accepted referral: the episode of need of the CIN Census, until it closes."""

    referral_date = models.DateField()
    source_code = models.CharField(max_length=4, blank=True)
    source = models.CharField(max_length=255, blank=True)
    primary_need = models.CharField(max_length=3, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    nfa = models.BooleanField(default=False)
    closed_on = models.DateField(null=True)
    close_reason = models.CharField(max_length=4, blank=True)

    class Meta(Known.Meta):
        indexes = [*Known.Meta.indexes, models.Index(fields=["referral_date"], name="referral_by_day")]


class Assessment(Work):
    """A child and family assessment. Working days run from the referral, as the law has it, and from the start."""

    referral = models.CharField(max_length=36, blank=True)
    referral_date = models.DateField(null=True)
    started_on = models.DateField()
    seen_on = models.DateField(null=True)
    priority = models.CharField(max_length=4, blank=True)
    midpoint_on = models.DateField(null=True)
    authorised_on = models.DateField(null=True)
    outcome = models.CharField(max_length=40, blank=True)
    nfa = models.BooleanField(null=True)
    factors = ArrayField(models.CharField(max_length=4), default=list)
    due_on = models.DateField(null=True)
    working_days = models.IntegerField(null=True)
    working_days_from_start = models.IntegerField(null=True)
    in_time = models.BooleanField(null=True)
    unborn = models.BooleanField(default=False)

    class Meta(Known.Meta):
        indexes = [*Known.Meta.indexes, models.Index(fields=["authorised_on"], name="assessment_by_day")]


class EarlyHelp(Work):
    """Early help offered or asked for, taken up or not, and ended; who leads it, until when."""

    offered_on = models.DateField()
    started_on = models.DateField(null=True)
    consented_on = models.DateField(null=True)
    assessed_on = models.DateField(null=True)
    planned_on = models.DateField(null=True)
    basis = models.CharField(max_length=20, blank=True)
    lead = models.CharField(max_length=200, blank=True)
    lead_until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    reason = models.CharField(max_length=100, blank=True)
    end_reason = models.CharField(max_length=100, blank=True)
    organisation = models.CharField(max_length=200, blank=True)

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            models.Index(
                fields=["offered_on"],
                condition=models.Q(known_until=None, started_on=None, ended_on=None),
                name="early_help_offered",
            ),
        ]


class PanelDecision(Work):
    """What an early help action meeting or a child in need panel decided."""

    kind = models.CharField(max_length=40)
    asked_on = models.DateField()
    held_on = models.DateField()
    threshold = models.CharField(max_length=40, blank=True)
    decision = models.CharField(max_length=40, blank=True)


class CoWorking(Work):
    """Early help asked to work with a family beside social care, and the answer."""

    asked_on = models.DateField()
    needed_by = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    accepted = models.BooleanField(null=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=40, blank=True)


class Signposted(Work):
    """A service that a family was told of, and what came of it."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+")
    service_name = models.CharField(max_length=200, blank=True)
    signposted_on = models.DateField()
    asked_on = models.DateField(null=True)
    came = models.CharField(max_length=20, blank=True)


class Programme(Work):
    """A programme for a family: attendance, and the measure before and after for each child."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    measure = models.CharField(max_length=20)
    began_on = models.DateField()
    ended_on = models.DateField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    sessions = models.IntegerField(default=0)
    attended = models.IntegerField(default=0)
    before = models.IntegerField(null=True)
    after = models.IntegerField(null=True)
    change = models.IntegerField(null=True)
    better = models.BooleanField(null=True)


class OtherAgency(Work):
    """A child whom we sent to another agency, when it was last asked, and what came of it."""

    agency = models.CharField(max_length=200, blank=True)
    referred_on = models.DateField()
    asked_on = models.DateField(null=True)
    how_it_goes = models.CharField(max_length=20, blank=True)
    ended_on = models.DateField(null=True)
    outcome = models.CharField(max_length=100, blank=True)

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            models.Index(fields=["ended_on"], condition=models.Q(known_until=None), name="other_agency_by_end"),
        ]


class PreBirth(Work):
    """Work with an unborn child: the panel, the birth plan and who has it, the birth."""

    began_on = models.DateField()
    expected_on = models.DateField(null=True)
    weeks = models.IntegerField(null=True)
    panel_on = models.DateField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    birth_plan_on = models.DateField(null=True)
    at_birth = models.CharField(max_length=20, blank=True)
    with_maternity = models.BooleanField(default=False)
    with_edt = models.BooleanField(default=False)
    born_on = models.DateField(null=True)
    discharge_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)


class Section47(Work):
    """A section 47 enquiry and whether an initial conference was needed."""

    referral = models.CharField(max_length=36, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    conference_due_on = models.DateField(null=True)
    conference_on = models.DateField(null=True)
    conference_not_required = models.BooleanField(null=True)


class Conference(Work):
    """An initial child protection conference."""

    referral = models.CharField(max_length=36, blank=True)
    section47 = models.CharField(max_length=36, blank=True)
    plan = models.CharField(max_length=36, blank=True)
    target_on = models.DateField(null=True)
    held_on = models.DateField()
    led_to_plan = models.BooleanField(null=True)


class CinPlan(Work):
    """A child in need plan."""

    referral = models.CharField(max_length=36, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)


class ProtectionPlan(Work):
    """A child protection plan and its categories of abuse."""

    referral = models.CharField(max_length=36, blank=True)
    conference = models.CharField(max_length=36, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    initial_category = models.CharField(max_length=4)
    latest_category = models.CharField(max_length=4)
    previous_plans = models.IntegerField(null=True)


class ProtectionReview(Work):
    """A review child protection conference."""

    plan = models.CharField(max_length=36)
    due_on = models.DateField(null=True)
    held_on = models.DateField()


class Attendance(Work):
    """Who was asked to a meeting about a child, whether they came, and whether their report was there in time."""

    meeting = models.CharField(max_length=36)
    kind = models.CharField(max_length=40)
    held_on = models.DateField()
    agency = models.CharField(max_length=40)
    came = models.CharField(max_length=20, blank=True)
    report = models.CharField(max_length=20, blank=True)

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            models.Index(fields=["held_on"], condition=models.Q(known_until=None), name="attendance_by_day"),
        ]


class PreProceedings(Work):
    """Pre-proceedings under the public law outline, as the CIN Census has carried them since 2026-27."""

    referral = models.CharField(max_length=36, blank=True)
    started_on = models.DateField(null=True)
    letter_on = models.DateField(null=True)
    fgdm_offered = models.BooleanField(null=True)
    fgdm_held = models.BooleanField(null=True)
    first_meeting_on = models.DateField(null=True)
    review_meetings = models.IntegerField(null=True)
    step_decision_on = models.DateField(null=True)
    outcome = models.CharField(max_length=2, blank=True)
    court_application_on = models.DateField(null=True)
    care_letter_on = models.DateField(null=True)


class Alike(models.Model):
    """How alike two texts about brothers or sisters are: a derived comparison, never the words themselves."""

    about = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    entry_id = models.UUIDField()
    question = models.CharField(max_length=100)
    other = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    other_entry = models.UUIDField()
    likeness = models.FloatField()


class Brief(Known):
    """What the out-of-hours team must know of a child, until the end of a day or until somebody ends it."""

    to_team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    briefed_on = models.DateField()
    until_on = models.DateField()
    ended_on = models.DateField(null=True)
    might_happen = models.TextField(blank=True)
    what_to_do = models.TextField(blank=True)
    ring = models.TextField(blank=True)
    where = models.TextField(blank=True)
    occasion = models.CharField(max_length=36, blank=True)

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            models.Index(fields=["until_on"], condition=models.Q(known_until=None, ended_on=None), name="brief_stands"),
        ]


class HandBack(Known):
    """What happened to a child out of hours, and whether the day has taken it back."""

    to_team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    handed_at = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    what_happened = models.TextField(blank=True)
    needs_today = models.TextField(blank=True)
    where = models.TextField(blank=True)
    occasion = models.CharField(max_length=36, blank=True)
    taken_on = models.DateField(null=True)
    live = models.BooleanField(default=True)

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            models.Index(
                fields=["handed_at"], condition=models.Q(known_until=None, taken_on=None), name="to_take_back"
            ),
        ]
