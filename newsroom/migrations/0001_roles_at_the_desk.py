from django.db import migrations

# As newsroom/roles.py names them. Their rights are put in after every `migrate` (newsroom/role_groups.py).
NAMES = ("Writer", "Approver", "Safety lead", "Helpline editor", "Administrator")


def make_groups(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    for name in NAMES:
        groups.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("auth", "0012_alter_user_first_name_max_length")]

    # Backwards: whoever holds a role keeps it.
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
