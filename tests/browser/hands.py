"""Two thumbs on a phone, and how often they were used.

A tap is one; a key that is no word of the text (a digit of a time, Tab) is one; a paste is two (the field, then Paste).
Words that a person writes are not counted: they would be written in any system.
"""

from playwright.sync_api import Locator, Page


class Hands:
    """A person's hands on one page. `count` is what they did beyond the words themselves."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0
        self.did: list[str] = []

    def _did(self, what: str, times: int = 1) -> None:
        self.count += times
        self.did.append(f"{times:2} {what}")

    def press(self, name: str, role: str = "button", exact: bool = False) -> None:
        """Tap the button (or the link, the radio ...) of that name."""
        self.tap(self.page.get_by_role(role, name=name, exact=exact).first, name)  # type: ignore[arg-type]

    def tap(self, where: Locator, name: str) -> None:
        where.tap()
        self._did(f"tap {name}")

    def paste(self, label: str, words: str) -> None:
        """Tap the field, and Paste."""
        field = self.page.get_by_label(label)
        field.tap()
        self.page.evaluate("words => navigator.clipboard.writeText(words)", words)
        field.press("Control+V")
        self._did(f"paste into {label}", 2)

    def write(self, label: str, words: str) -> None:
        """Tap the field and write words of the text, which are not counted."""
        field = self.page.get_by_label(label).first
        field.tap()
        field.press_sequentially(words)
        self._did(f"tap into {label}")

    def key(self, where: Locator, keys: str, name: str) -> None:
        """Tap a field that takes no words (a day, a clock time) and press its keys, each of them counted."""
        where.tap()
        for one in keys:
            where.press(one)
        self._did(f"{name}: {keys}", 1 + len(keys))

    def choose(self, label: str, option: str) -> None:
        """Open a list and choose from it."""
        self.page.get_by_label(label).first.select_option(label=option)
        self._did(f"choose {option} from {label}", 2)
