"""What stands beside the directory: the chosen provider at a glance."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from app.queries.provider_rows import CheckRow, ProviderProfile
from app.words import say, say_count
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, Line
from ui.widgets.chips import PersonChip, PrivateMark, StatusChip
from ui.widgets.lapse_line import LapseLine
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Icon, Label, Prose

SHOWN_CHECKS = 6
CHECK_ICONS = {"success": "circle-check", "warn": "triangle-alert", "danger": "octagon-alert"}


class ProviderDetails(QFrame):
    """Standing, people, checks and the private note of one provider; `opened` asks for the whole profile."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._place = column(gap=0)
        self._shown: ProviderProfile | None = None
        self.open = Button(say("Open the profile"), dense=True)
        self.open.clicked.connect(self._open)
        self.setLayout(column(framed(self._place), 14, row(self.open, STRETCH), STRETCH))

    def show_profile(self, profile: ProviderProfile) -> None:
        """Show `profile`."""
        self._shown = profile
        clear(self._place)
        shown = profile.row
        self._place.addLayout(row(StatusChip(shown.tier_words, shown.tier_tone, filled=True), STRETCH))
        self._place.addSpacing(6)
        self._place.addWidget(Prose(profile.standing, "dense", "text2"))
        self._place.addSpacing(4)
        self._place.addWidget(Label(shown.place or say("Place not known"), "dense", "text3", wrap=True))
        if shown.lapsing is not None:
            self._place.addSpacing(10)
            self._place.addWidget(LapseLine(shown.lapsing))
        if shown.renew:
            self._place.addSpacing(12)
            self._place.addWidget(_warning(shown.renew))
        on_site = next((person for person in profile.people if person.on_site), None)
        self._part(say("Person on site"))
        if on_site is None:
            self._place.addWidget(Label(say("Nobody named yet"), "dense", "text3"))
        else:
            self._place.addWidget(PersonChip(on_site.name, on_site.role_name))
        self._part(say("Checks"))
        for check in profile.checks[:SHOWN_CHECKS]:
            self._place.addWidget(_check(check))
            self._place.addSpacing(8)
        rest = len(profile.checks) - SHOWN_CHECKS
        if rest > 0:
            more = say_count("{count} more in the profile", "{count} more in the profile", rest)
            self._place.addWidget(Label(more, "caption", "text3"))
        elif not profile.checks:
            self._place.addWidget(Label(say("No checks yet"), "dense", "text3"))
        self._part(say("Track record"))
        self._place.addWidget(Label(shown.results, "dense", "text2", wrap=True))
        if profile.notes:
            self._place.addSpacing(14)
            note = column(PrivateMark(), Prose(profile.notes, "dense", "private_text"), gap=4)
            self._place.addWidget(Card(note, kind="private", padding=12))

    def forget(self) -> None:
        """Show nobody: what was here may be private to another view."""
        self._shown = None
        clear(self._place)

    def _part(self, title: str) -> None:
        self._place.addSpacing(14)
        self._place.addWidget(Line())
        self._place.addSpacing(10)
        self._place.addWidget(Label(title, "dense_strong"))
        self._place.addSpacing(6)

    def _open(self) -> None:
        if self._shown is not None:
            self.opened.emit(self._shown.row.id)


def _warning(words: str) -> Card:
    mark = (Icon("triangle-alert", "warn_text", 16), Qt.AlignmentFlag.AlignTop)
    return Card(row(mark, (Label(words, "dense_medium", "warn_text", wrap=True), 1)), kind="warn", padding=12)


def _check(check: CheckRow) -> QFrame:
    tone = check.tone if check.tone in CHECK_ICONS else "text3"
    mark = Icon(CHECK_ICONS.get(check.tone, "circle-dashed"), tone, 16)
    ends = say("ends {day}", day=check.expires) if check.expires_on else say("no end")
    under = say("{state} · {end}", state=check.state_words, end=ends)
    words = column(Label(check.name, "dense_medium", wrap=True), Label(under, "caption", "text3", wrap=True))
    return framed(row((mark, Qt.AlignmentFlag.AlignTop), (words, 1)))
