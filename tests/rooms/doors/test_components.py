"""The components: what a template may not do, and that every part of them is dressed."""

import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings

from goldenthread.doors.command import assets
from goldenthread.doors.office import errors
from goldenthread.doors.office.kit import kit_context

OFFICE = Path(errors.__file__).parent
TEMPLATES = sorted(OFFICE.glob("templates/**/*.html"))
COMPONENTS = sorted(OFFICE.glob("templates/components/*.html"))
# Names that need no rule: how a thing looks when nothing more is said of it.
UNDRESSED = {
    *("govuk-checkboxes", "govuk-radios", "govuk-table__body", "govuk-table__head", "govuk-tag--blue"),
    *("moj-pagination", "gt-alert__title", "gt-banner--information", "gt-columns--2", "gt-far", "gt-field"),
    *("gt-filter__word", "gt-line__what", "gt-panel--calm", "gt-question", "gt-stat--plain"),
}


@pytest.fixture(autouse=True)
def plain_names() -> Iterator[None]:
    """Style sheets under their own names, without gathering them first."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}):
        yield


@pytest.fixture
def kit() -> str:
    return render_to_string("kit.html", kit_context(), using="jinja2")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(OFFICE / "templates")))
def test_no_template_needs_an_exception_from_the_content_security_policy(template: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", template.read_text(), flags=re.DOTALL)
    assert not re.findall(r"<style\b|\sstyle=|\son[a-z]+=\"|href=\"javascript:", text)
    assert not [tag for tag in re.findall(r"<script\b[^>]*>", text) if "src=" not in tag]


def test_a_name_that_a_template_was_not_given_is_an_error() -> None:
    template = engines["jinja2"].from_string("{{ child.warning }}")
    with pytest.raises(jinja2.UndefinedError, match="warning"):
        template.render({"child": {"name": "Jay"}})


def test_what_people_wrote_is_shown_and_never_run() -> None:
    source = '{% from "components/alerts.html" import alert %}{{ alert(words) }}{{ words }}'
    page = engines["jinja2"].from_string(source).render({"words": "<script>alert(1)</script>"})
    assert "<script>" not in page
    assert page.count("&lt;script&gt;") == 2


def test_every_class_has_a_rule_in_a_style_sheet(kit: str) -> None:
    assets.build(settings.VAR / "assets", work=settings.VAR / "assets-work", tests=settings.VAR / "test-assets")
    sheets = [*(settings.VAR / "assets").glob("*/*.css"), *OFFICE.glob("static/office/*.css")]
    ruled = set(re.findall(r"\.(-?[_a-zA-Z][\w-]*)", "".join(path.read_text() for path in sheets)))
    used = {name for names in re.findall(r'class="([^"]*)"', kit) for name in names.split()}
    assert used - ruled - UNDRESSED == set()


def test_the_kit_shows_every_macro_and_the_how_to_lists_it_as_it_is() -> None:
    shown = "".join((OFFICE / "templates" / name).read_text() for name in ("kit.html", "base.html"))
    # What one component makes of another is shown with it.
    shown += "".join(re.sub(r"\{% macro.*", "", path.read_text()) for path in COMPONENTS)
    told = " ".join((assets.ROOT / "docs/how-to/screens.md").read_text().split())
    for path in COMPONENTS:
        for name, words in re.findall(r"\{% macro ([a-z]\w*)\((.*?)\) -?%\}", path.read_text(), re.DOTALL):
            assert re.search(rf"\b{name}\(", shown), f"kit.html does not show {name} of {path.name}."
            signature = f"{name}({' '.join(words.split())})"
            assert signature in told, f"docs/how-to/screens.md does not say {signature} of {path.name}."


@pytest.mark.parametrize("number", [400, 403, 404, 500, 503])
def test_an_error_page_needs_nothing(number: int) -> None:
    page = render_to_string(f"errors/{number}.html", {}, using="jinja2")
    assert page.count("<h1") == 1
    assert '<main id="main"' in page


def test_a_refusal_says_why_and_what_to_do() -> None:
    asked = RequestFactory().get("/child/jay/")
    asked.user = AnonymousUser()
    page = errors.refused(asked, exception=PermissionError("This part of the record is the adoption team's."))
    assert page.status_code == 403
    said = page.content.decode()
    assert "This part of the record is the adoption team" in said
    assert "If you need it for your work" in said
