"""A file as the author of what it says: once, superseded, absent, and whom it speaks of."""

import pytest

from goldenthread.casework.recording import Act, record
from goldenthread.facts.models import Assessment, Identifier, Person, Referral
from goldenthread.record.models import ClockRun, Entry, Loose, Source, Subject
from tests.authority import LONG_AGO, day
from tests.census import child, load

CLOSED = {"CINclosureDate": "2025-10-13", "ReasonForClosure": "RC7"}
ASSESSMENT = {"AssessmentActualStartDate": "2025-06-03", "AssessmentAuthorisationDate": "2025-07-10"}


def steps():
    return sorted(Entry.objects.values_list("step", "nth"))


def contradictions(loaded):
    return [each.says for each in loaded.contradictions]


def test_the_same_file_again_changes_nothing(authority, tmp_path):
    load(tmp_path, child("A1", CLOSED | {"Assessments": ASSESSMENT}), child("A2"))
    before = [Entry.objects.count(), Source.objects.count(), *(model.objects.count() for model in (Person, Referral))]

    again = load(tmp_path, child("A1", CLOSED | {"Assessments": ASSESSMENT}), child("A2"))

    assert (again.taken.added, again.taken.superseded, again.taken.unchanged) == (0, 0, 7)
    assert before == [
        Entry.objects.count(),
        Source.objects.count(),
        *(model.objects.count() for model in (Person, Referral)),
    ]


def test_the_next_years_file_with_the_same_content_adds_nothing(authority, tmp_path):
    load(tmp_path, child("A1"))

    again = load(tmp_path, child("A1"), year=2027)

    assert (again.taken.added, again.taken.superseded) == (0, 0)


def test_changed_content_supersedes_and_the_clock_of_before_is_kept(authority, tmp_path):
    load(tmp_path, child("A1", {"Assessments": ASSESSMENT}))
    changed = ASSESSMENT | {"AssessmentAuthorisationDate": "2025-08-06"}

    loaded = load(tmp_path, child("A1", {"Assessments": changed}))

    assert (loaded.taken.added, loaded.taken.superseded, loaded.taken.unchanged) == (0, 1, 3)
    assert Assessment.now.get().authorised_on == day("6 Aug 2025")
    assert Assessment.objects.filter(authorised_on=day("10 Jul 2025")).get().known_until is not None
    assert ClockRun.now.filter(clock="referral.assessment_due").get().stopped_on == day("6 Aug 2025")


def test_a_field_that_is_gone_from_its_group_is_taken_back_and_may_come_again(authority, tmp_path):
    load(tmp_path, child("A1", CLOSED))
    load(tmp_path, child("A1"))
    assert Referral.now.get().closed_on is None

    load(tmp_path, child("A1", CLOSED))

    assert Referral.now.get().closed_on == day("13 Oct 2025")
    assert [nth for step, nth in steps() if step == "reported.closed"] == [0, 1, 2]


def test_a_group_that_a_full_file_lacks_is_absent_and_stands_until_somebody_settles_it(authority, tmp_path):
    load(tmp_path, child("A1", {"Assessments": ASSESSMENT}))

    loaded = load(tmp_path, child("A1"))

    assert loaded.taken.absent == 1
    assert Loose.now.get().says == (
        "The assessment of Tue 3 June 2025 was in an earlier file and is not in that of Tue 31 March 2026."
    )
    assert Assessment.now.exists()

    back = load(tmp_path, child("A1", {"Assessments": ASSESSMENT}))
    assert (back.taken.superseded, back.contradictions) == (1, [])
    assert not Loose.now.exists()


def test_a_child_whom_a_full_file_lacks_is_absent_only_if_the_file_should_have_it(authority, tmp_path):
    open_still, closed_long_ago = (
        child("A1"),
        child("A2", {"CINreferralDate": "2024-06-03"} | {"CINclosureDate": "2024-10-01", "ReasonForClosure": "RC7"}),
    )
    load(tmp_path, open_still, closed_long_ago, child("A3"), year=2026)

    loaded = load(tmp_path, child("A3"), year=2027)

    assert loaded.taken.absent == 1
    assert Loose.now.get().about_id == Identifier.now.get(value="A1").about_id


def test_what_a_file_of_some_children_lacks_is_not_absent(authority, tmp_path):
    load(tmp_path, child("A1", {"Assessments": ASSESSMENT}), child("A2"))

    loaded = load(tmp_path, child("A1"), full=False)

    assert loaded.taken.absent == 0


def test_another_authoritys_file_says_nothing_of_ours(authority, tmp_path):
    load(tmp_path, child("A1"))

    loaded = load(tmp_path, child("B1"), authority="998")

    assert loaded.taken.absent == 0


def test_an_older_file_does_not_overrule_a_newer(authority, tmp_path):
    load(tmp_path, child("A1", CLOSED))

    loaded = load(tmp_path, child("A1", {"PrimaryNeedCode": "N4"}), year=2025)

    assert (loaded.taken.added, loaded.taken.superseded) == (0, 0)
    assert Referral.now.values_list("primary_need", "closed_on").get() == ("N1", day("13 Oct 2025"))
    assert any("A newer file" in says for says in contradictions(loaded))


def test_a_person_known_here_by_the_authoritys_number_gets_the_entries(authority, tmp_path):
    known = authority.child("Mia", "Made-Up", "3 Feb 2015")
    identify(authority, known, "la_child_id", "A1")

    load(tmp_path, child("A1"))

    assert Person.now.values_list("about", "given").get() == (known, "Mia")
    assert Referral.now.get().about_id == known


def test_a_person_known_here_by_pupil_number_gets_the_entries(authority, tmp_path):
    known = authority.child("Mia", "Made-Up", "3 Feb 2015")
    identify(authority, known, "upn", "A123456789123")

    load(tmp_path, child("A1", UPN="A123456789123"))

    assert Referral.now.get().about_id == known


def test_another_day_of_birth_is_another_person(authority, tmp_path):
    known = authority.child("Mia", "Made-Up", "4 Feb 2015")
    identify(authority, known, "la_child_id", "A1")

    loaded = load(tmp_path, child("A1"))

    assert Referral.now.get().about_id != known
    assert Subject.objects.count() == 2
    assert "Somebody born on Wed 4 February 2015 has this child's number here" in contradictions(loaded)[0]


def test_a_pupil_number_alone_does_not_make_two_children_one(authority, tmp_path):
    load(tmp_path, child("A1", UPN="A123456789123"))

    loaded = load(tmp_path, child("A2", UPN="A123456789123"), full=False)

    assert Subject.objects.count() == 2
    assert any("has the unique pupil number" in says for says in contradictions(loaded))


def test_what_is_recorded_here_stands_and_the_difference_is_listed(authority, tmp_path):
    known = authority.child("Mia", "Made-Up", "3 Feb 2015", sex="M")
    identify(authority, known, "la_child_id", "A1")

    loaded = load(tmp_path, child("A1"))

    person = Person.now.get()
    assert (person.sex, person.ethnicity) == ("M", "WBRI")
    assert contradictions(loaded) == ["The sex here is M; the file says F. What stands here is kept."]


def test_a_second_load_after_a_name_was_given_keeps_the_name(authority, tmp_path):
    load(tmp_path, child("A1"))
    about = Person.now.get().about_id
    record(
        Act("person.described", about, day("4 Apr 2026"), {"given": "Mia", "surname": "Made-Up"}),
        by=authority.actor("Grace"),
        key="name",
    )

    load(tmp_path, child("A1"))

    assert Person.now.get().name == "Mia Made-Up"


@pytest.mark.parametrize("number", ["A/1", "Ä 1", "x" * 40, "A%1"])
def test_any_number_makes_natural_keys(authority, tmp_path, number):
    load(tmp_path, child(number, CLOSED | {"Assessments": ASSESSMENT}))

    again = load(tmp_path, child(number, CLOSED | {"Assessments": ASSESSMENT}))

    assert (again.taken.added, again.taken.superseded, again.taken.absent) == (0, 0, 0)


def identify(authority, about, scheme, value):
    record(
        Act("person.identified", about, LONG_AGO, {"scheme": scheme, "value": value}),
        by=authority.actor("Rita"),
        key=f"{scheme} {value}",
    )


@pytest.mark.parametrize(
    ("element", "value"), [("Ethnicity", "WHITE"), ("CINclosureDate", "soon"), ("ReasonForClosure", "?")]
)
def test_what_cannot_be_read_does_not_take_back_what_was_said_before(authority, tmp_path, element, value):
    load(tmp_path, child("A1", CLOSED))
    unreadable = child("A1", CLOSED | ({element: value} if element in CLOSED else {}))
    if element == "Ethnicity":
        unreadable["ChildCharacteristics"][element] = value

    loaded = load(tmp_path, unreadable)

    assert (loaded.taken.added, loaded.taken.superseded) == (0, 0)
    assert [each.element for each in loaded.refused][0] == element
    assert Referral.now.values_list("closed_on", "close_reason").get() == (day("13 Oct 2025"), "RC7")
    assert Person.now.get().ethnicity == "WBRI"
