"""What happened, as somebody wrote it down. Never changed: corrected by a later entry."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Func

from goldenthread.record.models.organisation import Post, Worker
from goldenthread.record.models.subject import Subject


def words_in(column: str) -> models.GeneratedField:
    """The words of a JSON column, kept by the database itself so that they are never behind."""
    template = f"""jsonb_to_tsvector('english'::regconfig, coalesce("{column}", '{{}}'::jsonb), '["string"]'::jsonb)"""
    return models.GeneratedField(
        expression=Func(template=template, output_field=SearchVectorField()),
        output_field=SearchVectorField(),
        db_persist=True,
    )


class Source(models.Model):
    """A file that said something: its name, what it is, and a digest of its bytes."""

    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=40)
    digest = models.BinaryField(max_length=32)
    taken_in = models.DateTimeField()


class Occasion(models.Model):
    """What several entries share: one visit, one meeting, one letter, recorded once."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=100)
    shared = models.JSONField(default=dict)
    digest = models.BinaryField(max_length=32)
    salt = models.BinaryField(max_length=16)
    words = words_in("shared")

    class Meta:
        indexes = [GinIndex(fields=["words"], name="occasion_words")]


class Entry(models.Model):
    """One step that happened to one subject.

    `happened_at` stands beside `happened_on` where the hour matters. `known_at` is the database's clock, taken after
    the subject's lock and strictly growing for each subject. `digest` is of the salted answers, so that answers and
    salt can be destroyed together when the law says so while the chain still verifies.
    """

    id = models.UUIDField(primary_key=True)
    about = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="entries")
    position = models.IntegerField()
    step = models.CharField(max_length=100)
    happened_on = models.DateField()
    happened_at = models.DateTimeField(null=True)
    known_at = models.DateTimeField()
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    acting_for = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="+")
    author = models.CharField(max_length=200)
    compartment = models.CharField(max_length=40)
    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, null=True, related_name="entries")
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")
    answers = models.JSONField(null=True)
    salt = models.BinaryField(max_length=16, null=True)
    digest = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    key = models.CharField(max_length=120)
    nth = models.SmallIntegerField(default=0)
    words = words_in("answers")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about", "position"], name="one_entry_at_each_position"),
            models.UniqueConstraint(fields=["key", "nth"], name="one_time_key_used_once"),
        ]
        indexes = [
            models.Index(fields=["step", "happened_on"], name="entry_by_step"),
            models.Index(fields=["happened_on"], name="entry_by_day"),
            GinIndex(fields=["words"], name="entry_words"),
        ]


class Paper(models.Model):
    """A document on a record, kept outside the web root under its digest, with the words found in it."""

    id = models.UUIDField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="papers")
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=100)
    size = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)
    text = models.TextField(blank=True)

    class Meta:
        indexes = [GinIndex(SearchVector("text", config="english"), name="paper_words")]
