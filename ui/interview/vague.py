"""Words of a must-have that nobody can check, marked where they stand while they are typed."""

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from app.queries.brief_scores import vague_in_must
from ui.theme.current import theme

MUST = "b5.must"


class VagueMarks(QSyntaxHighlighter):
    """A wavy line on a tint under each vague word: the line alone is not seen."""

    def highlightBlock(self, text: str) -> None:
        """Mark the words of one line."""
        look = theme()
        shown = QTextCharFormat()
        shown.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        shown.setUnderlineColor(look.color("warn"))
        shown.setBackground(look.color("warn_soft"))
        for found in vague_in_must(text):
            self.setFormat(found.start, found.end - found.start, shown)


def mark_vague(document: QTextDocument) -> VagueMarks:
    """Mark the vague words of `document` from now on."""
    return VagueMarks(document)
