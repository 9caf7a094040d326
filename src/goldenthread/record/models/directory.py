"""The directory of services to which families are sent: ordinary typed rows with dates."""

from django.db import models


class Service(models.Model):
    """A service that can help a family: what with, at which ages, where, and how to reach it.

    One that ends keeps its row, so that what was said of it stays readable.
    """

    class HelpsWith(models.TextChoices):
        PARENTING = "parenting", "Parenting and family life"
        EARLY_YEARS = "early_years", "Babies and early years"
        YOUTH = "youth", "Young people"
        WELLBEING = "wellbeing", "Emotional wellbeing"
        DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse"
        SUBSTANCE = "substance", "Drugs and alcohol"
        DISABILITY = "disability", "Disability and special needs"
        MONEY = "money", "Money, food and housing"
        SCHOOL = "school", "School and learning"
        OTHER = "other", "Something else"

    name = models.CharField(max_length=120)
    helps_with = models.CharField(max_length=20, choices=HelpsWith)
    offers = models.CharField(max_length=500)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    area = models.CharField(max_length=120, blank=True, help_text="Empty, where it serves the whole area")
    contact = models.CharField(max_length=300)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="service_ends_after_start"
            ),
            models.CheckConstraint(
                condition=models.Q(age_to=None) | models.Q(age_from=None) | models.Q(age_to__gte=models.F("age_from")),
                name="service_ages_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name
