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


class SharingAgreement(models.Model):
    """One version of what partners agreed on sharing about children: what, how, and until when it is not looked at.

    A new version takes the place of the one before, which keeps its row and whoever signed it.
    """

    class Kind(models.TextChoices):
        PROTOCOL = "protocol", "Protocol of all partners"
        GOVERNANCE = "governance", "Information governance agreement with one partner"
        ACCESS = "access", "How a partner's people reach this system"

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)
    version = models.CharField(max_length=20)
    covers = models.CharField(max_length=500)
    kept = models.CharField(max_length=300, blank=True)
    review_on = models.DateField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="sharing_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.version}"


class SharingSignature(models.Model):
    """Who signed a version for a partner, and when."""

    agreement = models.ForeignKey(SharingAgreement, on_delete=models.PROTECT, related_name="signatures")
    partner = models.CharField(max_length=120)
    by = models.CharField(max_length=200)
    on = models.DateField()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "partner"], name="a_partner_signs_once")]

    def __str__(self) -> str:
        return f"{self.partner}: {self.by}"
