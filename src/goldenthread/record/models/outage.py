"""When a partner's computers fail: since when, how they reach us meanwhile, and that nothing is missing afterwards."""

from django.db import models

from goldenthread.record.models.organisation import Worker


class PartnerOutage(models.Model):
    """A partner who cannot send as usual, from a moment until a moment, and then until all of it is here.

    source_code: who, in the words by which a contact says who tells us. listed: how many the partner says waited.
    """

    source_code = models.CharField(max_length=4)
    what = models.CharField(max_length=300)
    meanwhile = models.CharField(max_length=500)
    since = models.DateTimeField()
    noted_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField(null=True)
    listed = models.PositiveIntegerField(null=True)
    ended_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    caught_up_at = models.DateTimeField(null=True)
    caught_up_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    found = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-since", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="outage_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=("source_code",), condition=models.Q(until=None), name="one_outage_of_a_partner"
            ),
        )
