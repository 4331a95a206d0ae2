"""Who may be quoted: our spokespeople, with the roles they held and when."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from releases.richtext import RichText


class Spokesperson(models.Model):
    """A person of ours who may be quoted. A page of their own exists only by tick, and only while a visible edition
    quotes them."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True, help_text="The page's address. It never changes once public.")
    listed = models.BooleanField(
        "has a public page",
        default=False,
        help_text="Off until the person agrees. Without it the name stands in statements and nowhere else.",
    )
    biography = RichText(blank=True, help_text="Public, if listed. Never where someone lives, works or will be.")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "spokespeople"

    def __str__(self) -> str:
        return self.name

    def role_on(self, day: date) -> str:
        """The role held on a day (London), or an empty string."""
        held = [r for r in self.roles.all() if r.held_on(day)]
        return max(held, key=lambda r: r.held_from).title if held else ""


class Role(models.Model):
    """A role, with the days on which it was held, so that an old release keeps the old title."""

    spokesperson = models.ForeignKey(Spokesperson, on_delete=models.CASCADE, related_name="roles")
    title = models.CharField(max_length=160, help_text="As printed after the name, e.g. Director of Services.")
    held_from = models.DateField()
    held_until = models.DateField(null=True, blank=True, help_text="The last day. Leave empty while it is held.")

    class Meta:
        ordering = ["-held_from"]
        constraints = [
            models.CheckConstraint(
                name="role_dates_in_order", condition=Q(held_until__isnull=True) | Q(held_until__gte=F("held_from"))
            )
        ]

    def __str__(self) -> str:
        return self.title

    def held_on(self, day: date) -> bool:
        """Whether the role was held on a day (London)."""
        return self.held_from <= day and (self.held_until is None or self.held_until >= day)
