"""Plugins: modules that connect receivers when they are imported."""

from importlib.metadata import entry_points


def load_plugins() -> list[str]:
    """Import every module that an installed package names in the group ``parcels.plugins``; return what they are called."""
    plugins = entry_points(group="parcels.plugins")
    for plugin in plugins:
        plugin.load()
    return [plugin.name for plugin in plugins]
