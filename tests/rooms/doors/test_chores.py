"""Jobs: promised in the database, done as the application's role, taken up again when their worker was killed."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

from goldenthread.casework import sealing
from goldenthread.config import checks
from goldenthread.doors.chores import night
from goldenthread.doors.chores.app import take_up_stalled_jobs


@pytest.fixture
def done() -> list[int]:
    """What the test's job did, in order."""
    done: list[int] = []

    @app.task(name="tests.note")
    async def note(number: int, **kwargs: Any) -> None:
        done.append(number)

    yield done
    del app.tasks["tests.note"]


def work() -> None:
    """Do every job that waits, then stop: in a thread of its own, because a browser's loop may run in this one."""
    with ThreadPoolExecutor(max_workers=1) as alone:
        alone.submit(_work).result()


def _work() -> None:
    with app.replace_connector(PsycopgConnector(kwargs=connector_params())):
        app.run_worker(wait=False, install_signal_handlers=False)


def test_a_job_of_a_killed_worker_is_done_by_another(done, owner):
    job = app.configure_task("tests.note").defer(number=7)
    owner.execute("insert into procrastinate_workers (last_heartbeat) values (now() - interval '1 hour')")
    owner.execute(
        "update procrastinate_jobs set status = 'doing', worker_id = (select min(id) from procrastinate_workers) "
        "where id = %s",
        [job],
    )
    take_up_stalled_jobs.defer(timestamp=0)
    work()
    work()
    assert done == [7]
    assert owner.execute("select status from procrastinate_jobs where id = %s", [job]).fetchone() == ("succeeded",)


def test_a_job_of_a_living_worker_is_left_alone(done, owner):
    job = app.configure_task("tests.note").defer(number=7)
    owner.execute("insert into procrastinate_workers (last_heartbeat) values (now())")
    owner.execute(
        "update procrastinate_jobs set status = 'doing', worker_id = (select min(id) from procrastinate_workers) "
        "where id = %s",
        [job],
    )
    take_up_stalled_jobs.defer(timestamp=0)
    work()
    assert done == []
    assert owner.execute("select status from procrastinate_jobs where id = %s", [job]).fetchone() == ("doing",)


def test_the_hourly_seal_is_written_outside_the_database(authority, settings, tmp_path):
    settings.VAR = tmp_path
    authority.child()

    night.hourly_seal.func(timestamp=0)

    (sealed,) = sealing.seals(tmp_path / "seals")
    assert (sealed.records, sealed.entries) == (1, 1)


def test_the_night_forgets_who_signed_in_long_ago(settings):
    now = timezone.now()
    settings.SIGN_INS_KEPT = dt.timedelta(days=90)
    for name, days in (("before", 91), ("since", 89)):
        AccessLog.objects.create(username=name)
        AccessFailureLog.objects.create(username=name)
        for kept in (AccessLog, AccessFailureLog):
            kept.objects.filter(username=name).update(attempt_time=now - dt.timedelta(days=days))
    for name, minutes in (("rested", 16), ("rests", 14)):
        tried = AccessAttempt.objects.create(username=name, failures_since_start=5)
        AccessAttempt.objects.filter(pk=tried.pk).update(attempt_time=now - dt.timedelta(minutes=minutes))
    Session.objects.create(session_key="ended", session_data="", expire_date=now - dt.timedelta(minutes=1))
    Session.objects.create(session_key="runs", session_data="", expire_date=now + dt.timedelta(minutes=1))

    night.forget_sign_ins(now=now)

    assert [log.username for log in AccessLog.objects.all()] == ["since"]
    assert [log.username for log in AccessFailureLog.objects.all()] == ["since"]
    assert [tried.username for tried in AccessAttempt.objects.all()] == ["rests"]
    assert [session.session_key for session in Session.objects.all()] == ["runs"]


@pytest.mark.parametrize(("days", "refused"), [(29, True), (30, False)])
def test_it_stays_known_for_a_month_at_least_who_signed_in(settings, days, refused):
    settings.SIGN_INS_KEPT = dt.timedelta(days=days)
    assert any("E009" in said for said in checks.mistakes()) is refused
