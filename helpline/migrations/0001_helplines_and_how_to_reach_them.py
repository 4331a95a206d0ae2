# ruff: noqa: E501  help texts are kept as they were

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Helpline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="As readers know it.", max_length=120, unique=True)),
                ("organisation", models.CharField(blank=True, help_text="Who runs it.", max_length=120)),
                (
                    "about",
                    models.TextField(
                        blank=True,
                        help_text="One or two plain sentences: what it gives, and to whom. Numbers and addresses go in the channels.",
                    ),
                ),
                (
                    "is_primary",
                    models.BooleanField(
                        default=False,
                        help_text="The one that stands on every page, feed and text. To change it, tick another: this one gives way.",
                        verbose_name="primary",
                    ),
                ),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Lower comes first. The primary one always comes first."
                    ),
                ),
                (
                    "active",
                    models.BooleanField(default=True, help_text="Unticked, it is shown nowhere, within a minute."),
                ),
            ],
            options={
                "ordering": ["-is_primary", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_primary", True)), fields=("is_primary",), name="helpline_one_primary"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_primary", False), ("active", True), _connector="OR"),
                        name="helpline_primary_is_active",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("phone", "Phone"),
                            ("web_form", "Web form"),
                            ("live_chat", "Live chat"),
                            ("text", "Text message"),
                            ("bsl", "British Sign Language"),
                            ("website", "Website"),
                        ],
                        max_length=10,
                    ),
                ),
                ("label", models.CharField(help_text="What readers see before it: Phone, Live chat.", max_length=60)),
                (
                    "printed",
                    models.CharField(
                        blank=True,
                        help_text="As it is printed, with ordinary spaces: 0808 2000 247.",
                        max_length=30,
                        verbose_name="number",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="In E.164, worked out from the number.",
                        max_length=16,
                        verbose_name="number to dial",
                    ),
                ),
                (
                    "url",
                    models.CharField(
                        blank=True,
                        help_text="The whole address, beginning with https://, such as https://www.nationaldahelpline.org.uk/.",
                        max_length=300,
                        verbose_name="web address",
                    ),
                ),
                (
                    "free",
                    models.BooleanField(
                        default=False, help_text="Only where a caller pays nothing.", verbose_name="free of charge"
                    ),
                ),
                (
                    "always_open",
                    models.BooleanField(
                        default=False,
                        help_text="Opening hours below are then not needed. Closures still hold.",
                        verbose_name="24 hours a day, every day",
                    ),
                ),
                (
                    "nation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("uk", "United Kingdom"),
                            ("england", "England"),
                            ("northern-ireland", "Northern Ireland"),
                            ("scotland", "Scotland"),
                            ("wales", "Wales"),
                        ],
                        help_text="Empty: nobody has said whom it serves.",
                        max_length=20,
                    ),
                ),
                (
                    "languages",
                    models.CharField(
                        default="en",
                        help_text="Language codes (BCP 47) with a space between: en cy.",
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*( [a-z]{2,3}(-[A-Za-z0-9]{2,8})*)*\\Z",
                                "Write codes such as “en cy”.",
                            )
                        ],
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="One sentence that readers see beside it.",
                        max_length=200,
                        verbose_name="public note",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, help_text="Lower comes first.")),
                (
                    "active",
                    models.BooleanField(default=True, help_text="Unticked, it is shown nowhere, within a minute."),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "helpline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="channels", to="helpline.helpline"
                    ),
                ),
            ],
            options={
                "ordering": ["helpline", "order", "pk"],
                "permissions": [("confirm_channel", "Can confirm that a channel is right today")],
            },
        ),
        migrations.CreateModel(
            name="OpeningHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ],
                        verbose_name="day",
                    ),
                ),
                ("opens", models.TimeField(help_text="London time, whole minutes. 15:00.")),
                (
                    "closes",
                    models.TimeField(
                        help_text="London time, whole minutes. 22:00. At or before the opening: the next day. Midnight is 00:00."
                    ),
                ),
                (
                    "since",
                    models.DateField(
                        blank=True,
                        help_text="First day on which it holds. Empty: always has.",
                        null=True,
                        verbose_name="from",
                    ),
                ),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="Last day on which it holds. Empty: until further notice.", null=True
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="opening_hours", to="helpline.channel"
                    ),
                ),
            ],
            options={
                "verbose_name": "opening hours",
                "verbose_name_plural": "opening hours",
                "ordering": ["channel", "weekday", "opens", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Signposting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "words",
                    models.TextField(
                        help_text="Plain sentences with places that the record fills: {helpline} is its name, {phone} the number, {terms} “free, 24 hours”, {website} the web address. Numbers and addresses cannot be typed here, and hours do not belong here: this goes into feeds and texts that are kept."
                    ),
                ),
                (
                    "helpline",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signposting", to="helpline.helpline"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "signposting",
            },
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_day", models.DateField(help_text="First day, from midnight.")),
                ("last_day", models.DateField(help_text="Last day, included.")),
                (
                    "opens",
                    models.TimeField(
                        blank=True, help_text="Empty: closed all day. London time, whole minutes. 10:00.", null=True
                    ),
                ),
                (
                    "closes",
                    models.TimeField(
                        blank=True, help_text="Empty: closed all day. London time, whole minutes. 14:00.", null=True
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="One sentence that readers see with it.",
                        max_length=200,
                        verbose_name="public note",
                    ),
                ),
                (
                    "announced_from",
                    models.DateField(
                        blank=True,
                        help_text="First day on which readers are told. Empty: seven days before.",
                        null=True,
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="closures", to="helpline.channel"
                    ),
                ),
            ],
            options={
                "ordering": ["channel", "first_day", "opens", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))), name="closure_dates_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closes__isnull", True), ("opens__isnull", True)),
                            models.Q(
                                ("closes__isnull", False),
                                ("opens__isnull", False),
                                models.Q(("opens", models.F("closes")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="closure_hours_are_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opens__isnull", True),
                            models.Q(("closes__second", 0), ("opens__second", 0)),
                            _connector="OR",
                        ),
                        name="closure_hours_are_whole_minutes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("announced_from__isnull", True),
                            ("announced_from__lte", models.F("first_day")),
                            _connector="OR",
                        ),
                        name="closure_announced_before",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", ""), ("number__regex", "^\\+[1-9][0-9]{6,14}\\Z"), _connector="OR"),
                name="channel_number_is_e164",
            ),
        ),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", ""), ("printed", "")),
                    models.Q(models.Q(("number", ""), _negated=True), models.Q(("printed", ""), _negated=True)),
                    _connector="OR",
                ),
                name="channel_number_is_printed",
            ),
        ),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.CheckConstraint(
                condition=models.Q(("url", ""), ("url__startswith", "https://"), _connector="OR"),
                name="channel_url_is_https",
            ),
        ),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", ""), _negated=True), models.Q(("url", ""), _negated=True), _connector="OR"
                ),
                name="channel_can_be_reached",
            ),
        ),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.CheckConstraint(
                condition=models.Q(("confirmed_by__isnull", True), ("confirmed_at__isnull", False), _connector="OR"),
                name="channel_confirmed_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="openinghours",
            constraint=models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="opening_hours_weekday"),
        ),
        migrations.AddConstraint(
            model_name="openinghours",
            constraint=models.CheckConstraint(
                condition=models.Q(("opens", models.F("closes")), _negated=True), name="opening_hours_last"
            ),
        ),
        migrations.AddConstraint(
            model_name="openinghours",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes__second", 0), ("opens__second", 0)), name="opening_hours_are_whole_minutes"
            ),
        ),
        migrations.AddConstraint(
            model_name="openinghours",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since__isnull", True), ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="opening_hours_dates_in_order",
            ),
        ),
    ]
