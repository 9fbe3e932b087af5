"""The owner's typed name under an act that is theirs: not asked of the owner whose program this is."""

from app.analysis.look_alikes import same_text
from app.queries.lens import Lens
from app.words import say
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow


class OwnerName(FormRow):
    """Asks for the full name of the owner, unless it is the owner who is looking.

    A broker carries the act out beside the owner, who types it; the record then names who said so.
    """

    def __init__(self) -> None:
        self.typed = TextField(chars=30)
        super().__init__("", self.typed)
        self._owner = self._person = ""
        self._here = False

    def show_owner(self, owner: str, person: str, lens: Lens) -> None:
        """Ask for the name of `owner`; `person` is who works in this program, through `lens`."""
        self._owner, self._person = owner, person
        self._here = lens is Lens.OWNER and (not owner or same_text(person) == same_text(owner))
        self.setVisible(not self._here)
        named = owner or say("the owner")
        self.set_label(say("Full name of {owner}", owner=named))
        self.set_help(
            say("{owner} types this, not you: it is on record as what they said.", owner=named)
            if lens is Lens.BROKER
            else say("A typed name is a record of agreement, not a signature.")
        )

    def name(self) -> str:
        """The name the act goes under."""
        return self._person if self._here else self.typed.value()

    def show_fault(self) -> str:
        """Why the act can't go under what was typed, shown at the field too; "" where it can."""
        fault = "" if self._here else self._fault_of(self.typed.value())
        self.set_problem(fault)
        return fault

    def _fault_of(self, typed: str) -> str:
        if not typed:
            return say("Ask the owner to type their full name")
        if self._owner and same_text(typed) != same_text(self._owner):
            return say("That is not the owner’s name as it stands in the project: {owner}", owner=self._owner)
        return ""
