"""The type scale and the bundled family; sizes are pixels at 96 dpi and 100 % text."""

from typing import NamedTuple

from PySide6.QtGui import QFont, QFontDatabase

from app.knowledge.resources import resource

FAMILIES = ["Inter", "Segoe UI Variable", "Segoe UI", "SF Pro", "Noto Sans", "DejaVu Sans"]


class Role(NamedTuple):
    """One step of the scale: pixel size, weight (400 to 600) and tracking in percent."""

    px: int
    weight: int = 400
    tracking: float = 0.0


ROLES: dict[str, Role] = {
    "display": Role(28, 600, -1.8),
    "h1": Role(22, 600, -1.4),
    "title": Role(20, 600, -1.2),
    "sub": Role(16, 600, -0.8),
    "sub15": Role(15, 600, -0.6),
    "lead": Role(15, 400, -0.3),
    "body": Role(14, 400, -0.2),
    "medium": Role(14, 500, -0.2),
    "strong": Role(14, 600, -0.3),
    "dense": Role(13),
    "dense_medium": Role(13, 500),
    "dense_strong": Role(13, 600, -0.1),
    "caption": Role(12, 400, 0.2),
    "caption_medium": Role(12, 500, 0.2),
    "caption_strong": Role(12, 600, 0.2),
    "tiny": Role(11, 500, 0.6),
    "figure": Role(24, 600, -1.4),
    "figure_large": Role(32, 600, -2.0),
}


def load_fonts() -> None:
    """Register the faces of the screen with Qt, once for the process; the others beside them are for paper."""
    for file in sorted(resource("fonts").glob("Inter-*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def make_font(
    role: str, zoom: float, *, tabular: bool = False, italic: bool = False, system: bool = False
) -> QFont:
    """The font of `role` at text zoom `zoom` (1.0 is 100 %).

    `tabular` gives every figure the same width. It is for numbers only: it widens hyphens in prose.
    `system` keeps the reader's own interface font and takes only size and weight from the scale.
    """
    step = ROLES[role]
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont) if system else QFont(FAMILIES)
    font.setPixelSize(round(step.px * zoom))
    font.setWeight(QFont.Weight(step.weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if step.tracking and not system:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 + step.tracking)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    font.setItalic(italic)
    return font
