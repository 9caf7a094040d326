"""What the field macro is told of each question, whatever widget asks it."""

import pytest
from django import forms
from django.http import QueryDict

from goldenthread.doors.office.fields import describe, mistakes
from goldenthread.doors.office.jinja import query
from goldenthread.doors.office.kit import KitForm

KINDS = {
    "seen_on": "date", "seen_alone": "radios", "who": "checkboxes", "place": "select", "telephone": "input",
    "life": "textarea", "shared": "tick", "drawing": "file", "version": "hidden",
}  # fmt: skip


def test_every_kind_of_question_is_known_and_the_kit_asks_each() -> None:
    assert {bound.name: describe(bound)["kind"] for bound in KitForm()} == KINDS


def test_a_template_may_ask_a_list_as_radios() -> None:
    told = describe(KitForm()["place"], kind="radios")
    assert [option["value"] for option in told["options"]] == ["home", "nans", "school"]
    assert told["options"][0]["id"] == "id_place"


@pytest.mark.parametrize("kind", ["select", "radios", "checkboxes"])
def test_no_two_choices_share_an_id(kind: str) -> None:
    ids = [option["id"] for option in describe(KitForm()["place"], kind=kind)["options"]]
    assert len(ids) == len(set(ids))


def test_what_was_chosen_stays_chosen_and_keeps_its_group() -> None:
    options = describe(KitForm(initial={"place": "nans"})["place"])["options"]
    assert [option["value"] for option in options if option["checked"]] == ["nans"]
    assert [option["group"] for option in options] == ["", "Homes", "Homes", ""]
    who = describe(KitForm({"who": ["nan", "school"]})["who"])["options"]
    assert [option["value"] for option in who if option["checked"]] == ["nan", "school"]


def test_a_number_is_chosen_as_a_number_or_as_its_text() -> None:
    class Scale(forms.Form):
        safe = forms.TypedChoiceField(choices=[(n, str(n)) for n in range(11)], coerce=int)

    for value in (0, "0"):
        assert [
            one["value"] for one in describe(Scale(initial={"safe": value})["safe"])["options"] if one["checked"]
        ] == ["0"]


def test_hint_and_error_describe_the_question() -> None:
    assert describe(KitForm()["seen_on"])["described_by"] == "id_seen_on-hint"
    assert describe(KitForm({})["seen_on"])["described_by"] == "id_seen_on-hint id_seen_on-error"


def test_the_summary_names_each_question_and_leads_to_where_it_is_mended() -> None:
    form = KitForm({"seen_on_day": "31", "seen_on_month": "2", "seen_on_year": "2026", "version": "7", "life": "x"})
    form.add_error(None, "Ada Birch recorded this visit at 10:40.")
    assert mistakes(form) == [
        {"text": "Ada Birch recorded this visit at 10:40.", "href": ""},
        {"text": "Enter a real date, such as 3 3 2026 or 3 March 2026.", "href": "#id_seen_on_day"},
        {"text": "Answer: Was Jay seen alone?", "href": "#id_seen_alone"},
        {"text": "Answer: Where?", "href": "#id_place"},
    ]


def test_two_forms_on_a_page_keep_their_questions_apart() -> None:
    told = describe(KitForm(prefix="jay")["seen_on"])
    assert [part["name"] for part in told["parts"]] == ["jay-seen_on_day", "jay-seen_on_month", "jay-seen_on_year"]


def test_the_pages_own_question_changes_only_where_told() -> None:
    asked = QueryDict("team=east&team=west&page=3")
    assert query(asked, page=None, sort="-due") == "?team=east&team=west&sort=-due"
    assert query({"team": "east"}, team=["a", "b"]) == "?team=a&team=b"
    assert asked.urlencode() == "team=east&team=west&page=3"
