"""What stands in place of a list that is not there: what comes first, or the button that makes it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.words import say
from ui.pages.shortlist.standing import Standing
from ui.widgets.layouts import clear, column
from ui.widgets.states import EmptyState


class WayIn(QFrame):
    """One empty state at most, fitting how things stand."""

    find_asked = Signal()
    brief_asked = Signal()
    why_asked = Signal()
    hand_asked = Signal()
    directory_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first: QWidget | None = None
        """Its button, where it has one."""
        self._place = column()
        self.setLayout(self._place)

    def show_standing(self, standing: Standing | None, *, declaring: bool) -> None:
        """Show what fits; `declaring` says that the broker's declaration is being written above."""
        clear(self._place)
        empty = self._empty(standing, declaring)
        self.first = empty.button if empty is not None else None
        if empty is not None:
            self._place.addWidget(empty)

    def _empty(self, standing: Standing | None, declaring: bool) -> EmptyState | None:
        if standing is None:
            return EmptyState(
                "users", say("This project is no longer here"), say("Go back and choose another.")
            )
        if standing.hidden:
            return None if standing.view.disclosure is not None else _waiting()
        if standing.ranked:
            return None if standing.view.cards else self._nobody(standing)
        if standing.asking.project_state == "draft":
            return self._before_brief()
        return None if declaring else self._find(standing)

    def _before_brief(self) -> EmptyState:
        empty = EmptyState(
            "users", say("Providers come after the brief"),
            say("Say what is needed and check your answers. Then we can look for who fits."),
            say("Open the brief"),
        )  # fmt: skip
        empty.chosen.connect(self.brief_asked)
        return empty

    def _find(self, standing: Standing) -> EmptyState:
        judged = (
            say(
                "Every provider in the directory is put to the same rules and judged by what matters to the owner. "
                "You see why each came where it did."
            )
            if standing.broker
            else say(
                "Every provider in the directory is put to the same rules and judged by what matters to you. "
                "You see why each came where it did."
            )
        )
        empty = EmptyState(
            "users", say("Find who fits"), judged,
            "" if standing.locked else say("Find providers"),
            note=say("Nobody is told that you are looking."),
        )  # fmt: skip
        empty.chosen.connect(self.find_asked)
        return empty

    def _nobody(self, standing: Standing) -> EmptyState:
        view, broker = standing.view, standing.broker
        if not view.considered and not view.excluded:
            sentence = say(
                "No provider in the directory does this kind of work. Import a list, or add one by hand."
            )
            act = say("Open the directory") if broker and not standing.locked else ""
            empty = EmptyState("users", say("Nobody to choose from yet"), sentence, act)
            empty.chosen.connect(self.directory_asked)
            return empty
        sentence = say(
            "{reason} Each of them is under “Not suggested”, with what would help.", reason=view.most_common
        )
        other = (
            "" if standing.locked else say("Add a provider by hand") if broker else say("Change the brief")
        )
        note = (
            ""
            if broker
            else say("Your broker may set some rules aside in writing, or look for other providers.")
        )
        empty = EmptyState(
            "users", say("No provider passes the rules"), sentence, say("See who and why"), other=other, note=note
        )  # fmt: skip
        empty.chosen.connect(self.why_asked)
        empty.other_chosen.connect(self.hand_asked if broker else self.brief_asked)
        return empty


def _waiting() -> EmptyState:
    return EmptyState(
        "handshake", say("Your broker says first how they are paid"),
        say("Names come after that, so that you know of any tie before you read them."),
    )  # fmt: skip
