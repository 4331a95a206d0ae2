"""Live Fear Free, for Wales, as gov.wales states it, unchecked: number, text number, 24 hours.

Added to the record that the second migration stored, and to no other: an operator who keeps a record of their own
decides for themselves. It takes nothing back.
"""

from django.db import migrations

CHANNELS = [
    {"kind": "phone", "label": "Phone", "printed": "0808 80 10 800", "number": "+448088010800"},
    {"kind": "text", "label": "Text message", "printed": "07860 077333", "number": "+447860077333"},
]


def store(apps, schema_editor):
    Helpline, Channel = (apps.get_model("helpline", name) for name in ("Helpline", "Channel"))
    if list(Helpline.objects.values_list("name", flat=True)) != ["National Domestic Abuse Helpline"]:
        return
    helpline = Helpline.objects.create(name="Live Fear Free", organisation="the Welsh Government", order=10)
    for order, fields in enumerate(CHANNELS):
        Channel.objects.create(helpline=helpline, order=10 * (order + 1), nation="wales", always_open=True, **fields)


class Migration(migrations.Migration):
    dependencies = [("helpline", "0003_bank_holidays_outages_and_changes")]
    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
