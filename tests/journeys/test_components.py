"""Every component in every state: no violation of axe at 320, 768 and 1280 pixels, nothing that scrolls sideways."""

from django.template.loader import render_to_string

from goldenthread.doors.office.kit import kit_context
from tests.journeys.conftest import EVERYTHING, WIDTHS


def test_the_kit(visitor, authority, axe, shot):
    page = visitor()
    page.goto("/sign-in/")
    page.set_content(render_to_string("kit.html", kit_context(), using="jinja2"))
    page.wait_for_load_state("networkidle")
    axe(page, asked=dict.fromkeys(WIDTHS, EVERYTHING))
    shot(page, "components")
