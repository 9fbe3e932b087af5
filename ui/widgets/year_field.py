"""A year as people write it: four figures and no separators."""

from decimal import Decimal

from app.words.formats import Formats
from ui.widgets.fields import NumberEdit


class YearField(NumberEdit):
    """A whole year between `least` and `most`."""

    def __init__(self, formats: Formats, *, least: int, most: int) -> None:
        super().__init__(formats, least=Decimal(least), most=Decimal(most), whole=True)
        self._write = _plain

    def year(self) -> int | None:
        """The year, or None."""
        value = self.value()
        return None if value is None else int(value)

    def set_year(self, year: int | None) -> None:
        """Show `year` as committed."""
        self.set_value(None if year is None else Decimal(year))


def _plain(value: Decimal) -> str:
    return str(int(value))
