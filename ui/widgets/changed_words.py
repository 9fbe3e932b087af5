"""A changed text with what went and what came marked by line and by word, never by colour alone."""

import html
from collections.abc import Iterator, Sequence

from app.analysis.word_changes import Piece
from app.words import say
from ui.theme.current import theme
from ui.widgets.text import Markup, Prose, breakable

AROUND = 10
"""Words that stay in sight on either side of a change; longer runs that did not change are shortened."""


class ChangedWords(Prose):
    """What went is struck out, what came underlined, and each says so; read aloud, it is told in words."""

    def __init__(self, pieces: Sequence[Piece], role: str = "body") -> None:
        self._pieces = tuple(pieces)
        super().__init__("", role, "text")
        self.show_pieces(pieces)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show another change."""
        self._pieces = tuple(pieces)
        self.setText(Markup("".join(_marked(shortened(self._pieces)))))
        self.setAccessibleName(spoken(self._pieces))

    def restyle(self) -> None:
        """Take fonts and colours again."""
        super().restyle()
        if self._pieces:
            self.show_pieces(self._pieces)


def shortened(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with long unchanged runs cut down to the words beside a change."""
    if all(piece.kind == "same" for piece in pieces):
        return tuple(pieces)
    last = len(pieces) - 1
    return tuple(
        Piece("same", _cut(piece.text, head=at > 0, tail=at < last)) if piece.kind == "same" else piece
        for at, piece in enumerate(pieces)
    )


def spoken(pieces: Sequence[Piece]) -> str:
    """The change as a sentence for those who listen."""
    return "; ".join(
        say("removed: “{words}”", words=piece.text.strip())
        if piece.kind == "removed"
        else say("added: “{words}”", words=piece.text.strip())
        for piece in pieces
        if piece.kind != "same"
    )


def _cut(text: str, *, head: bool, tail: bool) -> str:
    words = text.split(" ")
    most = AROUND * (head + tail)
    if len(words) <= most + 4:
        return text
    before = " ".join(words[:AROUND]) if head else ""
    after = " ".join(words[-AROUND:]) if tail else ""
    return f"{before} … {after}"


def _marked(pieces: Sequence[Piece]) -> Iterator[str]:
    tags = {"removed": ("s", say("removed"), "danger_text"), "added": ("u", say("added"), "success_text")}
    for piece in pieces:
        text = html.escape(breakable(piece.text), quote=False).replace("\n", "<br>")
        if piece.kind == "same":
            yield text
            continue
        tag, word, tone = tags[piece.kind]
        ink = theme().color(tone).name()
        bare = text.strip()
        lead, rest = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        note = f'<span style="color:{ink}; font-size:small;">&nbsp;{html.escape(word, quote=False)}</span>'
        yield f"{lead}<{tag}>{bare}</{tag}>{note}{rest or ' '}"
