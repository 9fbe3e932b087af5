"""The look this person chose, kept on this computer: it is needed before a workspace is open."""

from PySide6.QtCore import QSettings

from ui.theme.current import ZOOMS, Density, Scheme, theme


def restore_look(settings: QSettings) -> None:
    """Put on the look this person chose last."""
    look = theme()
    look.set_scheme(Scheme(_known(settings, "scheme", [each.value for each in Scheme])))
    look.set_density(Density(_known(settings, "density", [each.value for each in Density])))
    zoom = str(settings.value("zoom", "100"))
    look.set_zoom(int(zoom) if zoom.isdigit() and int(zoom) in ZOOMS else 100)


def keep_look(settings: QSettings) -> None:
    """Keep the look for the next start."""
    look = theme()
    settings.setValue("scheme", look.scheme.value)
    settings.setValue("density", look.density.value)
    settings.setValue("zoom", str(look.zoom_percent))


def _known(settings: QSettings, name: str, values: list[str]) -> str:
    """The kept value, or the first where an older or newer version kept something else."""
    kept = str(settings.value(name, values[0]))
    return kept if kept in values else values[0]


def look_settings() -> QSettings:
    """Where the look is kept."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Sourcewright", "look")
