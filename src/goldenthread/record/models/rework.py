"""Which reworks were done, batch by batch."""

from django.db import models


class Reworked(models.Model):
    """One batch of a rework: up to which subject it came, known from when, how many subjects, how many rows changed.

    Added, never changed. The batch that found nobody left says that the rework is done.
    """

    rework = models.CharField(max_length=100)
    at = models.DateTimeField()
    upto = models.UUIDField(null=True)
    subjects = models.IntegerField(default=0)
    rows = models.IntegerField(default=0)
    done = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rework"], condition=models.Q(done=True), name="rework_done_once"),
            models.UniqueConstraint(fields=["rework", "upto"], name="rework_each_batch_once"),
        ]
