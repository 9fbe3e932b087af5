"""The rate of a day: from the newest reference rates at hand, and how newer ones are brought."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from app.analysis.exchange import DatedRate
from app.exchange.reference_rates import STALE, RateHistory, load_shipped_rates, read_rate_file, read_rates
from app.queries import rate_files
from app.services import exchange_rates
from app.words import say
from app.words.formats import Formats
from app.workflows.runner import FilingRunner


class OfferedRate(NamedTuple):
    """A rate and what is to be known of it, in a sentence; `rate` None where the bank has none."""

    rate: DatedRate | None
    words: str
    stale: bool = False


def reference_rate(runner: FilingRunner, *, of: str, into: str, on: date, formats: Formats) -> OfferedRate:
    """The reference rate of `on`, or of the last day before it that had one."""
    history = newest_rates(runner)
    found = history.rate(of, into, on)
    if found is None:
        return OfferedRate(
            None,
            say(
                "The European Central Bank gives no rate from {of} to {into}. Type the one you agreed on.",
                of=of,
                into=into,
            ),
        )
    figure = formats.number(found.rate)
    day = formats.day(found.on)
    if on - found.on > STALE:
        words = say(
            "1 {of} = {rate} {into} on {day}, the last day in the rates that are here. Bring newer ones, or type "
            "the rate of {wanted}.",
            of=of, into=into, rate=figure, day=day, wanted=formats.day(on),
        )  # fmt: skip
        return OfferedRate(found, words, stale=True)
    words = say(
        "1 {of} = {rate} {into}, reference rate of the European Central Bank of {day}.",
        of=of, into=into, rate=figure, day=day,
    )  # fmt: skip
    return OfferedRate(found, words)


def newest_rates(runner: FilingRunner) -> RateHistory:
    """Those somebody brought, where they reach further than those that ship."""
    shipped = load_shipped_rates()
    kept = runner.read(rate_files.newest)
    if kept is None or kept.last_on <= shipped.last_on:
        return shipped
    return read_rates(runner.attachments.get(kept.sha256), kept.name)


def rate_currencies(runner: FilingRunner) -> tuple[str, ...]:
    """Every currency that the newest rates at hand have a figure for."""
    return newest_rates(runner).currencies


def bring_rates(runner: FilingRunner, path: Path, on: date) -> RateHistory:
    """Keep a newer file of the bank's. Raises RateFileRefused, and then nothing is kept."""
    history = read_rate_file(path)
    kept = runner.attachments.put(path.read_bytes(), path.name)
    verb = partial(
        exchange_rates.keep_rate_file,
        name=path.name,
        sha256=kept.sha256,
        first_on=history.first_on,
        last_on=history.last_on,
        on=on,
    )
    runner.write(verb, say("Newer reference rates"))
    return history
