"""Look sentences up in the gettext catalogue and put their named values in."""

import gettext
import re
from collections.abc import Mapping
from pathlib import Path

DOMAIN = "sourcewright"

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use_language(language: str, folder: Path) -> bool:
    """Choose the catalogue that `say` reads; called once, by the composition root.

    Returns False, and keeps English, where `folder` has no compiled catalogue for `language`.
    """
    global _catalogue
    try:
        _catalogue = gettext.translation(DOMAIN, folder, languages=[language])
    except OSError:
        _catalogue = gettext.NullTranslations()
        return language.startswith("en")
    return True


def say(message: str, /, **values: object) -> str:
    """The whole sentence `message` in the reader's language, with its `values` in their places.

    `message` is always a literal, so that extraction finds it. Values are put in as they are:
    they are text, not markup, and are never themselves read as a format. A sentence that ends with a
    value which has a full stop of its own, as a name in "B.V." has, gets no second one.
    """
    text = _catalogue.gettext(message)
    return _filled(text, values) if values else text


def say_known(sentence: str, /, **values: object) -> str:
    """Like `say`, for a sentence that the knowledge files hold as data (its fields marked `Said`).

    The catalogue takes those from the knowledge itself, so here the sentence may be a variable.
    """
    text = _catalogue.gettext(sentence) if sentence else ""
    return _filled(text, values) if values else text


def say_count(one: str, many: str, count: int, /, **values: object) -> str:
    """Like `say`, in the plural form that `count` asks for; `{count}` is among the values."""
    text = _catalogue.ngettext(one, many, count)
    return _filled(text, {"count": count, **values})


def _filled(text: str, values: Mapping[str, object]) -> str:
    for name, value in values.items():
        if isinstance(value, str) and value.endswith("."):
            text = re.sub(rf"(\{{{name}\}})\.(?=\s|$)", r"\1", text)
    return text.format(**values)
