"""Where workspaces, keys and logs lie on this computer."""

from pathlib import Path

from platformdirs import user_config_path, user_data_path, user_log_path

NAME = "Sourcewright"
OWN, SAMPLE = "workspace", "sample"


def workspaces_folder() -> Path:
    """The folder that holds this person's workspaces."""
    return user_data_path(NAME, appauthor=False) / "workspaces"


def own_folder() -> Path:
    """The folder of this person's own workspace, whether it is there yet or not."""
    return workspaces_folder() / OWN


def sample_folder() -> Path:
    """The folder of the sample, which is made anew when it is not there."""
    return workspaces_folder() / SAMPLE


def keys_folder() -> Path:
    """Where keys lie for want of a keychain: never beside the workspaces they open."""
    return user_config_path(NAME, appauthor=False) / "keys"


def logs_folder() -> Path:
    """Where the redacted log of faults goes."""
    return user_log_path(NAME, appauthor=False)
