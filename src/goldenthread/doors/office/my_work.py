"""What a worker opens in the morning."""

from typing import Any, cast, get_args

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from goldenthread.blocks.numbers import whole_number
from goldenthread.casework import access, openings, worklist
from goldenthread.doors.office import links
from goldenthread.doors.office.frame import address
from goldenthread.doors.office.request import Request
from goldenthread.language import Role
from goldenthread.oversight import desk, workforce


def my_work(request: Request) -> HttpResponse:
    """What needs me now, is overdue, due, and waits for me."""
    actor: access.Actor = request.actor
    if access.serves(actor, "portal"):
        return HttpResponseRedirect(reverse("portal"))
    now = timezone.localtime()
    greeting = "Good morning" if now.hour < 12 else "Good afternoon" if now.hour < 18 else "Good evening"
    context: dict[str, Any] = {
        "greeting": f"{greeting}, {actor.name.split()[0]}",
        "actor": actor,
        "today": now.date(),
        "links": links,
    }
    if actor.role in (Role.ANALYST, Role.ADMINISTRATOR):
        return render(request, "my_work/elsewhere.html", context | {"administrator": actor.role is Role.ADMINISTRATOR})
    asked = request.GET.get("by", "date")
    by = cast(worklist.By, asked if asked in get_args(worklist.By) else "date")
    everything = request.GET.get("whose", "own" if actor.role.manages else "all") == "all"
    page = whole_number(request.GET.get("page", "")) or 1
    work = worklist.my_work(actor, now=now, by=by, all_involved=everything, page=page)
    grave = workforce.grave_signals(actor, children=work.children, now=now)
    reviews = openings.to_review(actor, now=now, calendar=work.calendar) if actor.role.manages else []
    named = [*work.named(), *(one.child.id for one in grave), *(one.child.id for one in reviews)]
    access.listed(actor, named, page="my_work", at=now)
    context |= {
        "work": work, "grave": grave, "reviews": reviews, "calm": _useful(actor),
        "desk": desk.open_for(actor) if actor.role.manages else None,
        "pager": Paginator(range(work.total), worklist.MOST).get_page(work.page),
    }  # fmt: skip
    return render(request, "my_work/my_work.html", context)


def _useful(actor: access.Actor) -> dict[str, str]:
    """The next useful thing, when nothing waits."""
    if actor.duty:
        return {"text": "Look at the front-door board", "href": address("front_door")}
    if actor.role.manages:
        return {"text": "Look at your team", "href": address("team")}
    return {"text": "Find a child or a person", "href": address("find")}


def posts(request: Request) -> HttpResponse:
    """The posts that I hold today, to act in one of them."""
    actor: access.Actor = request.actor
    held = access.posts_of(actor, at=timezone.now())
    shown = [
        {"id": post.pk, "title": post.title, "team": post.team.name, "here": post.pk == actor.post} for post in held
    ]
    return render(request, "my_work/posts.html", {"posts": shown})


def change_post(request: Request) -> HttpResponse:
    """Act in another of my posts from now on; one that I do not hold changes nothing."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("posts"))
    actor: access.Actor = request.actor
    asked = request.POST.get("post", "")
    if asked in {str(post.pk) for post in access.posts_of(actor, at=timezone.now())}:
        request.session["post"] = int(asked)
    return HttpResponseRedirect(reverse("my_work"))


urlpatterns = [
    path("", my_work, name="my_work"),
    path("posts/", posts, name="posts"),
    path("posts/change/", change_post, name="change_post"),
]
