"""The database refuses to change or delete an event; the log knows before and after, and the newsroom as a whole."""

import django.db.models.deletion
from django.db import migrations, models

from releases.triggers import only_add_events


class Migration(migrations.Migration):
    dependencies = [("releases", "0011_restrictions_and_cases")]

    operations = [
        migrations.AlterModelOptions(
            name="event",
            options={
                "ordering": ["-at", "-pk"],
                "permissions": [
                    ("read_log", "Can read the log of the whole newsroom and take it out as a file"),
                    ("take_evidence", "Can take out the evidence file of a release"),
                ],
            },
        ),
        migrations.AddField(
            model_name="event",
            name="erasures",
            field=models.PositiveIntegerField(
                default=0, help_text="How often words were erased; only that changes it."
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="pruned_at",
            field=models.DateTimeField(
                help_text="Marked by `manage.py prune` as it deletes it; else empty.", null=True
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="details",
            field=models.JSONField(
                default=dict,
                help_text="Before and after: hashes, instants, and the names of what changed; never words of it.",
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="release",
            field=models.ForeignKey(
                help_text="None: the newsroom as a whole.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="releases.release",
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="step",
            field=models.CharField(
                choices=[
                    ("imported", "Brought in"),
                    ("saved", "Saved"),
                    ("submitted", "Sent for sign-off"),
                    ("returned", "Returned to draft"),
                    ("signed", "Signed off"),
                    ("published_alone", "Published by one person"),
                    ("looked", "Looked at by a second person"),
                    ("held", "Held"),
                    ("released", "Released from hold"),
                    ("moved", "Moved to another time"),
                    ("lifted_early", "Made public early"),
                    ("taken_down", "Taken down"),
                    ("part_taken_down", "Part of it taken down"),
                    ("restored", "Restored"),
                    ("withdrawn", "Withdrawn"),
                    ("removed", "Removed for safety or law"),
                    ("erasure_proposed", "Erasure proposed"),
                    ("erasure_refused", "Erasure refused"),
                    ("erased", "Erased"),
                    ("restored_as_draft", "Earlier text restored as a draft"),
                    ("log_taken_out", "Log taken out as a file"),
                    ("evidence_taken_out", "Evidence file taken out"),
                    ("pruned", "Old saves and events pruned"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["-at", "-id"], name="events_by_instant"),
        ),
        only_add_events(),
    ]
