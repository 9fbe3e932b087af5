"""You and your business, and the country that sets money and dates."""

from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QFrame

from app.queries.clients import ProfileView, profile
from app.queries.lens import Lens
from app.services import clients
from app.words import say
from app.words.regions import regions
from ui.context import Context
from ui.widgets.choices import Option, RadioList
from ui.widgets.fields import Choice, NumberEdit, TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import column


class YouSection(QFrame):
    """Each field is kept when it is left; there is no Save button anywhere."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.person = TextField(chars=34)
        self.business = TextField(chars=34)
        self.trade = TextField(chars=34)
        self.town = TextField(chars=24)
        self.staff = NumberEdit(context.formats, least=Decimal(1), whole=True)
        self.country = Choice([(one.country, one.name) for one in regions()])
        self.role = RadioList(
            (
                Option("owner", say("I run the business")),
                Option("broker", say("I advise businesses on IT")),
            ),
            name=say("Which view opens first"),
        )
        self._rows = {
            "person": FormRow(say("Your full name"), self.person),
            "business": FormRow(say("Your business"), self.business, optional=True),
            "trade": FormRow(say("Trade"), self.trade, optional=True),
            "town": FormRow(say("Town"), self.town, optional=True),
            "staff": FormRow(say("People who work there"), self.staff, optional=True),
            "country": FormRow(
                say("Country"), self.country, help=say("Sets currency, dates and paper size.")
            ),
            "role": FormRow(say("Which view opens first"), self.role),
        }
        parts = [part for one in self._rows.values() for part in (one, 16)]
        self.setLayout(column(*parts))
        self._texts = {
            "person": self.person,
            "business": self.business,
            "trade": self.trade,
            "town": self.town,
        }
        self._refused: set[str] = set()  # what stands there cannot be kept, and waits to be put right
        for name, field in self._texts.items():
            field.committed.connect(partial(self._keep_text, name, field))
        self.staff.committed.connect(self._keep_staff)
        self.country.committed.connect(self._keep_country)
        self.role.committed.connect(self._keep_role)

    def refresh(self) -> None:
        """Show what is kept, leaving a field alone while it is being typed in."""
        kept = self._context.operations.read(profile) or ProfileView()
        for name, field in self._texts.items():
            if name not in self._refused and not field.unfinished:
                field.set_value(getattr(kept, name))
        if not self.staff.problem():
            self.staff.set_value(None if kept.staff is None else Decimal(kept.staff))
        self.country.set_value(kept.country)
        self.role.set_value(kept.role)

    def _keep(self, **fields: object) -> bool:
        return self._context.operations.succeeded(
            lambda session: clients.keep_profile(session, **fields), say("Change your details")
        )

    def _keep_text(self, name: str, field: TextField) -> None:
        text = " ".join(field.value().split())
        problem = say("Enter your name") if name == "person" and not text else ""
        self._rows[name].set_problem(problem)
        self._refused = self._refused | {name} if problem else self._refused - {name}
        kept = self._context.operations.read(profile) or ProfileView()
        if problem or text == getattr(kept, name):
            return
        before = self._context.person
        if name == "person":  # before it is kept: the window reads it as soon as the change is told
            self._context.person = text
        if not self._keep(**{name: text}):
            self._context.person = before

    def _keep_staff(self) -> None:
        value = self.staff.value()
        whole = None if value is None else int(value)
        kept = self._context.operations.read(profile) or ProfileView()
        if not self.staff.problem() and whole != kept.staff:
            self._keep(staff=whole)

    def _keep_country(self) -> None:
        region = next(one for one in regions() if one.country == self.country.value())
        if self._keep(
            country=region.country, currency=region.currency, locale=region.locale, time_zone=region.time_zone
        ):
            kept = self._context.operations.read(profile)
            assert kept is not None
            self._context.set_formats(kept.formats)

    def _keep_role(self) -> None:
        if self._keep(role=self.role.value()):
            self._context.set_lens(Lens.BROKER if self.role.value() == "broker" else Lens.OWNER)
