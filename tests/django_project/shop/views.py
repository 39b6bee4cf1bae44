"""The shop's API."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from shop.signals import api_accessed


def order(request: HttpRequest, order_id: int) -> JsonResponse:
    """Say hello, and what the receivers of `api_accessed` answered."""
    answers = [answer for _, answer in api_accessed.send(sender="order", request=request, order_id=order_id)]
    return JsonResponse({"order": order_id, "answers": answers})


def broken(request: HttpRequest) -> HttpResponse:
    """Fail as views do."""
    raise RuntimeError("this view is broken")
