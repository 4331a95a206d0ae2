from django.contrib.admin.apps import AdminConfig


class NewsdeskConfig(AdminConfig):
    """Django's admin, with our door in front of it."""

    default_site = "newsroom.door.site.Newsdesk"
