"""Plans of improvement, and the boards that watch them: ordinary typed rows with dates. No child is named in any."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from goldenthread.record.models import Worker

WORDS = 1000


def ends_after_start(name: str) -> models.CheckConstraint:
    """Nothing ends before it begins."""
    return models.CheckConstraint(
        condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name=f"{name}_ends_after_start"
    )


class ImprovementPlan(models.Model):
    """What the authority set out to do better, who answers for it, and from when until when."""

    class Kind(models.TextChoices):
        IMPROVEMENT = "improvement", "Improvement plan"
        STRATEGY = "strategy", "Strategy"

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=120)
    answers = models.CharField(max_length=200)
    covers = models.CharField(max_length=WORDS, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "since", "pk"]
        constraints = [ends_after_start("improvement_plan")]

    def __str__(self) -> str:
        return self.name


class PlanPriority(models.Model):
    """One of the few things that a plan is about, in its order; and the figures of the handbook that it should move."""

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="priorities")
    place = models.PositiveSmallIntegerField()
    says = models.CharField(max_length=300)
    figures = ArrayField(models.CharField(max_length=100), default=list, blank=True)

    class Meta:
        ordering = ["plan", "place"]
        constraints = [models.UniqueConstraint(fields=["plan", "place"], name="one_priority_at_a_place")]

    def __str__(self) -> str:
        return self.says


class Board(models.Model):
    """Partners who meet by terms of reference: how often, in weeks, and at most how many priorities they watch."""

    class Kind(models.TextChoices):
        BOARD = "board", "Board"
        GROUP = "group", "Operational group"

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=120)
    terms = models.CharField(max_length=2 * WORDS)
    weeks = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "since", "pk"]
        constraints = [ends_after_start("board")]

    def __str__(self) -> str:
        return self.name


class Watched(models.Model):
    """A priority that a board watches. Whatever stands under it, every board that watches it sees."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="watched")
    priority = models.ForeignKey(PlanPriority, on_delete=models.PROTECT, related_name="watched")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["board", "priority__plan", "priority__place"]
        constraints = [
            ends_after_start("watched"),
            models.UniqueConstraint(
                fields=["board", "priority"], condition=models.Q(until=None), name="a_board_watches_a_priority_once"
            ),
        ]


class BoardSeat(models.Model):
    """An agency's place on a board: the senior person who holds it, and who comes for them."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="seats")
    agency = models.CharField(max_length=120)
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=120)
    deputy = models.CharField(max_length=120, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["board", "agency", "name", "pk"]
        constraints = [ends_after_start("board_seat")]

    def __str__(self) -> str:
        return f"{self.agency}: {self.name}"


class BoardMeeting(models.Model):
    """A meeting that was held, what it decided, and who wrote it down: added, never changed."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField()
    decisions = models.CharField(max_length=2 * WORDS)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["board", "-on"]
        constraints = [models.UniqueConstraint(fields=["board", "on"], name="a_board_meets_once_a_day")]


class Attendance(models.Model):
    """Who came for a seat to a meeting: whoever holds it, a deputy, who is named, or nobody."""

    class Came(models.TextChoices):
        PRESENT = "present", "The lead came"
        DEPUTY = "deputy", "A deputy came"
        ABSENT = "absent", "Nobody came"

    meeting = models.ForeignKey(BoardMeeting, on_delete=models.PROTECT, related_name="attendance")
    seat = models.ForeignKey(BoardSeat, on_delete=models.PROTECT, related_name="attendance")
    came = models.CharField(max_length=20, choices=Came)
    deputy = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["meeting", "seat"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="a_seat_comes_once"),
            models.CheckConstraint(
                condition=models.Q(came="deputy", deputy__gt="") | (~models.Q(came="deputy") & models.Q(deputy="")),
                name="a_deputy_has_a_name",
            ),
        ]


class PlanAction(models.Model):
    """What is promised under a priority: by whom, by when, and how it will be known. The promise is never changed."""

    priority = models.ForeignKey(PlanPriority, on_delete=models.PROTECT, related_name="actions")
    what = models.CharField(max_length=500)
    owner = models.CharField(max_length=200)
    since = models.DateField()
    due = models.DateField()
    measure = models.CharField(max_length=500)
    meeting = models.ForeignKey(BoardMeeting, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")

    class Meta:
        ordering = ["priority", "due", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(due__gte=models.F("since")), name="an_action_is_due_after_it")
        ]

    def __str__(self) -> str:
        return self.what


class ActionProgress(models.Model):
    """How an action stood on a day, by what evidence, and who said so: added, never changed."""

    class Status(models.TextChoices):
        RED = "red", "Red: off track"
        AMBER = "amber", "Amber: at risk"
        GREEN = "green", "Green: on track"
        PURPLE = "purple", "Purple: embedded"
        WITHDRAWN = "withdrawn", "Withdrawn"

    action = models.ForeignKey(PlanAction, on_delete=models.PROTECT, related_name="progress")
    on = models.DateField()
    status = models.CharField(max_length=10, choices=Status)
    evidence = models.CharField(max_length=WORDS, blank=True)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["action", "-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status__in=["purple", "withdrawn"]) | models.Q(evidence__gt=""),
                name="over_has_its_evidence",
            )
        ]
