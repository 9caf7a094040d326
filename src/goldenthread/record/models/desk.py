"""Drafts saved as one types, looks at records, and the rows that govern: settings and the calendar."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models

from goldenthread.record.models.organisation import Post, Worker
from goldenthread.record.models.subject import Subject


class Draft(models.Model):
    """A form that somebody has begun, for one or several subjects. Completing it makes the entry.

    `same` is the same for the same form about the same subjects, so that everybody who may write it finds one draft.
    `emptied_at`: its words were destroyed, because the entry stands or its time was over. The row stays, and says whose
    it was and of what step.
    """

    OPEN = models.Q(completed_at=None, discarded_at=None, emptied_at=None)

    id = models.UUIDField(primary_key=True)
    step = models.CharField(max_length=100)
    about = models.ManyToManyField(Subject, related_name="drafts")
    same = models.UUIDField()
    follows = models.UUIDField(null=True, help_text="The episode or the entry that it belongs to")
    corrects = models.UUIDField(null=True)
    compartment = models.CharField(max_length=40)
    begun_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="drafts")
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    completed_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    discarded_at = models.DateTimeField(null=True)
    discarded_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    emptied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["same"],
                condition=models.Q(completed_at=None, discarded_at=None, emptied_at=None),
                name="one_open_draft_of_a_form",
            )
        ]


class DraftAnswer(models.Model):
    """One question's answer, as typed: different questions merge, the same question keeps and shows both.

    `subject` is whose part it belongs to (empty: shared). `version` counts its changes; `page` is the opened form that
    made the last one. `set_aside` keeps what others wrote over an older version, until somebody chooses.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="answers")
    subject = models.UUIDField(null=True)
    question = models.CharField(max_length=100)
    answer = models.JSONField(null=True)
    version = models.IntegerField(default=1)
    page = models.CharField(max_length=40, blank=True)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    set_aside = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "subject", "question"], nulls_distinct=False, name="one_answer_to_a_question"
            )
        ]


class Look(models.Model):
    """Somebody opened something of a record: who, in which post, what, when, why."""

    about = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="looks")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    page = models.CharField(max_length=200)
    why = models.CharField(max_length=200)

    class Meta:
        indexes = [
            models.Index(fields=["about", "-at"], name="look_by_subject"),
            models.Index(fields=["worker", "-at"], name="look_by_worker"),
            BrinIndex(fields=["at"], name="look_by_time"),
        ]


class Listed(models.Model):
    """Somebody was shown a list or searched: who, in which post, when, where, what was asked, and whom it named."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    page = models.CharField(max_length=200)
    asked = models.CharField(max_length=200, blank=True)
    shown = ArrayField(models.UUIDField())

    class Meta:
        indexes = [
            GinIndex(fields=["shown"], name="listed_by_subject"),
            models.Index(fields=["worker", "-at"], name="listed_by_worker"),
        ]


class Setting(models.Model):
    """A local choice from a day on: appended, never changed. The newest known for that day holds."""

    name = models.CharField(max_length=120)
    value = models.JSONField()
    effective_from = models.DateField()
    known_at = models.DateTimeField()
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.TextField(blank=True)


class ClosureDay(models.Model):
    """A weekday that is or is not a working day by the authority's word; the newest known holds."""

    day = models.DateField()
    name = models.CharField(max_length=200)
    working = models.BooleanField(default=False)
    known_at = models.DateTimeField()
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
