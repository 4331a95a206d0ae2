from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = "Accounts"  # all that it has at the desk: the log of accounts
