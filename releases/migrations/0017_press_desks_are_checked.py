from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("releases", "0016_approvals_comments_clearance")]
    operations = [
        migrations.AddField(
            model_name="desk",
            name="checked_on",
            field=models.DateField(
                editable=False,
                help_text="When somebody last tried the numbers and the address.",
                null=True,
                verbose_name="last checked on",
            ),
        ),
    ]
