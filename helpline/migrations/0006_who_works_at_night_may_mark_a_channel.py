from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("helpline", "0005_where_an_outage_leads_readers")]

    operations = [
        migrations.AlterModelOptions(
            name="outage",
            options={
                "ordering": ["channel", "-since", "-pk"],
                "permissions": [("mark_unavailable", "Can mark a channel as not available, and put it back")],
            },
        ),
    ]
