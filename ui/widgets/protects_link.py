"""The way to the page of what protects the owner, called by who reads it."""

from app.queries.lens import Lens
from app.words import say
from ui.widgets.buttons import LinkButton


def protects_words(lens: Lens) -> str:
    """What the page is called: the owner is spoken to, a broker is told of the owner."""
    return say("What protects you") if lens is Lens.OWNER else say("What protects the owner")


class ProtectsLink(LinkButton):
    """Leads to the page; named again where the reader changes."""

    def __init__(self, lens: Lens) -> None:
        super().__init__(protects_words(lens), icon="shield-check")

    def show_lens(self, lens: Lens) -> None:
        """Call it as this reader does."""
        self.set_words(protects_words(lens))
