"""The one style sheet: shapes of the components, selected by object name and property.

Its template is `resources/style/components.qss`, where `$name` is a colour token and `12z` a length
that grows with the text. Fonts are set on widgets, not there: a style sheet font would break zoom and
figures. The exception is header sections, which ignore `setFont`.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Template

from app.knowledge.resources import resource
from ui.theme.icons import coloured_svg
from ui.theme.tokens import TONES

INDICATOR_ICONS = {
    "check": ("check", "on_accent", 3.2),
    "check_off": ("check", "disabled", 3.2),
    "partly": ("minus", "on_accent", 3.2),
    "down": ("chevron-down", "text2", 2.2),
    "down_off": ("chevron-down", "disabled", 2.2),
}
"""Images that only a style sheet can show, by file name: icon, token, stroke."""

INDICATOR = 14
DOT = 5
EDGE = 2
"""A radio button is a circle of 14 in an edge of 2; chosen, its edge is 5. The sum must stay the same
and the radius be half of it, or Qt draws a square."""

_SCALED = re.compile(r"\b(\d+)z\b")


@cache
def _template() -> str:
    return resource("style", "components.qss").read_text(encoding="utf-8")


def write_indicator_images(folder: Path, tokens: Mapping[str, str]) -> None:
    """Write the images the style sheet names, in the colours of `tokens`."""
    for name, (icon, token, stroke) in INDICATOR_ICONS.items():
        (folder / f"{name}.svg").write_text(coloured_svg(icon, tokens[token], stroke), encoding="utf-8")


def style_sheet(tokens: Mapping[str, str], zoom: float, images: Path, header_font: str) -> str:
    """The whole sheet in the colours of `tokens`, with growing lengths multiplied by `zoom`."""
    circle = round(INDICATOR * zoom) + 2 * EDGE
    circle += circle % 2
    values = {
        **tokens,
        "images": images.as_posix(),
        "header_font": header_font,
        "circle": f"{circle - 2 * EDGE}px",
        "circle_radius": f"{circle // 2}px",
        "dot": f"{round(DOT * zoom)}px",
        "dot_hole": f"{circle - 2 * round(DOT * zoom)}px",
    }
    sheet = _SCALED.sub(lambda found: f"{round(int(found[1]) * zoom)}px", _template())
    return Template(sheet).substitute(values) + "\n".join(_coloured_rules(tokens, zoom))


def _coloured_rules(tokens: Mapping[str, str], zoom: float) -> list[str]:
    """Rules that repeat for each tone: soft fills for chips and cards.

    Text colours are palettes of the labels, and no rule may select plain labels: Qt puts the palette
    that a label had when a rule first fitted it back whenever it is moved to another parent.
    """
    rules: list[str] = []
    for tone in (*TONES, "neutral"):
        fill = tokens[f"{tone}_soft"]
        chip = f'QFrame[chip="{tone}"] {{ background: {fill}; border-radius: {round(11 * zoom)}px; }}'
        rules += [chip, f'QFrame[card="{tone}"] {{ background: {fill}; border-radius: 10px; }}']
    return rules
