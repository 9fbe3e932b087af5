"""Strokes, words and marks on a canvas: what charts and page furniture are drawn with."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from reportlab.lib.colors import Color

from app.documents import fonts, styles

Canvas = Any
"""ReportLab's canvas, whose drawing methods carry no types."""

BOX_SCALE = 0.62
"""Size of the code point in the box that stands for a missing glyph, against the text around it."""
ELLIPSIS = "…"
LABELS = 148.0
"""Widest column of names at the left of a chart, in points."""
NARROW = 0.37
"""Most of a chart's width its names may take."""


def write(
    canvas: Canvas,
    x: float,
    y: float,
    text: str,
    face: str = fonts.FIGURES,
    size: float = 8,
    colour: Color = styles.INK,
    align: str = "left",
) -> float:
    """Draw one line of text and return its width in points; `align` is left, right or centre of `x`."""
    stretches = _one_line(text)
    total = sum(_run_width(run, face, size) for run in stretches)
    left = x - {"left": 0.0, "right": total, "centre": total / 2}[align]
    for run in stretches:
        if run.missing:
            left += _write_box(canvas, left, y, run.text, size)
            continue
        canvas.setFont(face, size)
        canvas.setFillColor(colour)
        canvas.drawString(left, y, run.text)
        left += fonts.text_width(run.text, face, size)
    return total


def _one_line(text: str) -> list[fonts.Run]:
    return [
        replace(run, text=run.text.replace("\n", " ")) for run in fonts.runs(fonts.without_emphasis(text))
    ]


def measure(text: str, face: str, size: float) -> float:
    """Width `write` will need for `text`."""
    stretches = _one_line(text)
    return sum(_run_width(run, face, size) for run in stretches)


def _run_width(run: fonts.Run, face: str, size: float) -> float:
    if not run.missing:
        return fonts.text_width(run.text, face, size)
    return _box_text_width(run.text, size) + 3


def _box_text_width(char: str, size: float) -> float:
    code_point = fonts.MissingGlyph(char, "").code_point
    return fonts.text_width(code_point, fonts.FIGURES_MEDIUM, size * BOX_SCALE)


def _write_box(canvas: Canvas, x: float, y: float, char: str, size: float) -> float:
    width = _box_text_width(char, size)
    canvas.saveState()
    canvas.setStrokeColor(styles.RULE_STRONG)
    canvas.setLineWidth(0.5)
    canvas.rect(x + 0.5, y - size * 0.16, width + 2, size * 0.92, stroke=1, fill=0)
    canvas.setFillColor(styles.INK_SOFT)
    canvas.setFont(fonts.FIGURES_MEDIUM, size * BOX_SCALE)
    canvas.drawString(x + 1.5, y + size * 0.07, fonts.MissingGlyph(char, "").code_point)
    canvas.restoreState()
    return width + 3


def fit(text: str, face: str, size: float, width: float) -> str:
    """`text`, cut with an ellipsis where it is wider than `width`; tables carry it in full."""
    if measure(text, face, size) <= width:
        return text
    kept = text
    while kept and measure(kept + ELLIPSIS, face, size) > width:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def line(
    canvas: Canvas,
    x0: float,
    y0: float,
    x1: float,
    y1: float,
    colour: Color = styles.RULE,
    width: float = styles.ROW_RULE,
    dash: tuple[float, float] | None = None,
) -> None:
    """A stroke; `dash` gives its on and off lengths."""
    canvas.saveState()
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(width)
    if dash:
        canvas.setDash(*dash)
    canvas.line(x0, y0, x1, y1)
    canvas.restoreState()


def box(
    canvas: Canvas,
    x: float,
    y: float,
    width: float,
    height: float,
    fill: Color | None = None,
    stroke: Color | None = None,
    line_width: float = 0.6,
) -> None:
    """A rectangle, filled, outlined or both."""
    canvas.saveState()
    if fill is not None:
        canvas.setFillColor(fill)
    if stroke is not None:
        canvas.setStrokeColor(stroke)
        canvas.setLineWidth(line_width)
    canvas.rect(x, y, width, height, stroke=int(stroke is not None), fill=int(fill is not None))
    canvas.restoreState()


def hatch(
    canvas: Canvas, x: float, y: float, width: float, height: float, colour: Color, step: float = 3
) -> None:
    """A hatched, outlined rectangle: money that is held, or added by us; legible in grey."""
    canvas.saveState()
    area = canvas.beginPath()
    area.rect(x, y, width, height)
    canvas.clipPath(area, stroke=0, fill=0)
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(0.5)
    offset = -height
    while offset < width:
        canvas.line(x + offset, y, x + offset + height, y + height)
        offset += step
    canvas.restoreState()
    box(canvas, x, y, width, height, stroke=colour, line_width=0.5)


def diamond(canvas: Canvas, x: float, y: float, radius: float, *, filled: bool = True) -> None:
    """The mark of a sign-off: filled where planned or signed, open where it is only a forecast."""
    canvas.saveState()
    shape = canvas.beginPath()
    shape.moveTo(x, y + radius)
    shape.lineTo(x + radius, y)
    shape.lineTo(x, y - radius)
    shape.lineTo(x - radius, y)
    shape.close()
    canvas.setFillColor(styles.INK if filled else styles.PAPER)
    canvas.setStrokeColor(styles.INK)
    canvas.setLineWidth(1)
    canvas.drawPath(shape, stroke=1, fill=1)
    canvas.restoreState()


def _mark_good(canvas: Canvas, x: float, y: float, r: float) -> None:
    canvas.setFillColor(styles.ACCENT)
    canvas.circle(x, y, r, stroke=0, fill=1)
    canvas.setStrokeColor(styles.PAPER)
    canvas.setLineWidth(1.1)
    tick = canvas.beginPath()
    tick.moveTo(x - r * 0.48, y - r * 0.02)
    tick.lineTo(x - r * 0.1, y - r * 0.42)
    tick.lineTo(x + r * 0.5, y + r * 0.4)
    canvas.drawPath(tick, stroke=1, fill=0)


def _mark_partly(canvas: Canvas, x: float, y: float, r: float) -> None:
    canvas.setStrokeColor(styles.AMBER)
    canvas.setFillColor(styles.AMBER)
    canvas.setLineWidth(1)
    canvas.circle(x, y, r - 0.4, stroke=1, fill=0)
    canvas.wedge(x - r + 0.4, y - r + 0.4, x + r - 0.4, y + r - 0.4, 90, 180, stroke=0, fill=1)


def _mark_bad(canvas: Canvas, x: float, y: float, r: float) -> None:
    canvas.setStrokeColor(styles.RED)
    canvas.setLineWidth(1)
    canvas.circle(x, y, r - 0.4, stroke=1, fill=0)
    arm = r * 0.42
    canvas.setLineWidth(1.1)
    canvas.line(x - arm, y - arm, x + arm, y + arm)
    canvas.line(x - arm, y + arm, x + arm, y - arm)


def _mark_unknown(canvas: Canvas, x: float, y: float, r: float) -> None:
    canvas.setStrokeColor(styles.INK_SOFT)
    canvas.setLineWidth(1)
    canvas.setDash(1.4, 1.6)
    canvas.circle(x, y, r - 0.4, stroke=1, fill=0)


def _mark_open(canvas: Canvas, x: float, y: float, r: float) -> None:
    canvas.setStrokeColor(styles.RULE_STRONG)
    canvas.setLineWidth(0.8)
    canvas.rect(x - r, y - r, 2 * r, 2 * r, stroke=1, fill=0)


MARKS: dict[str, Callable[[Canvas, float, float, float], None]] = {
    "good": _mark_good,
    "partly": _mark_partly,
    "bad": _mark_bad,
    "unknown": _mark_unknown,
    "open": _mark_open,
}
"""A disc with a tick, half a disc, a ring with a cross, a dashed ring, a box: no two alike in grey."""


def mark(canvas: Canvas, state: str, x: float, y: float, radius: float = 4) -> None:
    """Draw the mark of `state` around its centre."""
    canvas.saveState()
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    MARKS[state](canvas, x, y, radius)
    canvas.restoreState()


def monogram(canvas: Canvas, letter: str, x: float, y: float, size: float) -> None:
    """A letter as an outline, its baseline middle at (x, y): drawn, so that it is not read as text."""
    outline = fonts.monograms().get(letter)
    if outline is None:
        diamond(canvas, x, y + size * 0.36, size * 0.42, filled=False)
        return
    scale = size / 1000
    left = x - outline["advance"] * scale / 2
    path = canvas.beginPath()
    draw = {"m": path.moveTo, "l": path.lineTo, "c": path.curveTo}
    for verb, *values in outline["path"]:
        if verb == "h":
            path.close()
            continue
        points = [value * scale + (y if index % 2 else left) for index, value in enumerate(values)]
        draw[verb](*points)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=1)


def watermark(canvas: Canvas, word: str) -> None:
    """The standing of a document across the page, under everything else on it."""
    width, height = canvas._pagesize
    diagonal = math.hypot(width, height)
    size = min(120.0, 120.0 * diagonal * 0.66 / max(measure(word, fonts.DISPLAY, 120), 1.0))
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(math.degrees(math.atan2(height, width)) - 2)
    write(canvas, 0, -size / 3, word, fonts.DISPLAY, size, styles.WATERMARK, "centre")
    canvas.restoreState()
