"""The law as a table, for everybody to read: where every date on a screen comes from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from goldenthread.casework.lawbook import areas, law_pages
from goldenthread.casework.rules import rules_now
from goldenthread.language import handbook


def law(request: HttpRequest) -> HttpResponse:
    """Every rule with its source, whether somebody read it, and its dates; each has an anchor of its own."""
    rules = rules_now()
    asked, area = request.GET.get("q", "").strip(), request.GET.get("area", "")
    shown = law_pages(rules, book=handbook(), today=timezone.localdate(), asked=asked, area=area)
    return render(request, "law/law.html", {"rules": shown, "areas": areas(rules), "area": area, "asked_law": asked})


urlpatterns = [path("law/", law, name="law")]
