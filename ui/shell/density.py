"""How close rows stand: compact for a broker, comfortable for an owner, until somebody chooses for that view."""

from PySide6.QtCore import QObject

from app.queries.lens import Lens
from ui.context import Context
from ui.theme.current import Density, theme

USUAL = {Lens.OWNER: Density.COMFORTABLE, Lens.BROKER: Density.COMPACT}


class RowDensity(QObject):
    """Puts rows on as the view of `context` had them last, and keeps what is chosen there."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._context: Context | None = None
        theme().changed.connect(self._keep)

    def follow(self, context: Context) -> None:
        """Go by the view of this workspace from now on."""
        self._context = context
        context.lens_changed.connect(self._take)
        self._take()

    def switch(self) -> None:
        """The other of the two."""
        compact = theme().density is Density.COMPACT
        theme().set_density(Density.COMFORTABLE if compact else Density.COMPACT)

    def _take(self) -> None:
        if self._context is not None:
            kept = self._context.preferences.get(self._key())
            known = {each.value: each for each in Density}
            theme().set_density(known.get(kept, USUAL[self._context.lens]))

    def _keep(self) -> None:
        """Only what differs from what stands there: every other change of the look comes here, too."""
        if self._context is not None:
            chosen = theme().density.value
            before = self._context.preferences.get(self._key(), USUAL[self._context.lens].value)
            if chosen != before:
                self._context.preferences.set(self._key(), chosen)

    def _key(self) -> str:
        assert self._context is not None
        return f"density/{self._context.lens.value}"
