"""Consent records, and until when an edition shows what is lent."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import releases.models.edition
from releases.triggers import freeze_text


def give_each_passage_its_own_key(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The new column came with one key for every row that stood already."""
    passages = apps.get_model("releases", "Passage").objects  # type: ignore[attr-defined]  # the state's registry
    rows = list(passages.only("pk"))
    for row in rows:
        row.key = uuid.uuid4()
    passages.bulk_update(rows, ["key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("releases", "0009_the_desks_search_and_lists"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="parts_end",
            field=models.JSONField(
                default=list,
                help_text="What is lent, and until when it is shown: [{list, index, until}]; releases.lending.",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="passage_keys",
            field=models.JSONField(
                default=list, help_text="Which passage of the working text each was, in the order of the document."
            ),
        ),
        migrations.AddField(
            model_name="passage",
            name="key",
            field=models.UUIDField(
                default=uuid.uuid4,
                editable=False,
                help_text="Stays while the words are edited: consents are recorded by it.",
            ),
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=40, verbose_name="reference of the case file")),
                ("uses", models.JSONField(default=list, help_text="Values of Use.", verbose_name="agreed to")),
                ("agreed", models.TextField(blank=True, max_length=1000, verbose_name="in words")),
                (
                    "taken_by",
                    models.CharField(
                        help_text="Of our own staff: role or initials.", max_length=120, verbose_name="taken by"
                    ),
                ),
                ("taken_on", models.DateField(verbose_name="taken on")),
                ("ends_on", models.DateField(help_text="The last day, in UK time.", verbose_name="ends on")),
                ("ends_at", models.DateTimeField(editable=False, help_text="The first instant after that day; UTC.")),
                (
                    "identifies",
                    models.BooleanField(default=False, verbose_name="the words or the picture show who they are"),
                ),
                ("offence_england_wales", models.BooleanField(default=False, verbose_name="England and Wales")),
                ("offence_scotland", models.BooleanField(default=False, verbose_name="Scotland")),
                ("offence_northern_ireland", models.BooleanField(default=False, verbose_name="Northern Ireland")),
                (
                    "waiver_sighted_by",
                    models.CharField(blank=True, max_length=120, verbose_name="written waiver sighted by"),
                ),
                ("waiver_sighted_on", models.DateField(blank=True, null=True, verbose_name="sighted on")),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "seen_at",
                    models.DateTimeField(help_text="When someone had read what its end left behind.", null=True),
                ),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "erased_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "erasing_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "seen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["ends_at", "pk"],
                "permissions": [
                    ("see_consent", "Can see consent records"),
                    ("keep_consent", "Can record, renew and end consent"),
                ],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ConsentEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("recorded", "Recorded"),
                            ("covered", "More words or pictures covered"),
                            ("renewed", "Renewed"),
                            ("withdrawn", "Withdrawn"),
                            ("seen", "Read again after it ended"),
                            ("erasing", "Erasure of the record proposed"),
                            ("kept", "Erasure of the record turned down"),
                            ("erased", "Record erased"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reason", models.TextField(blank=True)),
                ("details", models.JSONField(default=dict)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="releases.consent"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Cover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("passage", models.UUIDField(null=True)),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                (
                    "asset",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="covers",
                        to="releases.asset",
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="covers", to="releases.consent"
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="covers", to="releases.release"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(fields=["ends_at"], name="consents_that_end"),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=releases.models.edition.IsWholeMinute(models.F("ends_at")), name="consent_ends_on_a_minute"
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("identifies", False),
                    models.Q(
                        ("offence_england_wales", False),
                        ("offence_northern_ireland", False),
                        ("offence_scotland", False),
                    ),
                    models.Q(models.Q(("waiver_sighted_by", ""), _negated=True), ("waiver_sighted_on__isnull", False)),
                    _connector="OR",
                ),
                name="anonymity_is_waived_in_writing",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_at__isnull", True),
                    models.Q(
                        ("erased_by__isnull", False),
                        ("erasing_by__isnull", False),
                        models.Q(("erased_by", models.F("erasing_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="consent_erased_by_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", False), _connector="OR"),
                name="consent_withdrawn_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="cover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asset__isnull", True), ("passage__isnull", False)),
                    models.Q(("asset__isnull", False), ("passage__isnull", True)),
                    _connector="OR",
                ),
                name="cover_is_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="cover",
            constraint=models.UniqueConstraint(fields=("consent", "release", "passage"), name="passage_covered_once"),
        ),
        migrations.AddConstraint(
            model_name="cover",
            constraint=models.UniqueConstraint(fields=("consent", "release", "asset"), name="file_covered_once"),
        ),
        migrations.RunPython(give_each_passage_its_own_key, migrations.RunPython.noop),
        freeze_text(also=("passage_keys",)),
    ]
