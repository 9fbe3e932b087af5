"""Words that were understood, marked where they stand while they are typed; vague ones keep their own mark."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from app.queries.understood import WordMark
from ui.interview.vague import mark_vague_words
from ui.theme.current import theme
from ui.widgets.growing_text import TextBox


class WordMarks(QSyntaxHighlighter):
    """A dotted line on a soft ground under each stretch; it goes along while other words are typed."""

    def __init__(self, document: QTextDocument, *, vague: bool) -> None:
        """`vague`: words that nobody can check are marked, too."""
        holder = QObject()  # no document yet: the marks are to move before it is painted
        super().__init__(holder)
        self._vague = vague
        self._marks: tuple[WordMark, ...] = ()
        self.watched = False
        """Whether somebody is told of clicks on them."""
        document.contentsChange.connect(self._shift)
        self.setDocument(document)
        self.setParent(document)  # and ends with it
        theme().changed.connect(self.rehighlight)  # the grounds are colours of the scheme

    @property
    def marks(self) -> tuple[WordMark, ...]:
        """The stretches that are marked now."""
        return self._marks

    def show_marks(self, marks: Sequence[WordMark]) -> None:
        """Mark exactly these stretches of the text as it stands."""
        if tuple(marks) != self._marks:
            self._marks = tuple(marks)
            self.rehighlight()

    def at(self, position: int) -> WordMark | None:
        """The marked stretch around a place of the text."""
        return next((mark for mark in self._marks if mark.start <= position <= mark.end), None)

    def highlightBlock(self, text: str) -> None:
        """Mark the words of one paragraph."""
        begin = self.currentBlock().position()
        look = theme()
        shown = QTextCharFormat()
        shown.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        shown.setUnderlineColor(look.color("accent"))
        shown.setBackground(look.color("accent_soft"))
        for mark in self._marks:
            first, last = max(mark.start - begin, 0), min(mark.end - begin, len(text))
            if first < last:
                self.setFormat(first, last - first, shown)
        if self._vague:
            mark_vague_words(self, text)

    def _shift(self, position: int, removed: int, added: int) -> None:
        """What is typed before a stretch moves it; what is typed in it takes its mark off until it is read again."""
        kept = []
        for mark in self._marks:
            if mark.end <= position:
                kept.append(mark)
            elif mark.start >= position + removed:
                moved = added - removed
                kept.append(mark._replace(start=mark.start + moved, end=mark.end + moved))
        self._marks = tuple(kept)


def marks_in(box: TextBox) -> WordMarks | None:
    """The marks of a text; None where none are made."""
    return box.decoration if isinstance(box.decoration, WordMarks) else None
