"""The read model as ibis tables, unbound: what indicators are written over, on whatever engine answers them."""

import datetime as dt
from functools import cache
from typing import Any

import ibis
from django.contrib.postgres.fields import ArrayField
from django.db import models

from goldenthread.facts.models import Assessment, Conference, Contact, ContactAudit, ProtectionPlan, Referral, Section47
from goldenthread.record.models import Known

TYPES = {
    models.BigAutoField: "int64",
    models.BigIntegerField: "int64",
    models.IntegerField: "int64",
    models.CharField: "string",
    models.TextField: "string",
    models.DateField: "date",
    models.DateTimeField: "timestamp('UTC')",
    models.BooleanField: "boolean",
    models.UUIDField: "uuid",
    models.FloatField: "float64",
    models.BinaryField: "binary",
    ArrayField: "array<string>",
}


@cache
def unbound(model: type[Known]) -> Any:
    """One kind of fact, with every version of every row.

    :raises KeyError: for a column of a type that no engine has been given
    """
    columns = {}
    for field in model._meta.concrete_fields:
        stored = field.target_field if isinstance(field, models.ForeignKey) else field
        columns[field.column] = TYPES[type(stored)]
    return ibis.table(columns, name=model._meta.db_table)


def as_known(model: type[Known], known: dt.datetime | None = None) -> Any:
    """The rows as known at a moment, or as known now."""
    table = unbound(model)
    if known is None:
        return table.filter(table.known_until.isnull())
    return table.filter((table.known_from <= known) & (table.known_until.isnull() | (table.known_until > known)))


def assessments(known: dt.datetime | None = None) -> Any:
    """Child and family assessments."""
    return as_known(Assessment, known)


def contacts(known: dt.datetime | None = None) -> Any:
    """Contacts at the front door."""
    return as_known(Contact, known)


def contact_audits(known: dt.datetime | None = None) -> Any:
    """Audits of contacts."""
    return as_known(ContactAudit, known)


def referrals(known: dt.datetime | None = None) -> Any:
    """Accepted referrals."""
    return as_known(Referral, known)


def enquiries(known: dt.datetime | None = None) -> Any:
    """Section 47 enquiries."""
    return as_known(Section47, known)


def conferences(known: dt.datetime | None = None) -> Any:
    """Initial child protection conferences."""
    return as_known(Conference, known)


def protection_plans(known: dt.datetime | None = None) -> Any:
    """Child protection plans."""
    return as_known(ProtectionPlan, known)
