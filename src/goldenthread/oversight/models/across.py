"""What looks across records and must be kept: signals raised, and each night's figures."""

from django.db import models

from goldenthread.record.models import Post, Subject, Team, Worker


class RaisedSignal(models.Model):
    """A sentence on a manager's desk: raised once, acknowledged, ended by itself when its cause ends."""

    about = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="signals")
    signal = models.CharField(max_length=100)
    version = models.CharField(max_length=40, blank=True)
    desk = models.CharField(max_length=40)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    says = models.TextField()
    entry_id = models.UUIDField(null=True, help_text="The entry that is its evidence")
    raised_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True, help_text="What the manager decided to do")
    more_at = models.DateTimeField(null=True, help_text="When its evidence grew after somebody had decided")
    earlier = models.JSONField(default=list, help_text="What was decided before its evidence grew: by, at, answer")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about", "signal"], condition=models.Q(ended_at=None), name="one_open_signal_of_a_kind"
            )
        ]
        indexes = [models.Index(fields=["team", "raised_at"], condition=models.Q(ended_at=None), name="signals_open")]


# Nobody has said what will be done, or there is more since somebody did.
TO_DECIDE = models.Q(acknowledged_at=None) | models.Q(more_at__isnull=False)


class Snapshot(models.Model):
    """A figure as it stood one night, over the twelve months that end with the day; kept, and never worked out again.

    `team` is empty for the whole authority.
    """

    indicator = models.CharField(max_length=100)
    version = models.IntegerField()
    day = models.DateField()
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    counts = models.IntegerField()
    out_of = models.IntegerField()
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "day", "team"], nulls_distinct=False, name="one_figure_a_day_and_team"
            )
        ]


class PickedLook(models.Model):
    """Looks of one person at one record on one day that somebody should look into, and why they were picked out.

    `team` is told: whose post looked, or, for looks from outside, who works with the child (`day` is then the week's
    Monday). Without `about`, it is how many records were opened within an hour.
    """

    class Kind(models.TextChoices):
        STREET = "street", "Lives in the same street"
        SURNAME = "surname", "The same surname"
        NO_WORK = "no work", "No work with the child"
        NIGHT = "night", "At night"
        LEAVING = "leaving", "Before leaving"
        MANY = "many", "Many records within an hour"
        OUTSIDE = "outside", "From outside the team"

    about = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    day = models.DateField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    looks = models.IntegerField()
    need = models.CharField(max_length=200, blank=True, help_text="The need to know by which they could, the last time")
    picked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "about", "kind", "day", "team"], nulls_distinct=False, name="picked_out_once"
            )
        ]
        indexes = [models.Index(fields=["team", "-last_at"], name="picked_by_team")]


class LookedInto(models.Model):
    """What a manager found when they looked into it: added, never changed; more may be added later."""

    picked = models.ForeignKey(PickedLook, on_delete=models.PROTECT, related_name="looked_into")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    says = models.TextField()
