"""Whom or what a record is about."""

from django.db import models


class Subject(models.Model):
    """A person, household, carer family, home, place or worker: one key for everything to point at.

    `stands_for` is worked out from merge entries: nothing moves, readers gather both.
    `restricted_to` names why fewer people may know of the record at all (empty: not restricted).
    The head of the subject's chain stands here, so that one lock serves numbering, hashing and known time.
    """

    class Kind(models.TextChoices):
        PERSON = "person"
        HOUSEHOLD = "household"
        CARERS = "carer family"
        HOME = "home"
        PLACE = "place"
        WORKER = "worker"

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=20, choices=Kind)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="stands_for")
    restricted = models.BooleanField(default=False)
    position = models.IntegerField(default=0)
    head = models.BinaryField(default=b"")
    last_known = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="subject_never_merged_into_itself"
            )
        ]
