"""What replay works out from entries. Each row keeps the time it was known; nothing here is typed by hand."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models

from goldenthread.record.models.organisation import Post, Team, Worker
from goldenthread.record.models.subject import Subject


def as_known(known: dt.datetime | None) -> models.Q:
    """The rows as known at a moment, or as known now."""
    if known is None:
        return models.Q(known_until=None)
    return models.Q(known_from__lte=known) & (models.Q(known_until=None) | models.Q(known_until__gt=known))


class CurrentManager(models.Manager):
    """The rows as known now."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(known_until=None)


class Known(models.Model):
    """A row worked out from the record, with the time it was known.

    `id` is worked out from entries, so that the same record gives the same rows; `row` only tells versions apart.
    `digest` is of the row's values, so that a rewrite stores only what differs.
    """

    row = models.BigAutoField(primary_key=True)
    id = models.CharField(max_length=36)
    about = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=40)
    entry_id = models.UUIDField()
    digest = models.BinaryField(max_length=16)
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True)

    objects = models.Manager()
    now = CurrentManager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["id"], condition=models.Q(known_until=None), name="%(app_label)s_%(class)s_one_now"
            ),
            models.CheckConstraint(
                condition=models.Q(known_until=None) | models.Q(known_until__gt=models.F("known_from")),
                name="%(app_label)s_%(class)s_known_for_a_while",
            ),
        ]
        # Of what stands now; what once stood is found by the key itself.
        indexes = [
            models.Index(fields=["about"], condition=models.Q(known_until=None), name="%(app_label)s_%(class)s_abt")
        ]


class Episode(Known):
    """One run of a pathway for a subject; episodes that lead to each other share a journey."""

    pathway = models.CharField(max_length=60)
    journey = models.CharField(max_length=36)
    follows = models.CharField(max_length=36, blank=True)
    began_on = models.DateField()
    ended_on = models.DateField(null=True)
    stage = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=60, blank=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            models.Index(
                fields=["pathway", "began_on"], condition=models.Q(known_until=None, ended_on=None), name="episode_open"
            ),
        ]


class ClockRun(Known):
    """A clock that started: its due date, and the rule, its source and the calendar that gave it."""

    clock = models.CharField(max_length=100)
    episode = models.CharField(max_length=36)
    journey = models.CharField(max_length=36)
    started_on = models.DateField()
    started_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    rule = models.CharField(max_length=120, blank=True)
    limit = models.CharField(max_length=60, blank=True)
    source = models.TextField(blank=True)
    calendar = models.CharField(max_length=120, blank=True)
    stopped_on = models.DateField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.UUIDField(null=True)
    lapsed = models.CharField(max_length=200, blank=True)

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            models.Index(
                fields=["due_on"],
                condition=models.Q(known_until=None, stopped_on=None, lapsed=""),
                name="clock_running",
            ),
            models.Index(fields=["episode"], condition=models.Q(known_until=None), name="clock_by_episode"),
        ]


class Waiting(Known):
    """Something that waits for somebody: a sign-off, or work sent back to its author."""

    class Kind(models.TextChoices):
        SIGN_OFF = "sign-off"
        RETURNED = "returned"

    kind = models.CharField(max_length=20, choices=Kind)
    step = models.CharField(max_length=100)
    episode = models.CharField(max_length=36)
    since = models.DateTimeField()
    roles = ArrayField(models.CharField(max_length=40), default=list)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    not_worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")


class Action(Known):
    """What somebody promised to do by when, and why."""

    what = models.TextField()
    why = models.TextField(blank=True)
    measure = models.TextField(blank=True)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    step = models.CharField(max_length=100, blank=True, help_text="The step that does it, where one does")


class Plan(Known):
    """A plan that was made for a child: from when until when it was the plan. What it says is in its entry.

    kind: the pathway under which it stands: child_in_need, child_protection, early_help.
    """

    kind = models.CharField(max_length=60)
    made_on = models.DateField()
    ended_on = models.DateField(null=True)


class Allocation(Known):
    """Who works with a subject, in which post, from when to when: worker, second worker."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            models.Index(fields=["worker"], condition=models.Q(known_until=None, until=None), name="allocation_live"),
        ]


class Grant(Known):
    """Who may open a compartment of a record, why, and for how long. Both locks read only these.

    managing: of a team, those alone who manage it.
    """

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateTimeField(null=True)
    managing = models.BooleanField(default=False)

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            models.Index(fields=["team", "about"], condition=models.Q(known_until=None), name="grant_by_team"),
            models.Index(fields=["worker", "about"], condition=models.Q(known_until=None), name="grant_by_worker"),
        ]


class Loose(Known):
    """An entry that no episode holds after a late or corrected entry, or a contradiction to be settled by a person."""

    says = models.TextField()


class Restriction(Known):
    """A record that fewer may know of: why, and who they are. Of a sealed one, nobody else's work gives a need."""

    class Kind(models.TextChoices):
        RESTRICTED = "restricted"
        SEALED = "sealed"

    kind = models.CharField(max_length=20, choices=Kind, default=Kind.RESTRICTED)
    why = models.CharField(max_length=300)
    workers = ArrayField(models.BigIntegerField(), default=list)


class Opening(Known):
    """Somebody opened the record without a need to know, and said why; what a manager thought of it afterwards."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=100)
    says = models.TextField()
    opened_at = models.DateTimeField()
    verdict = models.CharField(max_length=40, blank=True)
    reviewed_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")


class WorksHere(Known):
    """This person is one of our workers, who then sees neither this record nor those of their relatives."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            models.Index(fields=["worker"], condition=models.Q(known_until=None), name="works_here_by_worker"),
        ]


class Join(Known):
    """A subject whose record is one with another's, until somebody parts them."""

    into = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
