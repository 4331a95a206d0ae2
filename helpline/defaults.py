"""The National Domestic Abuse Helpline as a press release of 6 April 2023 states it: what is said when all else fails.

Beside it Live Fear Free, for Wales, as gov.wales states it.

Unchecked: the number and "24 hours" are shown, the chat's hours with "(check on the site)", and no open-now. The
migration that stores the same facts carries its own copy, because a migration must do tomorrow what it did today; a
test holds the two together until an editor's change makes the record the newer.
"""

from datetime import time

from helpline.facts import LIVE_CHAT, PHONE, TEXT, WEB_FORM, WEBSITE, Channel, Helpline, Record
from helpline.hours import Timetable, Weekly

WORDS = (
    "For confidential support with domestic abuse, call the {helpline} on {phone} ({terms}). "
    "At {website} you can fill in a form to ask for a safe time to be contacted, or use live chat; "
    "the hours of the chat are given there."
)

SITE = "https://www.nationaldahelpline.org.uk/"

BUILT_IN = Record(
    words=WORDS,
    helplines=(
        Helpline(
            name="National Domestic Abuse Helpline",
            organisation="Refuge",
            about="Confidential, specialist support with domestic abuse.",
            channels=(
                Channel(
                    kind=PHONE,
                    label="Phone",
                    printed="0808 2000 247",
                    number="+448082000247",
                    free=True,
                    timetable=Timetable(always_open=True),
                ),
                Channel(
                    kind=LIVE_CHAT,
                    label="Live chat",
                    url=SITE,
                    timetable=Timetable(tuple(Weekly(weekday, time(15), time(22)) for weekday in range(5))),
                ),
                Channel(
                    kind=WEB_FORM,
                    label="Web form",
                    url=SITE,
                    note="Ask for a safe time to be contacted.",
                ),
                Channel(kind=WEBSITE, label="Website", url=SITE),
                Channel(
                    kind=WEBSITE,
                    label="Tech safety",
                    url="https://refugetechsafety.org/",
                    note="Support with abuse through technology.",
                ),
            ),
        ),
        Helpline(
            name="Live Fear Free",
            organisation="the Welsh Government",
            channels=(
                Channel(
                    kind=PHONE,
                    label="Phone",
                    printed="0808 80 10 800",
                    number="+448088010800",
                    nation="wales",
                    timetable=Timetable(always_open=True),
                ),
                Channel(
                    kind=TEXT,
                    label="Text message",
                    printed="07860 077333",
                    number="+447860077333",
                    nation="wales",
                    timetable=Timetable(always_open=True),
                ),
            ),
        ),
    ),
)
