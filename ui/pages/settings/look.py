"""How it looks: theme, text size, density."""

from PySide6.QtWidgets import QFrame

from app.words import say
from ui.theme.current import ZOOMS, Density, Scheme, theme
from ui.widgets.layouts import column
from ui.widgets.navigation import Segments
from ui.widgets.text import Label


class LookSection(QFrame):
    """Takes effect at once and is kept for the next start."""

    def __init__(self) -> None:
        super().__init__()
        self.scheme = Segments(
            (
                (Scheme.SYSTEM.value, say("As the system")),
                (Scheme.LIGHT.value, say("Light")),
                (Scheme.DARK.value, say("Dark")),
            ),
            name=say("Theme"),
        )
        self.zoom = Segments(
            [(str(zoom), say("{percent}%", percent=zoom)) for zoom in ZOOMS], name=say("Text size")
        )
        self.density = Segments(
            ((Density.COMFORTABLE.value, say("Comfortable")), (Density.COMPACT.value, say("Compact"))),
            name=say("Rows"),
        )
        parts = (
            (say("Theme"), self.scheme),
            (say("Text size"), self.zoom),
            (say("Rows"), self.density),
        )
        lines = [part for title, widget in parts for part in (Label(title, "strong"), 6, widget, 18)]
        self.setLayout(column(*lines))
        self.scheme.chosen.connect(lambda key: theme().set_scheme(Scheme(key)))
        self.zoom.chosen.connect(lambda key: theme().set_zoom(int(key)))
        self.density.chosen.connect(lambda key: theme().set_density(Density(key)))
        theme().changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is set."""
        look = theme()
        self.scheme.set_value(look.scheme.value)
        self.zoom.set_value(str(look.zoom_percent))
        self.density.set_value(look.density.value)
