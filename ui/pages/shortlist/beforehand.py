"""What comes before the names: how the broker is paid, and what matters. Once read, it is folded above the list."""

from PySide6.QtWidgets import QFrame, QWidget

from app.words import say, say_count
from ui.pages.shortlist.declaration import DeclarationPlace
from ui.pages.shortlist.importance import ImportanceCard
from ui.pages.shortlist.standing import Standing
from ui.widgets.buttons import LinkButton
from ui.widgets.layouts import FlowLayout, column, framed
from ui.widgets.text import Label


class Beforehand(QFrame):
    """Two parts with a link each; what was unfolded stays so while the page is read again."""

    def __init__(self, declaration: DeclarationPlace, matters: ImportanceCard, *, broker: bool) -> None:
        super().__init__()
        self._declaration = declaration
        self._read = Label("", "dense", "text3", wrap=True)
        paid = say("How you are paid") if broker else say("How your broker is paid")
        self.paid = LinkButton(paid, trailing="chevron-down")
        whose = say("What matters to the owner") if broker else say("What matters to you")
        self.matters = LinkButton(whose, trailing="chevron-down")
        links = FlowLayout(18)
        said = framed(column(matters, 14))
        self._parts: dict[LinkButton, QWidget] = {self.paid: declaration, self.matters: said}
        for link in self._parts:
            link.clicked.connect(lambda _=False, pressed=link: self._turn(pressed))
            links.addWidget(link)
        self._links = framed(links)
        self._folded = framed(column(self._read, 2, self._links, 10))
        self.setLayout(column(self._folded, declaration, said))
        self._unfolded: set[LinkButton] = set()

    def show_standing(self, standing: Standing | None, *, listed: bool) -> None:
        """Fold what was read; `listed` says whether names are seen, which matters serve to order."""
        filed = standing.view.disclosure if standing is not None else None
        read = filed is not None and filed.acknowledged_on is not None
        self.paid.setVisible(read)
        self.matters.setVisible(listed)
        self._folded.setVisible(read or listed)
        self._read.setVisible(read)
        if read and filed is not None:
            named = say_count(
                "{read}. {count} tie to a provider is named in it.",
                "{read}. {count} ties to providers are named in it.",
                len(filed.ties),
                read=filed.words,
            )
            self._read.setText(named if filed.ties else filed.words)
        changing = self._declaration.form is not None
        self._show(self.paid, shown=changing or not read or self.paid in self._unfolded)
        self._show(self.matters, shown=listed and self.matters in self._unfolded)

    def _turn(self, link: LinkButton) -> None:
        self._unfolded ^= {link}
        self._show(link, shown=link in self._unfolded)

    def _show(self, link: LinkButton, *, shown: bool) -> None:
        self._parts[link].setVisible(shown)
        link.set_icon("chevron-up" if shown else "chevron-down")
