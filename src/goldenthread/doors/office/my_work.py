"""What a worker opens in the morning."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


def my_work(request: HttpRequest) -> HttpResponse:
    """What needs me now, is overdue, due, and waits for me."""
    return render(request, "my_work/my_work.html")


urlpatterns = [path("", my_work, name="my_work")]
