"""`goldenthread load FILE`: everything in the file is found again, on the facts or on the list of what was refused."""

import csv
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest

from goldenthread.casework.writing import tables
from goldenthread.doors.command.main import main
from goldenthread.doors.feeds.cin import Loaded
from goldenthread.facts.models import Identifier, Person, Referral
from goldenthread.record.models import Entry
from tests.census import census, child, load_file

DATA = Path(__file__).resolve().parents[2] / "data"
SAMPLES = ["sample_332_children.xml", "sample_2_children_2026.xml"]


@pytest.mark.parametrize("name", SAMPLES)
def test_everything_in_a_file_is_found_again_and_a_second_load_writes_nothing_at_all(authority, name):
    loaded = load_file(DATA / name)
    every_child_and_every_episode_is_found_on_the_facts_or_on_the_list(name, loaded)
    every_value_is_found_in_an_entry_or_on_the_list(name, loaded)
    before = Entry.objects.count(), {name: model.objects.count() for name, model in tables().items()}

    again = load_file(DATA / name)

    assert (again.taken.added, again.taken.superseded, again.taken.absent) == (0, 0, 0)
    assert before == (Entry.objects.count(), {name: model.objects.count() for name, model in tables().items()})


def every_child_and_every_episode_is_found_on_the_facts_or_on_the_list(name: str, loaded: Loaded) -> None:
    """Counted by a walk of its own through the file."""
    refused = Counter((each.element, each.child) for each in loaded.refused)
    numbers = dict(Identifier.now.filter(scheme="la_child_id").values_list("value", "about"))
    facts = Counter(Referral.now.values_list("about", "referral_date", "source_code", "close_reason"))
    for one in ET.parse(DATA / name).getroot().iter("Child"):
        number = one.findtext("ChildIdentifiers/LAchildID", "").strip()
        if refused["Child", number]:
            refused["Child", number] -= 1
            continue
        assert Person.now.filter(about=numbers[number]).exists(), f"{number} is lost"
        for referral in one.iter("CINdetails"):
            day = referral.findtext("CINreferralDate", "")
            said = (referral.findtext("ReferralSource", ""), referral.findtext("ReasonForClosure", ""))
            found = next(
                (key for key in facts if (key[0], str(key[1]), *key[2:]) == (numbers[number], day, *said)), None
            )
            if found is None:
                refused["CINdetails", number] -= 1
                assert refused["CINdetails", number] >= 0, f"{number}'s referral of {day} is lost"
            else:
                facts -= Counter([found])
    assert not facts, "The facts have referrals that no file has"


def every_value_is_found_in_an_entry_or_on_the_list(name: str, loaded: Loaded) -> None:
    """As many times as the file says it, counted over the whole file."""
    kept = Counter[str]()
    for happened, answers in Entry.objects.values_list("happened_on", "answers"):
        kept[str(happened)] += 1
        for answer in (answers or {}).values():
            kept.update(map(str, answer if isinstance(answer, list) else [answer]))
    listed = Counter(each.value for each in loaded.refused)
    words = {"true": "yes", "1": "yes", "false": "no", "0": "no"}
    for one in ET.parse(DATA / name).getroot().iter("Child"):
        for element in one.iter():
            value = (element.text or "").strip()
            if len(element) or not value:
                continue
            as_kept = words.get(value, value) if element.tag in YES_NO else value
            assert kept[as_kept] or listed[value], f"{element.tag} {value} is lost"
            (kept if kept[as_kept] else listed)[as_kept if kept[as_kept] else value] -= 1


YES_NO = {"ReferralNFA", "ICPCnotRequired", "FGDMMeetingOffer", "FGDMMeetingFac"}


def test_the_command_says_what_became_of_the_file_and_lists_what_it_refused(authority, tmp_path, capsys):
    report = tmp_path / "report.csv"

    code = main(["load", str(DATA / SAMPLES[1]), "--report", str(report)])

    said = capsys.readouterr().out
    assert code == 0
    assert "2 children\n19 entries added, 0 superseded, 0 unchanged" in said
    rows = list(csv.DictReader(report.read_text("utf-8-sig").splitlines()))
    assert {
        "what": "refused",
        "line": "46",
        "child": "DfEX0000001",
        "element": "AssessmentFactors",
        "value": "RB",
        "why": "The code list has no such code.",
    } in rows
    assert sum(row["what"] == "cannot be true" for row in rows) == 15


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "is no whole XML file"),
        ("date;child\n2026-03-31;A1", "is no whole XML file"),
        ("<Message><Header>", "is no whole XML file"),
        ("<Children/>", "is no CIN Census"),
        (census(child()).replace("<Collection>CIN", "<Collection>SSDA903"), "a collection of SSDA903, not of CIN"),
        (census(child()).replace("<LEA>999</LEA>", ""), "The header's LEA is missing"),
        (
            census(child()).replace("<ReferenceDate>2026-03-31", "<ReferenceDate>March"),
            "The header's ReferenceDate is Ma",
        ),
        ('<!DOCTYPE Message [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + census(child("&x;")), "document type"),
        ('<!DOCTYPE Message [<!ENTITY x "x">]>' + census(child()), "document type"),
    ],
)
def test_a_file_that_is_no_census_is_refused_whole_in_a_sentence(authority, tmp_path, capsys, content, sentence):
    path = tmp_path / "census.xml"
    path.write_text(content)

    assert main(["load", str(path)]) == 1

    assert sentence in capsys.readouterr().err
    assert not Entry.objects.exists()


def test_a_file_that_breaks_off_changes_nothing(authority, tmp_path, capsys):
    path = tmp_path / "census.xml"
    path.write_text(census(*(child(f"A{n}") for n in range(300)))[:-200])

    assert main(["load", str(path)]) == 1

    assert not Entry.objects.exists()


def test_there_must_be_a_file_and_a_team(db, tmp_path, capsys):
    assert main(["load", str(tmp_path / "nothing.xml")]) == 64
    assert main(["load", str(DATA / SAMPLES[1])]) == 78

    said = capsys.readouterr().err
    assert "There is no file" in said
    assert "There is no team yet" in said


@pytest.mark.parametrize(
    ("changed", "element", "reason"),
    [
        (("<Ethnicity>WBRI", "<Ethnicity>XXXX"), "Ethnicity", "The code list has no such code."),
        (("<Ethnicity>WBRI</Ethnicity>", ""), "Ethnicity", "Ethnicity is missing from ChildCharacteristics."),
        (("<Ethnicity>WBRI", "<Ethnicity>"), "Ethnicity", "Ethnicity is empty."),
        (("<PersonBirthDate>2015-02-03", "<PersonBirthDate>03/02/2015"), "PersonBirthDate", "year-month-day"),
        (("<PersonBirthDate>2015-02-03", "<PersonBirthDate>2015-02-30"), "PersonBirthDate", "There is no such day."),
        (("<ReferralNFA>0", "<ReferralNFA>maybe"), "ReferralNFA", "Say 1 or true"),
        (("<CINreferralDate>2025-06-02", "<CINreferralDate>1066-10-14"), "CINreferralDate", "No record goes from"),
        (("<ReferralNFA>", "<Shoes>42</Shoes><ReferralNFA>"), "Shoes", "The census has no Shoes in CINdetails."),
        (("<ReferralNFA>", "<ReferralSource>1A</ReferralSource><ReferralNFA>"), "ReferralSource", "stands twice"),
        (
            ("<ReferralNFA>", "<ReasonForClosure>RC7</ReasonForClosure><ReferralNFA>"),
            "ReasonForClosure",
            "no closure da",
        ),
        (("<LAchildID>A1", "<LAchildID>"), "Child", "Without LAchildID nobody can say"),
    ],
)
def test_what_is_refused_is_listed_with_its_line_and_the_rest_comes_in(authority, tmp_path, changed, element, reason):
    path = tmp_path / "census.xml"
    before, after = changed
    whole = census(child("A1"), child("A2"))
    path.write_text(whole.replace(before, after, 1))
    line = whole[: whole.index(before)].count("\n") + 1

    loaded = load_file(path)

    found = [each for each in loaded.refused if each.element == element and reason in each.reason]
    assert len(found) == 1, loaded.refused
    assert 0 <= line - found[0].line <= (0 if element in after and "missing" not in reason else 5)
    assert Identifier.now.filter(value="A2").exists()
    assert Identifier.now.filter(value="A1").exists() is (element != "Child")


def test_a_group_without_its_date_is_listed_with_all_that_stands_in_it(authority, tmp_path):
    path = tmp_path / "census.xml"
    path.write_text(census(child("A1", {"Assessments": {"AssessmentAuthorisationDate": "2025-07-10"}})))

    loaded = load_file(path)

    (group,) = [each for each in loaded.refused if each.element == "Assessments"]
    assert group.value == "AssessmentAuthorisationDate=2025-07-10"


def test_the_same_child_twice_is_listed_and_the_first_comes_in(authority, tmp_path):
    path = tmp_path / "census.xml"
    path.write_text(census(child("A1"), child("A1", {"CINreferralDate": "2024-01-08"})))

    loaded = load_file(path)

    assert [each.element for each in loaded.refused] == [
        "Child",
        "ChildIdentifiers",
        "ChildCharacteristics",
        "Disabilities",
        "CINdetails",
    ]
    assert Referral.now.count() == 1


def test_a_namespace_is_no_hindrance(authority, tmp_path):
    path = tmp_path / "census.xml"
    path.write_text(census(child("A1")).replace("<Message>", '<Message xmlns="http://example.org/cin">'))

    assert load_file(path).taken.added == 2
