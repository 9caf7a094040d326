"""One page with every component in every state, to look at and to test; and the page that lists the keys."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.blocks.widgets import DayField
from goldenthread.oversight.schools import Narrowed, School

TODAY = date(2026, 3, 3)
NOW = datetime(2026, 3, 3, 10, 42, tzinfo=UTC)


class KitForm(forms.Form):
    """Every kind of question."""

    seen_on = DayField(label="When was Jay seen?", help_text="For example, 3 3 2026")
    seen_alone = forms.ChoiceField(
        label="Was Jay seen alone?",
        choices=[("yes", "Yes"), ("no", "No, and why is said below"), ("asked", "Asked, and Jay did not want to")],
        widget=forms.RadioSelect,
    )
    who = forms.MultipleChoiceField(
        label="Who else was there?",
        choices=[("mother", "Mother"), ("father", "Father"), ("nan", "Nan"), ("school", "Somebody from school")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    place = forms.ChoiceField(
        label="Where?",
        choices=[("", ""), ("Homes", [("home", "At home"), ("nans", "At Nan's")]), ("school", "At school")],
    )
    telephone = forms.CharField(
        label="Telephone number used", required=False, help_text="If the visit was by telephone"
    )
    life = forms.CharField(label="What is life like for Jay?", widget=forms.Textarea({"rows": 4}))
    shared = forms.BooleanField(label="Jay has read this, or it was read to him", required=False)
    drawing = forms.FileField(label="A drawing or a photograph", required=False)
    version = forms.CharField(widget=forms.HiddenInput, initial="7")


vars(KitForm.base_fields["life"]).update(
    why="A plan made without the child's day in it helps the adults and misses the child.",
    example="Jay wakes himself and makes his breakfast. He counts the shouting by how many times the dog hides.",
)


def kit_context() -> dict[str, Any]:
    """What kit.html shows: made-up people, and a day that stands still."""
    worker = {"id": "sam", "name": "Sam Abara", "post": "Social worker, Locality East"}
    menu = [
        {"text": "My work", "href": "/", "current": True, "count": 5},
        {"text": "Front door", "href": "/front-door/"},
        {"text": "Team", "href": "/team/"},
        {"text": "Figures", "href": "/figures/"},
        {"text": "Administration", "href": "/administration/"},
    ]
    names = ("Jay M", "Ada K", "Unborn M", "Kofi B", "Lena W", "Tom R", "Isla P", "Noor H")
    visits = [
        {"name": names[n % 8], "age": f"{4 + n % 12} years", "worker": ("Sam Abara", "Ada Birch")[n % 2], "left": n - 3,
         "kind": ("Child protection", "Child in need", "Children looked after")[n % 3], "days": 7 + n * 3}
        for n in range(60)
    ]  # fmt: skip
    wrong = KitForm(
        {
            "seen_on_day": "31",
            "seen_on_month": "Feb",
            "seen_on_year": "2026",
            "who": ["nan"],
            "telephone": "07700 900123",
            "version": "7",
        }
    )
    wrong.is_valid()
    schools = School("st marks", "St Mark's", frozenset()), School("the oaks", "The Oaks", frozenset())
    return {
        "authority": "Ambleford Council", "menu": menu, "person": worker, "today": TODAY, "now": NOW,
        "trail": [{"text": "My work", "href": "/"}, {"text": "Jay M", "href": "/child/jay/"}],
        "form": KitForm(initial={"seen_on": TODAY, "seen_alone": "yes", "who": ["mother", "nan"], "place": "nans"}),
        "wrong": wrong, "visits": visits, "page": Paginator(visits, 5).page(4), "date": date, "datetime": datetime,
        "narrowed": Narrowed("The Oaks", schools),
    }  # fmt: skip


def keys(request: HttpRequest) -> HttpResponse:
    """The list of keys as a page, for those without script."""
    return render(request, "keys.html")
