"""Change forms that carry the rich-text editor."""

from typing import Any

from csp.decorators import csp_update
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator

# CKEditor 4 writes its own style attributes and event handlers. Inline code is allowed on these forms alone; what they
# send is cleaned on the server all the same (releases/richtext.py).
EDITOR_CSP = csp_update({"script-src": ["'unsafe-inline'"], "style-src": ["'unsafe-inline'"]})


class RichTextAdmin(admin.ModelAdmin):
    @method_decorator(EDITOR_CSP)
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().changeform_view(request, *args, **kwargs)
