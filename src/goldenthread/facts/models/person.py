"""What is known of a person. `about` is the person; every row says from when it was known."""
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from goldenthread.record.models import Known, Subject


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

    @property
    def name(self) -> str:
        """The name to say: what they are known as, or the given name, with the surname."""
        return " ".join(part for part in (self.known_as or self.given, self.surname) if part) or (
            "Unborn child" if self.expected_on else "Name not known"
        )


class Name(Known):
    """A name that a person has or had: legal, alias, former. Found by sound and by likeness."""

    kind = models.CharField(max_length=20)
    full = models.CharField(max_length=200)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta(Known.Meta):
        indexes = [
            *Known.Meta.indexes,
            GinIndex(OpClass(Upper("full"), name="gin_trgm_ops"), name="name_by_likeness",
                     condition=models.Q(known_until=None)),
        ]


class Address(Known):
    """Where a person lives or lived."""

    kind = models.CharField(max_length=40, blank=True)
    lines = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    not_to_be_told_to = models.CharField(max_length=200, blank=True)


class Identifier(Known):
    """A number that some scheme gives a person; both are kept when records are joined."""

    scheme = models.CharField(max_length=40)
    value = models.CharField(max_length=60)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta(Known.Meta):
        indexes = [*Known.Meta.indexes, models.Index(fields=["scheme", "value"], name="identifier_by_value")]


class Relationship(Known):
    """Who another person is to this one ("mother"), and whether they hold parental responsibility."""

    other = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    parental_responsibility = models.BooleanField(null=True)
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
