"""The desk's own list of words to think twice about."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from releases.listed_words import phrases


class AvoidedWord(models.Model):
    """A word or phrase, in all its forms, and what to think of instead. It warns and never blocks."""

    words = models.TextField(
        "words, in every form",
        help_text="One form a line, or with commas: row, rows, rowed. Whole words are found, whatever their case. A "
        "form that is not listed is not found: write the plural, the past, the Welsh one with its mutations.",
    )
    right_in = models.TextField(
        "leave alone in",
        blank=True,
        help_text="Phrases in which the word is right, in the same way: in a row, front row.",
    )
    advice = models.CharField(
        max_length=300,
        help_text="What to think of instead, as a sentence: “Name it as abuse; an incident has no one who did it.”",
    )
    active = models.BooleanField(default=True, help_text="Off keeps the entry here and warns no more.")

    class Meta:
        ordering = ["words"]
        verbose_name = "word to avoid"
        verbose_name_plural = "words to avoid"
        constraints = [
            models.CheckConstraint(name="avoided_word_has_words", condition=~Q(words="")),
            models.CheckConstraint(name="avoided_word_has_advice", condition=~Q(advice="")),
        ]

    def __str__(self) -> str:
        return self.words.partition("\n")[0].partition(",")[0]

    def clean(self) -> None:
        if not phrases(self.words, 0):
            raise ValidationError({"words": "There is no word in it. Write at least one, with letters or digits."})
