"""What must come before what, as elbows from bar to bar under the bars themselves."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPen, QPolygonF

from app.queries.schedule_rows import Bar
from ui.widgets.gantt.painting import MILESTONE, STAGE, Sheet, bar_box

TURN, TIP = 10, 4


STROKES = (("border_strong", 0.8), ("text2", 1.4), ("text", 2.0))
"""Colour and width of most arrows, of those that decide the end, and of those of the chosen row."""


def paint_arrows(sheet: Sheet, current: int) -> None:
    """The arrows that cross the rows in sight; those of the row `current` stand out."""
    look, drawn = sheet.look, sheet.drawn
    rows = sheet.rows
    paths = [QPainterPath() for _ in STROKES]
    tips: list[list[QPolygonF]] = [[] for _ in STROKES]
    for before, after, arrow in drawn.links:
        if max(before, after) < rows.start or min(before, after) >= rows.stop:
            continue
        one, other = drawn.bars[before], drawn.bars[after]
        boxes = _box(sheet, before, one), _box(sheet, after, other)
        if boxes[0] is None or boxes[1] is None:
            continue
        kind = 2 if current in (before, after) else int(one.critical and other.critical)
        tips[kind].append(_elbow(paths[kind], boxes[0], boxes[1], arrow.kind, sheet.px(TURN)))
    painter = sheet.painter
    for (tone, wide), path, ends in zip(STROKES, paths, tips, strict=True):
        colour = look.color(tone)
        painter.setPen(QPen(colour, wide))
        painter.setBrush(colour)
        painter.strokePath(path, painter.pen())
        for tip in ends:
            painter.drawPolygon(tip)


def _box(sheet: Sheet, at: int, bar: Bar) -> QRectF | None:
    if bar.starts_on is None or bar.ends_on is None:
        return None
    box = bar_box(sheet, at, bar.starts_on, bar.ends_on, stage=bar.kind == STAGE)
    if bar.kind == MILESTONE:
        side = sheet.px(8)
        return QRectF(box.right() - side, box.center().y() - side, 2 * side, 2 * side)
    return box


def _elbow(path: QPainterPath, one: QRectF, other: QRectF, kind: str, turn: float) -> QPolygonF:
    """Adds the line from `one` to `other` and returns its tip. From the start or the end, to the start or the end."""
    from_start, to_end = kind.startswith("start"), kind.endswith("finish")
    down = other.center().y() > one.center().y()
    leaves = one.bottom() if down else one.top()
    target = other.right() if to_end else other.left()
    y = other.center().y()
    if to_end:
        x = max(target + turn, one.right() + turn if not from_start else one.left() - turn)
    else:
        x = min(one.left() + 3 if from_start else one.right() - 4, target - turn)
    if not to_end and x < one.left() + 2:
        x = one.left() + 2
        if x >= target - TIP - 2:  # it begins before: from above or below onto the bar
            x = max(x, target + TIP + 2)
            edge = other.top() if down else other.bottom()
            path.moveTo(x, leaves)
            path.lineTo(x, edge)
            back = -TIP - 1 if down else TIP + 1
            return QPolygonF([QPointF(x, edge), QPointF(x - TIP, edge + back), QPointF(x + TIP, edge + back)])
    inside = one.left() <= x <= one.right()
    path.moveTo(x if inside else one.right(), leaves if inside else one.center().y())
    if not inside:
        path.lineTo(x, one.center().y())
    path.lineTo(x, y)
    path.lineTo(target, y)
    back = TIP + 1 if to_end else -TIP - 1
    return QPolygonF([QPointF(target, y), QPointF(target + back, y - TIP), QPointF(target + back, y + TIP)])
