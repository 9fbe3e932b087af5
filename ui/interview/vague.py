"""Words of a must-have that nobody can check, marked where they stand while they are typed."""

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat

from app.queries.brief_scores import vague_in_must
from ui.theme.current import theme

MUST = "b5.must"


def mark_vague_words(marks: QSyntaxHighlighter, text: str) -> None:
    """A wavy line on a tint under each vague word of a paragraph: the line alone is not seen."""
    look = theme()
    shown = QTextCharFormat()
    shown.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    shown.setUnderlineColor(look.color("warn"))
    shown.setBackground(look.color("warn_soft"))
    for found in vague_in_must(text):
        marks.setFormat(found.start, found.end - found.start, shown)
