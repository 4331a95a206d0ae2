from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("releases", "0012_events_are_only_added")]
    operations = [
        # Adding an index rebuilds no table, so the trigger of 0002 stays.
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["release", "state", "public_at", "superseded_at", "withdrawn"], name="standing_of_a_release"
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["superseded_at"],
                name="lately_superseded",
                condition=models.Q(("superseded_at__isnull", False)),
            ),
        ),
    ]
