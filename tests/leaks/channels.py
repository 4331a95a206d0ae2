"""The 55 ways in which newsrooms have leaked, as data, and the two questions that the tests of each of them ask.

Each has a test named after it with its number, or stands in ABSENT with the reason; test_every_channel.py counts.
"""

from tests.leaks.conftest import STRANGER, Walked
from tests.leaks.questions import QUESTIONS
from tests.leaks.walk import Answer, Question, get
from tests.leaks.worlds import BEFORE, DRAFT, NONE, SIGNED
from tests.newsdesk import LIFT

CHANNELS = 55
# No such thing stands in this product. Whoever builds it takes the line away and writes the test.
ABSENT = {
    18: "there is no news sitemap; its address is asked on every walk and is a 404",
    19: "there is no list of releases as JSON; helpline.json holds no release, and likely addresses are asked",
    32: "nobody outside is shown anything early: there are no tokens",
    34: "there are no tokens for a mail scanner to open",
    35: "the newsroom sends no mail",
    36: "the newsroom calls nobody: no hub, no webhook, no warmer",
    37: "the newsroom sends no mail",
    39: "there are no comments",
    44: "there is one clock, the machine's, and no replica; docs/operating.md tells whoever runs several machines",
    51: "no code: docs/operating.md on backups; the demo's texts are made up",
    54: "nothing is limited, so no limit can tell; a 404 is the same for all and kept for a second",
}


def before(walked: Walked, asked: str | Question) -> Answer:
    """The answer a second before the lift, which must be the same in all three worlds."""
    question = get(asked) if isinstance(asked, str) else asked
    what = next(what for what in QUESTIONS if question in QUESTIONS[what])
    answer, without, as_draft = (walked(name, BEFORE, STRANGER, what)[question] for name in (SIGNED, NONE, DRAFT))
    assert answer == without, f"{question} tells of what is signed"
    assert answer == as_draft, f"{question} tells of what is a draft"
    return answer


def at_the_lift(walked: Walked, address: str) -> Answer:
    """The answer at the instant."""
    return walked(SIGNED, LIFT)[get(address)]


def text(answer: Answer) -> str:
    """The body as text."""
    return answer.body.decode()
