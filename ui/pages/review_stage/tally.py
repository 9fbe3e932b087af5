"""How far the checking is: passed, not yet, can't tell and to decide, and what accepting starts."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.queries.stages import ReviewPage
from app.words import say, say_count
from ui.theme.current import theme
from ui.widgets.cards import Card
from ui.widgets.layouts import FlowLayout, clear, column, framed
from ui.widgets.text import Label, Prose, emphasise

TONES = {"pass": "success", "not_yet": "warn", "cannot_tell": "info", "": "track"}


class Strip(QWidget):
    """One mark a test, in the colour of its result; the words stand above it."""

    def __init__(self) -> None:
        super().__init__()
        self._results: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        """Take the height again."""
        self.setFixedHeight(theme().px(6))

    def show_results(self, results: tuple[str, ...], said: str) -> None:
        """Show `results`; `said` is what is read aloud."""
        self._results = results
        self.setAccessibleName(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._results:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = 3.0
        wide = (self.width() - gap * (len(self._results) - 1)) / len(self._results)
        for at, result in enumerate(self._results):
            painter.setBrush(theme().color(TONES[result]))
            painter.drawRoundedRect(QRectF(at * (wide + gap), 0, wide, self.height()), 3, 3)
        painter.end()


class Tally(Card):
    """The card beside the tests."""

    def __init__(self) -> None:
        self._words = FlowLayout(14)
        self._strip = Strip()
        self._consequence = Prose("", "dense", "text2")
        self._tax = Prose("", "caption", "text3")
        self._more = Prose("", "dense", "text2")
        super().__init__(
            column(framed(self._words), self._strip, self._consequence, self._tax, self._more, gap=10),
            padding=16,
        )

    def show_page(self, page: ReviewPage) -> None:
        """Count and say."""
        clear(self._words)
        results = tuple(test.result for test in page.tests)
        counts = {key: results.count(key) for key in TONES}
        said = []
        for key, words, tone in (
            ("pass", say("{count} pass", count=counts["pass"]), "success_text"),
            ("not_yet", say("{count} not yet", count=counts["not_yet"]), "warn_text"),
            ("cannot_tell", say("{count} can’t tell", count=counts["cannot_tell"]), "info_text"),
            ("", say("{count} to decide", count=counts[""]), "text2"),
        ):
            if counts[key]:
                said.append(words)
                self._words.addWidget(Label(words, "dense_strong", tone))
        self._strip.show_results(results, ", ".join(said))
        open_stage = not page.accepted
        amount = page.payment.excl_text
        asked = open_stage and page.consequence
        self._consequence.setText(emphasise(page.consequence if asked else page.payment.line, amount))
        self._tax.setText(page.payment.tax_line)
        self._tax.setVisible(bool(asked))
        self._more.setText("\n".join(_notes(page)))
        self._more.setVisible(bool(self._more.words()))
        self.setVisible(bool(page.tests) and page.status in ("ready", "accepted", "paid"))


def _notes(page: ReviewPage) -> list[str]:
    found = []
    if page.held:
        found.append(say("{amount} of this stage is held back to the end.", amount=page.held))
    if page.credit:
        found.append(page.credit)
    unsure = sum(test.result == "cannot_tell" for test in page.tests)
    if unsure and not page.accepted:
        found.append(
            say_count(
                "What you can’t tell is on your list to talk about.",
                "The {count} things you can’t tell are on your list to talk about.",
                unsure,
            )
        )
    if page.can_ask and not page.can_accept:
        found.append(say("With a “Not yet” you can ask for changes."))
    return found
