"""What is made ready before practice changes: what people need, sessions, who came, who helps, and the checks."""

from django.db import models

from goldenthread.record.models import Team, Worker


class PracticeChange(models.Model):
    """A change of how the authority practises: a practice model, new forms, a new system; from which day on.

    `gone_live_on` is the day on which it did, `reason` why it did while checks were open.
    """

    name = models.CharField(max_length=120)
    what = models.CharField(max_length=500)
    live_on = models.DateField()
    led_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    gone_live_on = models.DateField(null=True)
    gone_live_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["live_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(gone_live_on=None), name="one_change_of_a_name_prepared"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReadyNeed(models.Model):
    """What somebody needs before the change: a briefing or a training, of some days, and for whom.

    `whom` are roles, "practice leads", "partners" and "elected members".
    """

    class Kind(models.TextChoices):
        BRIEFING = "briefing", "Briefing"
        TRAINING = "training", "Training"

    change = models.ForeignKey(PracticeChange, on_delete=models.PROTECT, related_name="needs")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)
    days = models.DecimalField(max_digits=4, decimal_places=1)
    whom = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["change", "name"], name="one_need_of_a_name"),
            models.CheckConstraint(condition=models.Q(days__gt=0), name="a_need_takes_some_time"),
        ]

    def __str__(self) -> str:
        return self.name


class ReadySession(models.Model):
    """One holding of a briefing or training; where it takes several days, from its first."""

    need = models.ForeignKey(ReadyNeed, on_delete=models.PROTECT, related_name="sessions")
    on = models.DateField()
    where = models.CharField(max_length=120)
    places = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.need}, {self.on}"


class ReadyCame(models.Model):
    """That a worker of ours came to a session, as the register says."""

    session = models.ForeignKey(ReadySession, on_delete=models.PROTECT, related_name="came")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "worker"], name="came_once_to_a_session")]

    def __str__(self) -> str:
        return f"{self.worker}: {self.session}"


class ReadyReached(models.Model):
    """How many people of a partner, or of the elected members, came to a session, and who, where that was given."""

    session = models.ForeignKey(ReadySession, on_delete=models.PROTECT, related_name="reached")
    agency = models.CharField(max_length=120)
    people = models.PositiveSmallIntegerField()
    names = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["agency"]
        constraints = [models.UniqueConstraint(fields=["session", "agency"], name="an_agency_is_counted_once")]

    def __str__(self) -> str:
        return f"{self.agency}: {self.people}"


class ReadyHelper(models.Model):
    """Who helps a team with the change: its practice lead, or (with `helps`) the buddy of a colleague."""

    change = models.ForeignKey(PracticeChange, on_delete=models.PROTECT, related_name="helpers")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    helps = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="helper_ends_after_start"
            ),
            models.CheckConstraint(condition=~models.Q(worker=models.F("helps")), name="nobody_is_their_own_buddy"),
        ]

    def __str__(self) -> str:
        return f"{self.worker}, {self.team}"


class ReadyCheck(models.Model):
    """One thing that must be done before the change goes live: who sees to it, by when, and who said it was done."""

    change = models.ForeignKey(PracticeChange, on_delete=models.PROTECT, related_name="checks")
    what = models.CharField(max_length=200)
    owner = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.what
