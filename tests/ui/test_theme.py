"""Colours keep their contrast, text grows, and every icon that is named is bundled."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from ui.theme.current import Density, Scheme, Theme
from ui.theme.icons import svg_source
from ui.theme.style_sheet import style_sheet
from ui.theme.tokens import DARK, LIGHT, contrast, contrast_pairs, more_contrast
from ui.widgets.buttons import Button
from ui.widgets.text import Label

SCHEMES = {"light": LIGHT, "dark": DARK, "light, more contrast": more_contrast(LIGHT),
           "dark, more contrast": more_contrast(DARK)}  # fmt: skip


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("pair", list(contrast_pairs()), ids=lambda pair: f"{pair[0]} on {pair[1]}")
def test_every_pair_that_is_used_can_be_read(scheme: str, pair: tuple[str, str, float]) -> None:
    ink, paper, least = pair
    assert contrast(SCHEMES[scheme][ink], SCHEMES[scheme][paper]) >= least


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_both_themes_name_the_same_colours() -> None:
    assert set(LIGHT) == set(DARK)


def test_the_style_sheet_is_short_and_every_name_in_it_is_known() -> None:
    sheet = style_sheet(LIGHT, 1.0, Path("/images"), "500 12px Inter")
    assert "$" not in sheet
    assert len(sheet.splitlines()) <= 150


def test_lengths_in_the_style_sheet_grow_with_the_text() -> None:
    assert "spacing: 9px" in style_sheet(LIGHT, 1.0, Path("/"), "x")
    assert "spacing: 14px" in style_sheet(LIGHT, 1.5, Path("/"), "x")


@pytest.mark.parametrize("zoom", [1.0, 1.15, 1.3, 1.5])
def test_a_radio_button_stays_round(zoom: float) -> None:
    sheet = style_sheet(LIGHT, zoom, Path("/"), "x")
    rule = re.search(
        r"QRadioButton::indicator \{ width: (\d+)px.*?border: (\d+)px.*?border-radius: (\d+)px", sheet
    )
    chosen = re.search(r"QRadioButton::indicator:checked \{ border: (\d+)px.*?width: (\d+)px", sheet)
    assert rule is not None
    assert chosen is not None
    width, edge, radius = map(int, rule.groups())
    assert width + 2 * edge == 2 * radius
    assert int(chosen[2]) + 2 * int(chosen[1]) == 2 * radius


def test_dark_light_and_system(look: Theme) -> None:
    look.set_scheme(Scheme.DARK)
    assert look.color("text").name().upper() == DARK["text"]
    look.set_scheme(Scheme.LIGHT)
    assert look.color("text").name().upper() == LIGHT["text"]


def test_words_and_controls_grow_with_the_text(look: Theme, qtbot: QtBot) -> None:
    label, button = Label("Words", "title"), Button("Accept this stage")
    qtbot.addWidget(label)
    qtbot.addWidget(button)
    before = (label.font().pixelSize(), button.height())
    look.set_zoom(150)
    assert (label.font().pixelSize(), button.height()) == (before[0] * 1.5, before[1] * 1.5)


def test_zoom_stops_at_its_ends_and_takes_only_its_steps(look: Theme) -> None:
    for _ in range(9):
        look.step_zoom(1)
    assert look.zoom_percent == 150
    for _ in range(9):
        look.step_zoom(-1)
    assert look.zoom_percent == 100
    with pytest.raises(ValueError, match="120"):
        look.set_zoom(120)


def test_a_label_keeps_its_colour_when_its_parent_moves(look: Theme, qtbot: QtBot) -> None:
    window, panel = QWidget(), QWidget()
    label = Label("Paid", tone="success_text", parent=panel)
    panel.setParent(window)
    qtbot.addWidget(window)
    window.show()
    look.set_scheme(Scheme.DARK)
    panel.setParent(None)
    panel.setParent(window)
    panel.show()
    QApplication.processEvents()
    assert label.palette().color(label.foregroundRole()) == look.color("success_text")


def test_brokers_get_tighter_rows(look: Theme) -> None:
    comfortable = look.row_height(2)
    look.set_density(Density.COMPACT)
    assert look.row_height(2) < comfortable


def test_a_ticked_box_is_told_from_an_empty_one_by_shape(qtbot: QtBot) -> None:
    box = QCheckBox("Insured")
    qtbot.addWidget(box)
    box.show()
    empty = box.grab().toImage()
    box.setChecked(True)
    assert box.grab().toImage() != empty


def test_every_icon_named_in_the_interface_is_bundled() -> None:
    root = Path(__file__).parents[2] / "ui"
    named = {
        name
        for file in root.rglob("*.py")
        for name in ICON_NAMED.findall(file.read_text(encoding="utf-8"))
    }  # fmt: skip
    assert "search" in named
    for name in named:
        assert svg_source(name).count("<svg") == 1


ICON_NAMED = re.compile(r'(?:icon=|Icon\(|IconButton\(|trailing=|pixmap\(|EmptyState\(\s*)"([a-z0-9-]+)"')


def test_an_unknown_colour_is_an_error_at_once(look: Theme) -> None:
    with pytest.raises(KeyError):
        look.color("blurple")
