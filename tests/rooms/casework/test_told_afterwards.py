"""A known time is given to a demonstration alone, in order, and never ahead."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model

from goldenthread.casework.recording import Act, new_subject, record
from goldenthread.casework.told_afterwards import NotADemonstration
from goldenthread.record.models import Entry, Subject
from tests.authority import Authority, moment

DAY = dt.date(2024, 5, 6)
THEN = moment("6 May 2024 10:30")


def told(authority: Authority, key: str, known: dt.datetime, *, about=None):
    child = about or new_subject(key)
    step, new = ("person.said", "") if about else ("person.registered", Subject.Kind.PERSON)
    answers = {"said": "“I like Nan.”"} if about else {"given": "Mia", "surname": "Made-Up"}
    record(Act(step, child, DAY, answers, new=new), by=authority.actor("Rita"), key=key, known=known)
    return child


def test_a_demonstration_says_when_something_was_known(authority):
    child = told(authority, "told-1", THEN)
    told(authority, "told-2", THEN + dt.timedelta(hours=1), about=child)

    assert list(Entry.objects.order_by("position").values_list("known_at", flat=True)) == [
        THEN,
        THEN + dt.timedelta(hours=1),
    ]


def test_not_earlier_than_what_is_known_already(authority):
    child = told(authority, "told-1", THEN)

    with pytest.raises(ValueError, match="in order"):
        told(authority, "told-2", THEN, about=child)


def test_not_ahead(authority):
    with pytest.raises(ValueError, match="has not come yet"):
        told(authority, "told-1", moment("1 Jan 2050 10:00"))


def test_nowhere_else(authority, settings):
    settings.FIRST_DATA = "an.authority.of.its.own"

    with pytest.raises(NotADemonstration, match="database's clock"):
        told(authority, "told-1", THEN)
    assert not Entry.objects.exists()


def test_not_beside_anybody_real(authority):
    get_user_model().objects.create(username="real", email="jo@authority.gov.uk")

    with pytest.raises(NotADemonstration, match="1 accounts"):
        told(authority, "told-1", THEN)
