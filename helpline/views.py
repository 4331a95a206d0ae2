"""The pages for readers, and the record as data. No view reads the clock: the record is shown at `request.at`."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from helpline.data import as_data, as_json_ld
from helpline.panel import for_request


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Every way to get help, immediate danger first."""
    return render(request, "helpline/helpline.html", {"json_ld": as_json_ld(for_request(request))})


@require_safe
def staying_safe_online(request: HttpRequest) -> HttpResponse:
    """What the exit link does and does not do."""
    return render(request, "helpline/staying_safe_online.html")


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """The record as data (helpline/data.py), for any site to read: it is the same for everyone and holds no secret."""
    answer = JsonResponse(as_data(for_request(request)), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
