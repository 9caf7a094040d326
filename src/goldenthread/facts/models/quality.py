"""What was found when somebody's work was looked at."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from goldenthread.facts.models.journey import Work
from goldenthread.record.models import Known, Worker


class ContactAudit(Work):
    """A contact that was chosen for an audit, and what came of it. `worker` decided the contact, for `team`.

    grade: the one that stands, the moderator's if there is one; first_grade: the auditor's own.
    """

    contact = models.CharField(max_length=36)
    decided_on = models.DateField(null=True)
    outcome = models.CharField(max_length=40, blank=True)
    auditor = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    chosen_on = models.DateField()
    audited_on = models.DateField(null=True)
    agencies = ArrayField(models.CharField(max_length=40), default=list)
    safe = models.BooleanField(null=True)
    themes = ArrayField(models.CharField(max_length=40), default=list)
    first_grade = models.CharField(max_length=30, blank=True)
    grade = models.CharField(max_length=30, blank=True)
    moderated_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            models.Index(fields=["chosen_on"], condition=models.Q(known_until=None), name="contact_audit_by_day"),
        ]
