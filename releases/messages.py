"""What to write to those who were sent a copy, for the very step that was taken: a subject and a body, ready to paste.

Instants stand in UK time with their zone. No reason of the log is ever in a message: only what is public, and where a
person may be in danger not even the headline.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from releases import wording
from releases.embargo import Phase, phase
from releases.models import Change, Desk, Edition, Event, Kind
from releases.telling import News

Step = Event.Step
_ALL_COPIES = "Please pass this on to everyone who has the text from you, and tell us at once if any of it is out."


class Message(NamedTuple):
    """Plain text; paragraphs are parted by an empty line."""

    subject: str
    body: str


class Facts(NamedTuple):
    """What the words of a step need. `has` is the edition that people were sent, `now` the one that the step is of."""

    event: Event
    has: Edition
    now: Edition
    when_sent: str
    address: str
    is_out: bool

    @property
    def kind(self) -> str:
        return Kind(self.has.kind).label.lower()

    @property
    def called(self) -> str:
        """With its headline, so that who reads forty mails knows which."""
        return f"the {self.kind} “{self.has.headline}”, which we sent you under embargo {self.when_sent}"

    @property
    def unnamed(self) -> str:
        """Without: where the headline itself may do harm."""
        return f"the {self.kind} that we sent you under embargo {self.when_sent}"

    @property
    def time(self) -> str:
        return wording.instant_in_words(self.now.public_at)


def message(news: News, at: datetime, *, organisation: str, desk: Desk, site_url: str) -> Message:
    """The message for this news, at the aware instant `at`, signed by the desk that answers for the release."""
    sendings = [recipient.sending for recipient in news.recipients]
    has = sendings[-1].edition
    now = news.event.edition or has
    days = sorted({wording.local_day(sending.sent_at) for sending in sendings})
    first, last = wording.day(days[0]), wording.day(days[-1])
    facts = Facts(
        event=news.event, has=has, now=now,
        when_sent=f"on {first}" if first == last else f"between {first} and {last}",
        address=f"{site_url}/releases/{has.slug}/",
        is_out=any(phase(each, at) in (Phase.IN_FORCE, Phase.SUPERSEDED) for each in (now, has)),
    )  # fmt: skip
    subject, *body = _WORDS[Step(news.event.step)](facts)
    at_night = f"out of hours {desk.out_of_hours_phone}" if desk.out_of_hours_phone else ""
    signed = f"{desk.name}, {organisation}\n{', '.join(filter(None, [desk.phone, at_night, desk.email]))}"
    return Message(f"{subject}: {facts.kind} from {organisation}", "\n\n".join([*body, signed]))


def _held(facts: Facts) -> tuple[str, ...]:
    return (
        "HELD, do not publish",
        f"Please do not publish or broadcast {facts.called}. It is held: it does not become public at {facts.time}, "
        "and nothing in it may be used.",
        "We will tell you the new time, or that it is withdrawn. Until then the embargo has no end.",
        _ALL_COPIES,
    )


def _released(facts: Facts) -> tuple[str, ...]:
    if facts.is_out:
        return (
            "Public now",
            f"We had held {facts.called}. It has been public since {facts.time} (UK time), at {facts.address}. Please "
            "use the text that stands there.",
        )
    return (
        f"New embargo, {facts.time}",
        f"We had held {facts.called}. It now becomes public at {facts.time} (UK time), and is under embargo until "
        "then.",
        f"From that time on it stands at {facts.address}. Please use the text that stands there.",
    )


def _moved(facts: Facts) -> tuple[str, ...]:
    stood = facts.event.details["before"]  # the instant alone, in the log's first days
    before = datetime.fromisoformat(stood["public_at"] if isinstance(stood, dict) else stood)
    return (
        f"Embargo moved to {facts.time}",
        f"The embargo on {facts.called}, has been moved.",
        f"It was: {wording.instant_in_words(before)} (UK time).\nIt is now: {facts.time} (UK time).",
        "Please do not publish or broadcast any of it before the new time. The words have not changed.",
        _ALL_COPIES,
    )


def _lifted_early(facts: Facts) -> tuple[str, ...]:
    return (
        "Embargo lifted",
        f"The embargo on {facts.called}, has ended early. It has been public since {facts.time} (UK time), at "
        f"{facts.address}, and you may publish it now.",
    )


def _taken_down(facts: Facts) -> tuple[str, ...]:
    return (
        "TAKEN DOWN, please remove",
        f"We have taken down {facts.unnamed}, while we look at it again.",
        "Please do not publish it, remove what you have published of it, and use nothing from it.",
        "We will tell you what becomes of it.",
        _ALL_COPIES,
    )


def _part_taken_down(facts: Facts) -> tuple[str, ...]:
    if not facts.is_out:
        return (
            "Part taken out, please delete the copy",
            f"We have taken a part out of {facts.unnamed}. The embargo stands: {facts.time} (UK time).",
            "Please delete the copy you have and use nothing from it. We will send you the text as it is now.",
            _ALL_COPIES,
        )
    return (
        "Part taken down, please use the present text",
        f"We have taken a part out of {facts.unnamed}.",
        f"Please delete the copy you have, and use only what stands at {facts.address} now. If you have published from "
        "the copy, please compare the two and remove what is no longer there.",
        _ALL_COPIES,
    )


def _restored(facts: Facts) -> tuple[str, ...]:
    return (
        "Public again",
        f"What we had taken down of {facts.called}, is public again, word for word, at {facts.address}. You may "
        "use it.",
    )


def _withdrawn(facts: Facts) -> tuple[str, ...]:
    return (
        "WITHDRAWN, please remove",
        f"We have withdrawn {facts.unnamed}. We give this reason in public:",
        facts.now.note,
        "Please do not publish it, and remove what you have published of it. Its address says that it was withdrawn.",
        _ALL_COPIES,
    )


def _removed(facts: Facts) -> tuple[str, ...]:
    return (
        "URGENT, please delete",
        f"Please delete every copy of {facts.unnamed}, publish nothing from it, and remove at once whatever you have "
        "published of it. Please do not say publicly that you have done so.",
        "We cannot say more in a mail. Ring us if you have a question.",
        _ALL_COPIES,
    )


def _changed(facts: Facts) -> tuple[str, ...]:
    where = (
        f"The present text is public, at {facts.address}."
        if facts.is_out
        else f"It is under embargo until {facts.time} (UK time). We will send you the new text."
    )
    if facts.now.change == Change.CORRECTION:
        return (
            "CORRECTION",
            f"We have corrected {facts.called}:",
            facts.now.note,
            f"{where} Please use it, and correct what you have published from the copy.",
        )
    if facts.now.change == Change.PROTECTIVE:
        return (
            "Please use the present text",
            f"We have changed {facts.unnamed}. {where}",
            "Please delete the copy you have, use only the present text, and remove what you have published that is no "
            "longer in it.",
            _ALL_COPIES,
        )
    return (
        "New text",
        f"The text has changed of {facts.called}. {where}",
        "Please delete the copy you have and use nothing from it.",
    )


_WORDS: dict[Event.Step, Callable[[Facts], tuple[str, ...]]] = {
    Step.HELD: _held, Step.RELEASED: _released, Step.MOVED: _moved, Step.LIFTED_EARLY: _lifted_early,
    Step.TAKEN_DOWN: _taken_down, Step.PART_TAKEN_DOWN: _part_taken_down, Step.RESTORED: _restored,
    Step.WITHDRAWN: _withdrawn, Step.REMOVED: _removed, Step.SIGNED: _changed, Step.PUBLISHED_ALONE: _changed,
}  # fmt: skip
