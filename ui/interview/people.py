"""Who has the last word, and who else should see the quotes."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.words import say
from ui.widgets.field import Field
from ui.widgets.fields import TextField
from ui.widgets.layouts import column
from ui.widgets.list_editor import ListEditor
from ui.widgets.text import Label


class PeopleField(Field):
    """{"decides": name, "see": [names]}."""

    def __init__(self) -> None:
        super().__init__()
        self.decides = TextField(chars=34)
        self.others = ListEditor(placeholder=say("Add a name, then press Enter"))
        self.setLayout(
            column(
                Label(say("Decides"), "dense", "text2"),
                4,
                self.decides,
                12,
                Label(say("Also sees the quotes (optional)"), "dense", "text2"),
                4,
                self.others,
            )
        )
        self.setFocusProxy(self.decides)
        for each in (self.decides, self.others):
            each.edited.connect(self.edited)
            each.committed.connect(self.committed)

    def answer(self) -> dict[str, Any] | None:
        """The answer as plain JSON, or None where no name was typed."""
        names = list(self.others.value())
        decides = self.decides.value()
        return {"decides": decides, "see": names} if decides or names else None

    def show_answer(self, answer: Any) -> None:
        """Show an answer that was kept."""
        kept = answer or {}
        self.decides.set_value(kept.get("decides") or "")
        self.others.set_value(tuple(kept.get("see") or ()))

    def set_name(self, name: str, description: str = "") -> None:
        """Name both inputs by what they ask."""
        self.decides.set_name(say("Decides"), description)
        self.others.set_name(say("Also sees the quotes"))

    def set_wrong(self, wrong: bool) -> None:
        """Only the name of who decides can be missing."""
        self.decides.set_wrong(wrong)

    def target(self) -> QWidget:
        """Who decides."""
        return self.decides.target()

    def draft(self) -> dict[str, Any]:
        return {"decides": self.decides.draft(), "see": self.others.draft()}

    def restore(self, draft: Any) -> None:
        self.decides.restore(draft["decides"])
        self.others.restore(draft["see"])
