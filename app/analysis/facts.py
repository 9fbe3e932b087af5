"""The values a code is turned into a sentence with: plain, comparable and picklable."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from app.analysis.money import Money

Fact = str | int | Decimal | date | Money | tuple[str, ...] | None
"""One value of a sentence; several names are a tuple."""

Facts = Mapping[str, Fact]
"""The named values of one sentence, written once and never changed."""
