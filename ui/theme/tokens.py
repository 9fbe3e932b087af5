"""The colours by name, for the light and the dark theme, and the contrast each pair must keep.

Paper is warm and one accent means "act here"; every other hue is a status and always comes with a
word and an icon. Widgets ask for a name, never for a value.
"""

from collections.abc import Iterator, Mapping

LIGHT: Mapping[str, str] = {
    "canvas": "#FAF9F6", "surface": "#FFFFFF", "sunken": "#F2F0EB", "raised": "#FFFFFF",
    "border": "#E4E0D8", "border2": "#CBC5BA", "border_strong": "#868077",
    "text": "#1E1C19", "text2": "#524E48", "text3": "#67625A", "disabled": "#A8A298",
    "accent": "#0B6B74", "accent_hover": "#095A62", "accent_press": "#07494F", "on_accent": "#FFFFFF",
    "accent_soft": "#E2F0F0", "accent_text": "#0A5F67", "focus": "#1D4ED8",
    "success": "#1B7A43", "success_soft": "#E5F3EA", "success_text": "#14663A",
    "warn": "#B25E09", "warn_soft": "#FBF0DD", "warn_text": "#864400",
    "danger": "#C0322B", "danger_soft": "#FCEAE7", "danger_text": "#A4231D", "on_danger": "#FFFFFF",
    "info": "#2B63C7", "info_soft": "#E8EFFA", "info_text": "#2455AC",
    "private": "#6B4FA0", "private_soft": "#F1ECF8", "private_text": "#573C8A",
    "sel": "#DFEEEE", "hover": "#F6F4F0", "track": "#E9E5DD", "shade": "#F7F5F1",
    "rail_active": "#FFFFFF", "neutral_soft": "#F2F0EB", "button": "#FFFFFF",
}

DARK: Mapping[str, str] = {
    "canvas": "#161719", "surface": "#1D1F22", "sunken": "#111214", "raised": "#282B2F",
    "border": "#303338", "border2": "#454A51", "border_strong": "#838A93",
    "text": "#ECEDEE", "text2": "#B9BDC2", "text3": "#A3A8AE", "disabled": "#666B72",
    "accent": "#4FC3CB", "accent_hover": "#6FD2D9", "accent_press": "#37AEB7", "on_accent": "#062326",
    "accent_soft": "#15363A", "accent_text": "#6FD2D9", "focus": "#8AB4FF",
    "success": "#4CC38A", "success_soft": "#15301F", "success_text": "#7FD8AA",
    "warn": "#F0A23B", "warn_soft": "#35270D", "warn_text": "#F5BC6C",
    "danger": "#F2746B", "danger_soft": "#3C1A18", "danger_text": "#F79B94", "on_danger": "#2A0A08",
    "info": "#7AA7F5", "info_soft": "#1A2942", "info_text": "#A0C1F9",
    "private": "#B79CED", "private_soft": "#2A2338", "private_text": "#C9B5F2",
    "sel": "#1A3A3E", "hover": "#232629", "track": "#2E3237", "shade": "#191B1D",
    "rail_active": "#282B2F", "neutral_soft": "#282B2F", "button": "#282B2F",
}

TONES = ("accent", "success", "warn", "danger", "info", "private")
"""Hues with a strong, a soft and a text form: `tone`, `tone_soft`, `tone_text`."""

PAPERS = ("canvas", "surface", "sunken", "raised", "sel", "shade", "track", "hover", "neutral_soft")
"""What text may stand on."""

TEXT_CONTRAST = 4.5
SHAPE_CONTRAST = 3.0
"""WCAG 2.2 AA: 1.4.3 for text, 1.4.11 for the shapes that identify a control or a state."""


def contrast_pairs() -> Iterator[tuple[str, str, float]]:
    """Every (foreground, background, least ratio) that the screens use (ux.md §10.2)."""
    for ink in ("text", "text2", "text3"):
        for paper in PAPERS:
            yield ink, paper, TEXT_CONTRAST
    for tone in TONES:
        yield f"{tone}_text", "surface", TEXT_CONTRAST
        yield f"{tone}_text", "canvas", TEXT_CONTRAST
        yield f"{tone}_text", f"{tone}_soft", TEXT_CONTRAST
        yield "text", f"{tone}_soft", TEXT_CONTRAST
        yield "text2", f"{tone}_soft", TEXT_CONTRAST
        yield tone, "surface", SHAPE_CONTRAST
    yield "accent_text", "sel", TEXT_CONTRAST
    yield "accent", "rail_active", SHAPE_CONTRAST
    for fill in ("accent", "accent_hover", "accent_press"):
        yield "on_accent", fill, TEXT_CONTRAST
    yield "on_danger", "danger", TEXT_CONTRAST
    for paper in ("surface", "canvas", "sunken"):
        yield "border_strong", paper, SHAPE_CONTRAST
        yield "focus", paper, SHAPE_CONTRAST


def contrast(one: str, other: str) -> float:
    """Ratio of two `#RRGGBB` colours between 1 and 21, by the relative luminance of WCAG 2."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    def linear(part: str) -> float:
        share = int(part, 16) / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(colour[at : at + 2]) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def more_contrast(tokens: Mapping[str, str]) -> dict[str, str]:
    """`tokens` for a reader whose system asks for more contrast: no grey text, every edge drawn strongly."""
    soft = {f"{tone}_soft": tokens["surface"] for tone in TONES}
    return {
        **tokens, **soft,
        "text2": tokens["text"], "text3": tokens["text"],
        "border": tokens["border_strong"], "border2": tokens["border_strong"],
    }
