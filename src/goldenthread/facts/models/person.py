"""What is known of a person. `about` is the person; every row says from when it was known."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func

from goldenthread.record.models import Known, Subject

NOW = models.Q(known_until=None)


def plain_number(column: str) -> Func:
    """A postcode or number without spaces or case."""
    return Func(F(column), function="plain_number", output_field=models.CharField())


def name_to_say(given: str, surname: str, known_as: str, *, unborn: bool) -> str:
    """What to call a person: what they are known as, or the given name, with the surname."""
    called = known_as or given
    if unborn and not called:
        return f"Unborn {surname}" if surname else "Unborn child"
    return " ".join(part for part in (called, surname) if part) or "Name not known"


class Person(Known):
    """One row for each person: who they are, as known. Unborn children have an expected date and no birth date."""

    given = models.CharField(max_length=100, blank=True)
    surname = models.CharField(max_length=100, blank=True)
    known_as = models.CharField(max_length=100, blank=True)
    pronunciation = models.CharField(max_length=100, blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    born_on = models.DateField(null=True)
    born_estimated = models.BooleanField(default=False)
    expected_on = models.DateField(null=True)
    died_on = models.DateField(null=True)
    sex = models.CharField(max_length=1, blank=True)
    gender = models.CharField(max_length=40, blank=True)
    ethnicity = models.CharField(max_length=4, blank=True)
    religion = models.CharField(max_length=60, blank=True)
    first_language = models.CharField(max_length=60, blank=True)
    interpreter = models.BooleanField(null=True)
    communication = models.CharField(max_length=200, blank=True)
    nationality = models.CharField(max_length=60, blank=True)
    upn = models.CharField(max_length=13, blank=True)
    upn_unknown = models.CharField(max_length=6, blank=True)
    nhs_number = models.CharField(max_length=10, blank=True)
    school = models.CharField(max_length=200, blank=True)
    professional = models.CharField(max_length=200, blank=True)

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            models.Index(fields=["born_on"], condition=NOW, name="person_by_birth"),
            models.Index(fields=["expected_on"], condition=NOW, name="person_by_expected_birth"),
        ]

    @property
    def name(self) -> str:
        """The name to say: what they are known as, or the given name, with the surname."""
        return name_to_say(self.given, self.surname, self.known_as, unborn=self.expected_on is not None)


class Name(Known):
    """A name that a person has or had: legal, alias, former.

    `plain` is without accents, marks or case; `sounds` is how each word sounds. The database keeps both.
    """

    kind = models.CharField(max_length=20)
    full = models.CharField(max_length=200)
    plain = models.GeneratedField(
        expression=Func(F("full"), function="plain_name"),
        db_persist=True,
        output_field=models.CharField(max_length=250),
    )
    sounds = models.GeneratedField(
        expression=Func(F("full"), function="name_sounds"), db_persist=True, output_field=ArrayField(models.TextField())
    )
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            GinIndex(OpClass("plain", name="gin_trgm_ops"), name="name_by_spelling", condition=NOW),
            GinIndex(fields=["sounds"], name="name_by_sound", condition=NOW),
        ]


class Address(Known):
    """Where a person lives or lived."""

    kind = models.CharField(max_length=40, blank=True)
    lines = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    not_to_be_told_to = models.CharField(max_length=200, blank=True)

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            models.Index(plain_number("postcode"), condition=NOW, name="address_by_postcode"),
        ]


class Identifier(Known):
    """A number that some scheme gives a person; both are kept when records are joined."""

    scheme = models.CharField(max_length=40)
    value = models.CharField(max_length=60)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            models.Index(fields=["scheme", "value"], name="identifier_by_value"),
            models.Index(plain_number("value"), condition=NOW, name="identifier_by_number"),
        ]


class Relationship(Known):
    """Who another person is to this one ("mother"), whether they hold parental responsibility, and whether they are of
    those who keep the child safe.
    """

    other = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    parental_responsibility = models.BooleanField(null=True)
    safety = models.BooleanField(default=False)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta(Known.Meta):
        indexes = [*Known.Meta.indexes, models.Index(fields=["other"], name="relationship_by_other")]


class Disability(Known):
    """One disability code of the CIN Census list."""

    code = models.CharField(max_length=10)


class Warning(Known):
    """Something that could hurt the child or a worker, with the day it is to be looked at again."""

    says = models.CharField(max_length=300)
    since = models.DateField()
    review_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)


class ChildsWords(Known):
    """What a child said, in the child's words, and when."""

    said = models.TextField()
    said_on = models.DateField()
    where = models.CharField(max_length=100, blank=True)
