import datetime as dt
from itertools import pairwise

import pytest

from goldenthread.standards import codes

IN_2023_24 = dt.date(2023, 6, 1)
IN_2024_25 = dt.date(2024, 6, 1)
IN_2026 = dt.date(2026, 3, 2)


def test_a_code_says_what_it_means():
    assert codes.label("cin.referral_source", "6") == "POLICE"
    assert list(codes.of("cin.referral_source"))[:2] == ["1A", "1B"]
    assert len(codes.of("cin.referral_source")) == 22


@pytest.mark.parametrize(
    ("name", "on", "yes", "no"),
    [
        ("cin.assessment_factors", IN_2023_24, "18A 18B 19A 24A", ""),
        ("cin.assessment_factors", IN_2024_25, "18B 18C 19B 19C", "18A 19A"),
        ("cin.assessment_factors", dt.date(2019, 6, 1), "18A 19A", "18B 18C 19B 19C 24A"),
        ("cin.sex", IN_2023_24, "1 2", "M F U"),
        ("cin.sex", IN_2024_25, "M F U", "1 2"),
        ("ssda903.sex", IN_2026, "M F U", "1 2"),
        ("ssda903.place", IN_2026, "K3 Z11 U1", "H5 P2 Z1"),
        ("ssda903.place", IN_2024_25, "K3 Z1", "H5 P2 Z11"),
        ("ssda903.place", IN_2023_24, "H5 P2 Z1", "K3 Z11"),
        ("ssda903.accom", IN_2026, "S2 X2", "S1 X1"),
    ],
)
def test_a_code_is_offered_only_in_its_years(name, on, yes, no):
    offered = codes.of(name, on)
    assert set(yes.split()) <= set(offered)
    assert not set(no.split()) & set(offered)


def test_a_reworded_code_reads_as_it_was_worded_then():
    assert codes.label("cin.primary_need_code", "N1", IN_2024_25) == "Abuse or neglect"
    assert codes.label("cin.primary_need_code", "N1", IN_2026) == "Abuse, neglect and exploitation"
    assert codes.label("cin.primary_need_code", "N1") == "Abuse, neglect and exploitation"


def test_a_retired_code_can_still_be_read():
    assert codes.label("cin.sex", "1") == "Male"
    with pytest.raises(codes.UnknownCode, match="'1' on 2026-03-02"):
        codes.label("cin.sex", "1", IN_2026)


def test_what_the_returns_do_not_have_is_refused():
    with pytest.raises(codes.UnknownCode, match="cin.referral_source"):
        codes.of("cin.referal_source")
    with pytest.raises(codes.UnknownCode, match="no code 'ZZ'"):
        codes.label("cin.referral_source", "ZZ")


@pytest.mark.parametrize("name", codes.lists())
def test_every_code_has_a_label_a_source_and_one_wording_at_a_time(name):
    rows = codes.rows(name)
    assert rows
    for row in rows:
        assert row.label.strip() == row.label != ""
        assert row.source
        assert row.label_source
        assert row.since <= row.until
    for code in {row.code for row in rows}:
        wordings = [row for row in rows if row.code == code]
        assert all(earlier.until < later.since for earlier, later in pairwise(wordings))


def test_a_label_no_source_gives_says_so_to_the_reader():
    unknown = [row for name in codes.lists() for row in codes.rows(name) if "placeholder" in row.label_source]
    assert {row.code for row in unknown} == {"UN6", "A", "B", "C", "Z11", "Z12", "Z13", "Z14"}
    assert all("to be confirmed" in row.label for row in unknown)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("2A", "Schools"),
        ("3A", "Health services – general practitioner (GP)"),
        ("3E", "Health services – A&E (accident and emergency department)"),
        ("5D", "LA services – early help"),
        ("6", "Police"),
    ],
)
def test_a_published_label_is_said_as_people_say_it(code, said):
    assert codes.spoken(codes.label("cin.referral_source", code)) == said
