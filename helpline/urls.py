"""Mounted at the root. Addresses never change once published."""

from django.urls import path

from helpline import views

app_name = "helpline"

urlpatterns = [
    path("helpline/", views.page, name="page"),
    path("helpline.json", views.data, name="data"),
    path("staying-safe-online/", views.staying_safe_online, name="staying-safe-online"),
]
