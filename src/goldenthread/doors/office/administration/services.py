"""The directory of services, kept by the administrator."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from goldenthread.casework import services
from goldenthread.casework.administration import CannotChange
from goldenthread.doors.office import administration_forms as asks
from goldenthread.doors.office.administration.asking import ask, change, page
from goldenthread.doors.office.request import Request
from goldenthread.timekeeping import spoken


def listed(request: Request) -> HttpResponse:
    """Every service, those that have ended last."""
    return page(request, "administration/services.html", services=services.lines(today=timezone.localdate()))


def _said(given: dict[str, Any]) -> services.ServiceSaid:
    names = ("name", "helps_with", "offers", "contact", "area", "age_from", "age_to")
    return services.ServiceSaid(**{name: given[name] for name in names})


def new(request: Request) -> HttpResponse:
    """A service that families can be sent to."""
    form = asks.NewService(request.POST or None, initial={"since": timezone.localdate()})

    def do() -> str:
        services.add(_said(form.cleaned_data), since=form.cleaned_data["since"], change=change(request, form))
        return f"{form.cleaned_data['name']} is in the directory."

    return ask(
        request, form, do, title="Add a service", button="Add the service", back=reverse("administration_services"),
    )  # fmt: skip


def edit(request: Request, service: int) -> HttpResponse:
    """Change what the directory says of a service."""
    line = _line(service)
    now = {name: getattr(line.said, name) for name in line.said.__dataclass_fields__}
    form = asks.Service(request.POST or None, initial=now)

    def do() -> str:
        services.put_right(service, _said(form.cleaned_data), change=change(request, form))
        return f"{form.cleaned_data['name']} is changed."

    return ask(
        request, form, do, title=f"Change {line.said.name}", button="Change the service",
        back=reverse("administration_services"),
        intro="What records say of it stays as it was said.",
    )  # fmt: skip


def end(request: Request, service: int) -> HttpResponse:
    """A service that families can no longer be sent to."""
    line = _line(service)
    form = asks.LastDay(request.POST or None)

    def do() -> str:
        services.end(service, on=form.cleaned_data["on"], change=change(request, form))
        return f"{line.said.name} ends on {spoken(form.cleaned_data['on'])}."

    return ask(
        request, form, do, title=f"End {line.said.name}", button="End the service",
        back=reverse("administration_services"),
        intro="It is offered no longer after that day. Whoever was sent there is still asked what came of it.",
    )  # fmt: skip


def _line(service: int) -> services.ServiceLine:
    try:
        return services.one(service)
    except CannotChange as missing:
        raise Http404 from missing


urlpatterns = [
    path("administration/services/", listed, name="administration_services"),
    path("administration/services/new/", new, name="administration_service_new"),
    path("administration/services/<int:service>/", edit, name="administration_service"),
    path("administration/services/<int:service>/end/", end, name="administration_service_end"),
]
