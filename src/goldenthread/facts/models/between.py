"""What goes between agencies, and between teams."""

from django.db import models

from goldenthread.facts.models.journey import Work
from goldenthread.record.models import Known, Team


class PartnerRequest(Work):
    """What a partner was asked for after a child protection concern, by when, and when the answer came."""

    partner = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    came = models.CharField(max_length=20, blank=True)
    in_time = models.BooleanField(null=True)

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            models.Index(fields=["asked_at"], condition=models.Q(known_until=None), name="partner_request_by_day"),
        ]


class Transfer(Work):
    """A child who goes from an assessment team to another: what was looked at before, and what the meeting said."""

    to_team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_on = models.DateField()
    audited_on = models.DateField(null=True)
    checked_on = models.DateField(null=True)
    put_off_on = models.DateField(null=True)
    stage = models.CharField(max_length=60, blank=True)
    ended_on = models.DateField(null=True)
    outcome = models.CharField(max_length=20, blank=True)

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            models.Index(
                fields=["proposed_on"], condition=models.Q(known_until=None, ended_on=None), name="transfer_waits"
            ),
        ]
