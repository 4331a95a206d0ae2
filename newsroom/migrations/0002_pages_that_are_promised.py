from django.db import migrations
from django.utils import timezone

# What the software itself keeps to, so that it is true of every newsroom; editors add what is theirs.
PAGES = {
    "privacy": (
        "Privacy",
        "<p>These pages set no cookie, load nothing from anyone else and keep no address of a reader. The server’s log "
        "holds the page that was asked for and the time, and not who asked or what was searched for.</p>"
        "<p>The newsdesk, which only staff can open, keeps who did what and when.</p>",
    ),
    "accessibility": (
        "Accessibility",
        "<p>We mean every page to meet level AA of the Web Content Accessibility Guidelines 2.2. Pages work without a "
        "mouse, without script and at 400 per cent zoom.</p><p>If something does not work for you, tell the press "
        "office and we will send the text in the form that you need.</p>",
    ),
    "corrections": (
        "Corrections",
        "<p>When we have published something wrong we say so at the top of the page, with the date and the time, what "
        "was wrong and what is right. Spelling is put right without a note.</p><p>Feeds carry each correction under "
        "the same identifier. Tell the press office about a mistake and we will look the same day.</p>",
    ),
}


def write_pages(apps, schema_editor):
    """The pages that the foot of every page leads to, where nobody has written them."""
    pages = apps.get_model("releases", "StandingPage").objects.using(schema_editor.connection.alias)
    for slug, (title, body) in PAGES.items():
        pages.get_or_create(slug=slug, defaults={"title": title, "body": body, "updated_on": timezone.localdate()})


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_roles_at_the_desk"), ("releases", "0006_batches_brought_in")]

    operations = [migrations.RunPython(write_pages, migrations.RunPython.noop)]
