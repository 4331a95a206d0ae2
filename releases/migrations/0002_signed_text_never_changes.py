from django.db import migrations

from releases.triggers import freeze_text


class Migration(migrations.Migration):
    dependencies = [("releases", "0001_the_newsroom")]
    operations = [freeze_text()]
