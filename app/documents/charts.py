"""Figures painted as flowables. Axes start at zero; nothing printed is under 7.5 pt."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from itertools import count

from reportlab.platypus.flowables import Flowable

from app.analysis.money import Money
from app.documents import fonts, styles
from app.documents.drawing import LABELS, NARROW, Canvas, box, fit, hatch, line, measure, write
from app.documents.figures import (
    Contributions,
    HoursStrip,
    PaymentBar,
    PaymentSegment,
    PriceBar,
    PriceBars,
    points,
)
from app.words import say
from app.words.formats import Formats

Paint = Callable[[Canvas, float, float], None]


class Chart(Flowable):
    """A figure of fixed height; `paint` draws it between (0, 0) and (width, height)."""

    def __init__(self, width: float, height: float, paint: Paint, *, after: float = 5) -> None:
        super().__init__()
        self.width, self.height = width, height
        self.paint = paint
        self.spaceBefore, self.spaceAfter = 0.0, after

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The size it was made with."""
        return self.width, self.height

    def draw(self) -> None:
        """Paint on the canvas ReportLab put in place."""
        self.paint(self.canv, self.width, self.height)


# --- payment bar ----------------------------------------------------------------------------------

PAY_BAR, PAY_GAP = 19.0, 1.5
PAY_COLOURS = {
    "planned": (styles.ACCENT, styles.PAPER),
    "paid": (styles.ACCENT, styles.PAPER),
    "due": (styles.NEXT, styles.INK),
    "to_come": (styles.TODO, styles.INK),
}
"""Fill and ink of a segment by its state."""


def payment_bar(figure: PaymentBar, width: float) -> Chart:
    """One bar to scale. Labels stand below where every one fits; the held end is labelled above."""
    labelled = _segments_fit(figure.segments, width)
    return Chart(width, 60 if labelled else 36, partial(_paint_payments, figure.segments, labelled), after=4)


def _segment_widths(segments: tuple[PaymentSegment, ...], width: float) -> list[float]:
    total = sum(segment.share.minor for segment in segments) or 1
    return [width * segment.share.minor / total for segment in segments]


def _segments_fit(segments: tuple[PaymentSegment, ...], width: float) -> bool:
    return all(
        max(measure(segment.amount, fonts.FIGURES, 8), measure(segment.when, fonts.FIGURES, 8)) + 3 <= room
        for segment, room in zip(segments, _segment_widths(segments, width), strict=True)
        if segment.state != "held"
    )


def _paint_payments(
    segments: tuple[PaymentSegment, ...], labelled: bool, canvas: Canvas, width: float, height: float
) -> None:
    y = height - 15 - PAY_BAR
    x = 0.0
    for segment, room in zip(segments, _segment_widths(segments, width), strict=True):
        if segment.state == "held":
            hatch(canvas, x, y, max(room - 0.5, 1), PAY_BAR, styles.INK_SOFT, 3.2)
            label = measure(segment.amount, fonts.FIGURES, 8)
            write(canvas, width, y + 23, segment.amount, fonts.FIGURES, 8, styles.INK_SOFT, "right")
            write(
                canvas,
                width - label - 4,
                y + 23,
                segment.name,
                fonts.FIGURES_SEMIBOLD,
                8,
                styles.INK,
                "right",
            )
        else:
            fill, colour = PAY_COLOURS[segment.state]
            box(canvas, x, y, max(room - PAY_GAP, 0.5), PAY_BAR, fill=fill, stroke=styles.ACCENT)
            if measure(segment.name, fonts.FIGURES_SEMIBOLD, 9) + 8 <= room:
                write(canvas, x + 5, y + 6.2, segment.name, fonts.FIGURES_SEMIBOLD, 9, colour)
            if labelled:
                write(canvas, x, y - 11, segment.amount)
                write(canvas, x, y - 21, segment.when, fonts.FIGURES, 8, styles.INK_SOFT)
        x += room


# --- points ---------------------------------------------------------------------------------------

POINT_ROW, POINT_HEAD, NUMBERS = 16.5, 14.0, 128.0


def contributions(figure: Contributions, width: float, formats: Formats) -> Chart:
    """Points per criterion, heaviest weight to scale, the sum under a total rule."""
    height = POINT_HEAD + (len(figure.rows) + 1) * POINT_ROW + 4
    return Chart(width, height, partial(_paint_contributions, figure, formats), after=3)


def _paint_contributions(
    figure: Contributions, formats: Formats, canvas: Canvas, width: float, height: float
) -> None:
    left = min(LABELS + 2, width * NARROW)
    most = max((row.weight for row in figure.rows), default=Decimal(1)) or Decimal(1)
    scale = (width - NUMBERS - left) / float(most)
    top = height - POINT_HEAD
    other_x, own_x = width, width - 58 if figure.other else width
    soft = partial(write, face=fonts.MEDIUM, size=8, colour=styles.INK_SOFT)
    soft(canvas, 0, height - 8, say("What counted"))
    soft(canvas, left, height - 8, say("Points earned, out of the weight you gave"))
    soft(canvas, own_x, height - 8, fit(figure.winner, fonts.MEDIUM, 8, 56), align="right")
    if figure.other:
        soft(canvas, other_x, height - 8, fit(figure.other, fonts.MEDIUM, 8, 54), align="right")
    line(canvas, 0, top, width, top, styles.INK, styles.HEAD_RULE)
    for index, row in enumerate(figure.rows):
        y = top - (index + 1) * POINT_ROW
        middle = y + POINT_ROW / 2
        write(canvas, 0, middle - 3, fit(row.name, fonts.REGULAR, 9, left - 6), fonts.REGULAR, 9)
        end = left + float(row.weight) * scale
        box(canvas, left, middle - 4, end - left, 8, stroke=styles.RULE_STRONG, line_width=0.5)
        box(canvas, left, middle - 4, float(row.points) * scale, 8, fill=styles.ACCENT)
        if row.other is not None:
            x = left + float(row.other) * scale
            line(canvas, x, middle - 6.4, x, middle + 6.4, styles.PAPER, 2.8)
            line(canvas, x, middle - 6.4, x, middle + 6.4, styles.INK, 1.3)
        weight = say("of {weight}", weight=figure.weight(row, formats))
        write(canvas, end + 4, middle - 2.8, weight, fonts.FIGURES, 8, styles.INK_SOFT)
        write(
            canvas, own_x, middle - 3, points(row.points, formats), fonts.FIGURES_SEMIBOLD, 9, align="right"
        )
        if figure.other:
            value = points(row.other, formats)
            write(canvas, other_x, middle - 3, value, fonts.FIGURES, 9, styles.INK_SOFT, "right")
        if index < len(figure.rows) - 1:
            line(canvas, 0, y, width, y)
    _paint_point_total(figure, formats, canvas, own_x, other_x, width)


def _paint_point_total(
    figure: Contributions, formats: Formats, canvas: Canvas, own_x: float, other_x: float, width: float
) -> None:
    weight = sum((row.weight for row in figure.rows), Decimal(0))
    line(canvas, 0, POINT_ROW + 4, width, POINT_ROW + 4, styles.INK, styles.TOTAL_RULE)
    label = say("Total, out of {weight}", weight=formats.number(weight))
    write(canvas, 0, 6, label, fonts.FIGURES_SEMIBOLD, 9)
    write(canvas, own_x, 6, points(figure.total, formats), fonts.FIGURES_SEMIBOLD, 9, align="right")
    if figure.other:
        total = points(figure.other_total, formats)
        write(canvas, other_x, 6, total, fonts.FIGURES, 9, styles.INK_SOFT, "right")


# --- like for like --------------------------------------------------------------------------------

PRICE_ROW, PRICE_HEAD, PRICE_FOOT = 36.0, 30.0, 16.0


def price_bars(figure: PriceBars, width: float, formats: Formats) -> Chart:
    """Quoted prices from zero with their allowances hatched, over the should-cost band."""
    height = PRICE_HEAD + len(figure.rows) * PRICE_ROW + PRICE_FOOT
    return Chart(width, height, partial(_paint_prices, figure, formats), after=4)


Note = tuple[float, float, str]
"""Words on a patch of paper, over whatever they cross: where they begin, and what they say."""


def _paint_prices(figure: PriceBars, formats: Formats, canvas: Canvas, width: float, height: float) -> None:
    left, right = min(LABELS, width * NARROW), width - 70
    amounts = [row.total for row in figure.rows]
    amounts += [amount for amount in (figure.high, figure.should_cost, figure.most) if amount]
    most = max((amount.minor for amount in amounts), default=1) * 1.06 or 1
    scale = (right - left) / most
    top = height - PRICE_HEAD
    bottom = top - len(figure.rows) * PRICE_ROW
    _paint_band(canvas, figure, formats, (left, bottom, top), scale)
    write(canvas, width, height - 18.5, say("Like for like"), fonts.MEDIUM, 8, styles.INK_SOFT, "right")
    for tick in _ticks(most, amounts[0].currency if amounts else formats.currency):
        x = left + tick.minor * scale
        line(canvas, x, bottom, x, bottom - 3, styles.RULE_STRONG)
        write(canvas, x, bottom - 12, formats.money_short(tick), fonts.FIGURES, 8, styles.INK_SOFT, "centre")
    notes: list[Note] = []
    for index, row in enumerate(figure.rows):
        y = top - (index + 1) * PRICE_ROW
        notes += _paint_price(canvas, row, formats, (left, width), y, scale)
        if index < len(figure.rows) - 1:
            line(canvas, 0, y, width, y)
    if figure.should_cost:
        x = left + figure.should_cost.minor * scale
        line(canvas, x, bottom, x, top, styles.INK, 0.8, (2.5, 2))
    for x, y, note in notes:
        box(canvas, x + 3, y - 2, measure(note, fonts.FIGURES, 8) + 4, 10, fill=styles.PAPER)
        write(canvas, x + 5, y, note)
    line(canvas, left, bottom, left, top, styles.INK, 0.75)
    line(canvas, 0, bottom, width, bottom, styles.RULE_STRONG)


def _paint_band(
    canvas: Canvas, figure: PriceBars, formats: Formats, frame: tuple[float, float, float], scale: float
) -> None:
    """The band of our own estimate behind the bars, with its words above its end."""
    if not figure.low or not figure.high:
        return
    left, bottom, top = frame
    x0, x1 = left + figure.low.minor * scale, left + figure.high.minor * scale
    box(canvas, x0, bottom, x1 - x0, top - bottom, fill=styles.BAND)
    band = f"{formats.money_short(figure.low)} – {formats.money_short(figure.high)}"
    end = max(x1, left + measure(figure.fixed, fonts.MEDIUM, 8), left + measure(band, fonts.FIGURES, 8))
    height = top + PRICE_HEAD
    write(canvas, end, height - 8, figure.fixed, fonts.MEDIUM, 8, styles.INK, "right")
    write(canvas, end, height - 18.5, band, fonts.FIGURES, 8, styles.INK_SOFT, "right")


def _paint_price(
    canvas: Canvas, row: PriceBar, formats: Formats, sides: tuple[float, float], y: float, scale: float
) -> list[Note]:
    """One quote: its name, its bar with the hatched end, its like-for-like price; the words that go over all."""
    left, width = sides
    middle = y + PRICE_ROW / 2 + (3 if row.allowance else 0)
    face = fonts.SEMIBOLD if row.chosen else fonts.REGULAR
    write(canvas, 0, middle + 1.5, fit(row.name, face, 9.5, left - 8), face, 9.5)
    below = fit(row.note, fonts.FIGURES, 8, left - 8)
    write(canvas, 0, middle - 10, below, fonts.FIGURES, 8, styles.INK_SOFT)
    quoted = row.quoted.minor * scale
    gap = row.allowance.minor * scale if row.allowance else 0
    notes: list[Note] = []
    box(canvas, left, middle - 6.5, quoted, 13, fill=styles.ACCENT if row.chosen else styles.BAR_OTHER)
    inside = say("{amount} quoted", amount=formats.money_short(row.quoted))
    if measure(inside, fonts.FIGURES, 8) + 10 > quoted:
        notes.append((left + quoted + gap, middle - 3.2, inside))
    else:
        write(canvas, left + 5, middle - 3.2, inside, fonts.FIGURES, 8, styles.PAPER)
    if row.allowance:
        hatch(canvas, left + quoted, middle - 6.5, gap, 13, styles.INK_SOFT, 2.6)
        amount = formats.money_short(row.allowance)
        notes.append((left, middle - 16, say("+ {amount} gap allowance (hatched)", amount=amount)))
    if row.unknown:
        write(canvas, width, middle - 3, say("Not known yet"), colour=styles.INK_SOFT, align="right")
    else:
        total = formats.money_short(row.total)
        write(canvas, width, middle - 3.4, total, fonts.FIGURES_SEMIBOLD, 10.5, align="right")
    return notes


def _ticks(most: float, currency: str) -> Iterator[Money]:
    """Three to six round amounts from zero: 1, 2 or 5 times a power of ten apart."""
    steps = (factor * 10**power for power in count() for factor in (1, 2, 5))
    step = next(step for step in steps if most / step <= 6)
    for number in range(int(most // step) + 1):
        yield Money(number * step, currency)


# --- shared hours ---------------------------------------------------------------------------------

HOUR_ROW, HOUR_HEAD = 14.0, 14.0


def hours_strip(figure: HoursStrip, width: float) -> Chart:
    """Two bars on one day: the place is open, the team can be reached."""
    return Chart(width, HOUR_HEAD + 2 * HOUR_ROW + 2, partial(_paint_hours, figure))


def _paint_hours(figure: HoursStrip, canvas: Canvas, width: float, height: float) -> None:
    moments = [figure.site_from, figure.site_to, figure.team_from, figure.team_to]
    hours = [moment.hour + moment.minute / 60 for moment in moments]
    first, last = int(min(hours)), max(-(-max(hours) // 1), int(min(hours)) + 1)
    names = max(measure(name, fonts.REGULAR, 8.5) for name in (figure.site, figure.team)) + 12
    left = min(max(names, 96.0), width * NARROW)
    scale = (width - 0.5 - left) / (last - first)
    for hour in range(first, int(last) + 1, 2 if last - first > 4 else 1):
        x = left + (hour - first) * scale
        align = "centre" if hour < last - 1 else "right"
        write(
            canvas,
            min(x, width) if align == "centre" else width,
            height - 8,
            f"{hour}:00",
            fonts.FIGURES,
            8,
            styles.INK_SOFT,
            align,
        )
        line(canvas, x, 0, x, height - 12)
    bars = (
        (figure.site, hours[0], hours[1], styles.BAR_SOFT, ""),
        (figure.team, hours[2], hours[3], styles.ACCENT, figure.shared),
    )
    for index, (name, start, end, colour, inside) in enumerate(bars):
        y = height - HOUR_HEAD - (index + 1) * HOUR_ROW
        write(canvas, 0, y + 3.4, fit(name, fonts.REGULAR, 8.5, left - 6), fonts.REGULAR, 8.5)
        x = left + (start - first) * scale
        room = max(end - start, 0) * scale
        box(canvas, x, y + 2, room, 10, fill=colour)
        if inside and measure(inside, fonts.FIGURES_MEDIUM, 8) + 10 <= room:
            write(canvas, x + 5, y + 4.3, inside, fonts.FIGURES_MEDIUM, 8, styles.PAPER)
        elif inside:
            write(canvas, x + room + 4, y + 4.3, inside, fonts.FIGURES_MEDIUM, 8, styles.INK_SOFT)
