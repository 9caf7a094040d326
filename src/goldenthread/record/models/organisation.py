"""Agencies, teams, posts and the workers who hold them: ordinary typed rows with dates."""

import datetime as dt

from django.conf import settings
from django.db import models

from goldenthread.language import Role


class Agency(models.Model):
    """The authority itself, or a partner: police, health, a school."""

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)


class OurTeams(models.Manager):
    """The teams that work here: not those of partners, in which there are partners' professionals alone."""

    def get_queryset(self) -> models.QuerySet:
        posts = Post.objects.filter(team=models.OuterRef("pk"))
        theirs = models.Exists(posts.filter(role=Role.PARTNER)) & ~models.Exists(posts.exclude(role=Role.PARTNER))
        return super().get_queryset().exclude(theirs)


class Team(models.Model):
    """A team; its managers, and those of every team above it, answer for its work.

    One that takes contacts does so at any hour, in its office hours, or when offices are closed: at night, at weekends
    and on bank holidays.
    """

    class Hours(models.TextChoices):
        ALWAYS = "", "At any hour"
        OFFICE = "office", "In office hours"
        OUT = "out", "Out of office hours"

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="teams")
    duty = models.BooleanField(default=False, help_text="Takes contacts at the front door")
    duty_hours = models.CharField(max_length=10, choices=Hours, default=Hours.ALWAYS, blank=True)
    office_from = models.TimeField(default=dt.time(8, 30))
    office_until = models.TimeField(default=dt.time(17, 0))
    closed_on = models.DateField(null=True, blank=True)

    objects = models.Manager()
    ours = OurTeams()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Worker(models.Model):
    """A person who works here or for a partner; what they may do comes from the posts they hold."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="worker")
    name = models.CharField(max_length=200)
    registration = models.CharField(max_length=40, blank=True, help_text="Social Work England number")
    agency_worker = models.BooleanField(default=False)
    password_for_once = models.BooleanField(default=False, help_text="Made by an administrator; to be changed at once")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A place in a team with one role; people come and go, the post stays."""

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="posts")
    caseload_limit = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["team__name", "title", "code"]

    def __str__(self) -> str:
        return f"{self.title}, {self.team}"


class Holding(models.Model):
    """Who holds a post, from a day until a day; until a minute of that day, where somebody leaves at once."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="holding_ends_after_start"
            )
        ]


class Cover(models.Model):
    """Who acts for a colleague who is away, in the colleague's post, from a day until a day, or until it was ended."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    away = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()
    why = models.CharField(max_length=200, blank=True)
    set_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["worker", "until"], name="cover_by_worker")]
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="cover_ends_after_start"),
            models.CheckConstraint(condition=~models.Q(worker=models.F("away")), name="nobody_covers_themselves"),
        ]


class StepComment(models.Model):
    """What somebody who works in the pathway says of one of its steps. It is about the step, and names no child."""

    step = models.CharField(max_length=100)
    said = models.CharField(max_length=1000)
    at = models.DateTimeField()
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.step}: {self.said}"
