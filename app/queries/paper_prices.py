"""An amount as papers print it: without tax, its tax by every rate, and with it."""

from dataclasses import dataclass

from app.analysis.money import Money
from app.analysis.tax_rates import Taxed


@dataclass(frozen=True, slots=True)
class Price:
    """An amount with its tax; `tax` is None where the quote states none, and the paper says so."""

    excl: Money
    tax: Money | None = None
    tax_name: str = ""
    """How the tax is called, with its rate: "VAT 20%", "VAT 20% and 0%", "VAT, reverse charge"."""

    by_rate: tuple[Taxed, ...] = ()
    """What of it bears which rate, where there are several."""

    reverse_charge: bool = False
    """The provider adds no tax, and the owner accounts for it."""

    @property
    def incl(self) -> Money | None:
        """The amount to pay including tax; None where no tax is stated."""
        return None if self.tax is None else self.excl + self.tax
