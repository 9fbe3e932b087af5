"""What may not stand in any file of the repository, whatever its kind."""

import re

import pytest

from tests.architecture.sources import texts

REGISTRIES = ("py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian.org")
"""Written in pieces, or this file would find itself."""
PLACES = ("/ro" + "ot/", "/wo" + "rk/", "/ho" + "me/", "C:" + "\\Users")
LEFT_UNDONE = re.compile(
    r"(#|//|--|\*)\s*(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|\b(TO" + r"DO|FIX" + r"ME|XX" + r"X):"
)
DATA = ("resources/", "packaging/licences/", "requirements/", "LICENSE")
"""Other people's words, which may say what they like."""


@pytest.mark.parametrize("words", [REGISTRIES, PLACES], ids=["registries", "places"])
def test_no_file_names_a_package_registry_or_a_place_on_one_machine(words: tuple[str, ...]) -> None:
    alone = [re.compile((r"(?<!\w)" if word[0] == "/" else "") + re.escape(word)) for word in words]
    found = [f"{name}: {each.pattern}" for name, text in texts() for each in alone if each.search(text)]
    assert not found


def test_nothing_is_left_undone() -> None:
    found = [name for name, text in texts() if not name.startswith(DATA) and LEFT_UNDONE.search(text)]
    assert not found


def test_every_text_ends_with_its_line_and_only_with_a_line_feed() -> None:
    ours = [(name, text) for name, text in texts() if not name.startswith(DATA) and text]
    assert not [name for name, text in ours if "\r" in text or not text.endswith("\n")]
