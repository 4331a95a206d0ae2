"""Reporting restrictions on releases, and the register of court cases."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("releases", "0010_consents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("linked_at", models.DateTimeField()),
                (
                    "linked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="case_links", to="releases.release"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CourtCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=40, unique=True)),
                ("court", models.CharField(blank=True, max_length=120)),
                (
                    "nation",
                    models.CharField(
                        choices=[
                            ("England and Wales", "England and Wales"),
                            ("Scotland", "Scotland"),
                            ("Northern Ireland", "Northern Ireland"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("none", "No proceedings yet"), ("active", "Active"), ("concluded", "Concluded")],
                        default="none",
                        max_length=10,
                    ),
                ),
                ("since", models.DateTimeField(help_text="Of its state.")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "releases",
                    models.ManyToManyField(
                        related_name="court_cases", through="releases.CaseLink", to="releases.release"
                    ),
                ),
            ],
            options={
                "ordering": ["reference"],
                "permissions": [
                    ("see_case", "Can see the case register"),
                    ("keep_case", "Can keep the case register and take down what is about a case"),
                ],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="caselink",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="links", to="releases.courtcase"
            ),
        ),
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("recorded", "Recorded"),
                            ("linked", "A release linked to it"),
                            ("unlinked", "A release taken off it"),
                            ("state", "Its state changed"),
                            ("stopped", "Releases about it stopped together"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reason", models.TextField(blank=True)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="releases.release"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="releases.courtcase"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Restriction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("court", models.CharField(blank=True, max_length=120, verbose_name="court")),
                ("terms", models.TextField(blank=True, max_length=2000, verbose_name="what the order says")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day, where it has one")),
                ("recorded_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_because", models.TextField(blank=True)),
                (
                    "lifted_by",
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
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="restrictions", to="releases.release"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "permissions": [
                    ("see_restriction", "Can see what reporting restrictions say"),
                    ("keep_restriction", "Can record and lift reporting restrictions"),
                ],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="courtcase",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["none", "active", "concluded"])), name="case_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="courtcase",
            constraint=models.CheckConstraint(
                condition=models.Q(("nation__in", ("England and Wales", "Scotland", "Northern Ireland"))),
                name="case_nation_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="caselink",
            constraint=models.UniqueConstraint(fields=("case", "release"), name="release_once_a_case"),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "ew_sexual",
                            "ew_fgm",
                            "ew_marriage",
                            "ew_youth",
                            "ew_child",
                            "ew_witness",
                            "ew_family",
                            "ew_postponed",
                            "ew_withheld",
                            "ew_other",
                            "sc_sexual",
                            "sc_child",
                            "sc_hearing",
                            "sc_postponed",
                            "sc_withheld",
                            "sc_other",
                            "ni_sexual",
                            "ni_child",
                            "ni_postponed",
                            "ni_withheld",
                            "ni_other",
                        ],
                    )
                ),
                name="restriction_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lifted_at__isnull", True),
                    models.Q(("lifted_by__isnull", False), models.Q(("lifted_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="restriction_lifted_by_someone",
            ),
        ),
    ]
