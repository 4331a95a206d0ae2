"""The desk's list of words to avoid, begun with those that the guidelines on reporting abuse name.

Level Up's guidelines (dignity, accuracy, accountability), endorsed by IPSO and IMPRESS. From here on the list is the
desk's own: nothing here is put back once somebody has taken it out.
"""

from typing import Any

from django.db import migrations, models

# words, right in, advice
SEED = (
    (
        "tragedy, tragedies, tragic, tragically",
        "",
        "A tragedy is nobody’s doing. Say what was done, and who did it.",
    ),
    (
        "horror, horrors, horrific, horrifying, horrifically",
        "horror film, horror films",
        "It sells the story and hurts those in it. Say plainly what happened, and no more than is needed.",
    ),
    (
        "domestic incident, domestic incidents, domestic dispute, domestic disputes",
        "",
        "Name it: domestic abuse, assault, murder. An incident has no one who did it.",
    ),
    (
        "crime of passion, crimes of passion",
        "",
        "Love is no reason for violence. Say murder, or killing, and leave the excuse out.",
    ),
    (
        "row, rows, rowed, rowing",
        "in a row, front row, back row, row of, rows of, row and column, rowing boat, rowing club, rowing team, death row",
        "A row has two sides. If one person was violent, say so.",
    ),
    (
        "snapped",
        "snapped a photo, snapped a picture, snapped up, snapped shut",
        "Nobody snaps: abuse is a choice and most often a pattern. Say what he did before.",
    ),
    (
        "triggered him, triggered the attack, triggered the assault, triggered the violence, provoked him, drove him to, "
        "pushed him over the edge",
        "",
        "It lends the abuser an excuse. Who did it answers for it alone.",
    ),
)


def begin(apps: Any, schema_editor: Any) -> None:
    words = apps.get_model("releases", "AvoidedWord")
    words.objects.bulk_create(words(words=forms, right_in=right, advice=advice) for forms, right, advice in SEED)


class Migration(migrations.Migration):
    dependencies = [
        ("releases", "0006_batches_brought_in"),
    ]

    operations = [
        migrations.CreateModel(
            name="AvoidedWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "words",
                    models.TextField(
                        help_text="One form a line, or with commas: row, rows, rowed. Whole words are found, whatever "
                        "their case. A form that is not listed is not found: write the plural, the past, the Welsh one "
                        "with its mutations.",
                        verbose_name="words, in every form",
                    ),
                ),
                (
                    "right_in",
                    models.TextField(
                        blank=True,
                        help_text="Phrases in which the word is right, in the same way: in a row, front row.",
                        verbose_name="leave alone in",
                    ),
                ),
                (
                    "advice",
                    models.CharField(
                        help_text="What to think of instead, as a sentence: “Name it as abuse; an incident has no one "
                        "who did it.”",
                        max_length=300,
                    ),
                ),
                ("active", models.BooleanField(default=True, help_text="Off keeps the entry here and warns no more.")),
            ],
            options={
                "verbose_name": "word to avoid",
                "verbose_name_plural": "words to avoid",
                "ordering": ["words"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="avoided_word_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("advice", ""), _negated=True), name="avoided_word_has_advice"
                    ),
                ],
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
