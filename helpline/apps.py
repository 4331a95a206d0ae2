from django.apps import AppConfig


class HelplineConfig(AppConfig):
    name = "helpline"
    verbose_name = "Who answers"
    default_auto_field = "django.db.models.BigAutoField"
