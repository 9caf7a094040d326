"""The Standard Safeguarding Dataset, as its readers will ask for it."""

import pytest
from django.db import connection

from goldenthread.standards import ssd
from tests.practice.test_assessment import IN_TIME


def rows(sql: str) -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@pytest.mark.django_db
def test_every_table_and_column_has_the_standards_name_in_the_standards_order():
    found: dict[str, tuple[str, ...]] = {}
    for row in rows(
        "select table_name, column_name from information_schema.columns where table_schema = 'ssd' "
        "order by table_name, ordinal_position"
    ):
        found[row["table_name"]] = (*found.get(row["table_name"], ()), row["column_name"])

    assert found == {table: tuple(column.name for column in columns) for table, columns in ssd.tables().items()}
    assert len(found) == 46


def test_an_assessment_stands_in_the_dataset(authority):
    child = authority.child()
    authority.tell(IN_TIME, child)

    (assessment,) = rows("select * from ssd.ssd_cin_assessments")
    (episode,) = rows("select * from ssd.ssd_cin_episodes")
    (involvement,) = rows("select * from ssd.ssd_involvements")

    assert assessment["cina_person_id"] == child.hex[:20]
    assert assessment["cina_referral_id"] == episode["cine_referral_id"]
    assert (f"{episode['cine_referral_date']:%d %m %Y}", f"{assessment['cina_assessment_auth_date']:%d %m %Y}") == (
        "02 03 2026",
        "07 05 2026",
    )
    assert '"PROV_OF_SERVICES_FLAG" : "Y"' in assessment["cina_assessment_outcome_json"]
    assert rows("select * from ssd.ssd_assessment_factors")[0]["cinf_assessment_factors_json"] == '["16A"]'
    assert involvement["invo_professional_id"] == str(authority.workers["Sam"].pk)


def test_the_history_keeps_what_was_known_before(authority):
    child = authority.child()
    authority.tell(IN_TIME, child)

    versions = rows(
        f"select * from ssd_history.ssd_cin_assessments where cina_person_id = '{child.hex[:20]}' order by known_from"
    )

    assert [v["cina_assessment_auth_date"] is None for v in versions] == [True] * (len(versions) - 1) + [False]
    assert all(
        before["known_until"] == after["known_from"] for before, after in zip(versions, versions[1:], strict=False)
    )
