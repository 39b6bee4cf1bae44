"""What no type checker sees of signals, found by mypy with our plugin, whatever checker a project uses.

Rules of this file:
- Found is what mypy reports with the plugin and not without it. What else mypy thinks of the code is no matter here.
- mypy runs as it does for marked lines, without the project's configuration, and both times alike.
- Where mypy cannot look, this raises CheckerError. It never counts as "nothing found".
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from typedsignals._tools.checkers import CHECKERS, Checker, CheckerError, Finding, Task, run

__all__ = ["mypy_with", "walls"]

# The plugin of django-stubs imports the settings: from where the files' own imports are looked up.
_PATHS = "import sys; sys.path[:0] = {paths!r}; "
_START = _PATHS + "from mypy.__main__ import console_entry; console_entry()"
_SET_UP = _PATHS + "import django; django.setup()"
_DJANGO = "\n[mypy.plugins.django-stubs]\ndjango_settings_module = {settings}"


def walls(
    paths: Sequence[Path], *, search_paths: Iterable[Path] = (), django_settings: str | None = None
) -> list[Finding]:
    """Return what mypy reports of the Python files under the paths with our plugin alone, in the order of files and lines.

    With ``django_settings``, the name of a settings module, the plugin of django-stubs runs beside it, so that lazy senders
    are looked up. Raises CheckerError if mypy or django-stubs are not installed, if our plugin does not know this mypy, or if
    the settings cannot be imported.
    """
    for module, name in {"mypy": "mypy", "mypy_django_plugin": "django-stubs"}.items():
        if find_spec(module) is None and (module == "mypy" or django_settings):
            raise CheckerError(f"{name} is not installed; install it beside {sys.executable}: pip install {name}")
    from mypy.version import __version__ as version  # heavy, and needed for this alone

    from typedsignals import mypy_plugin

    if mypy_plugin.plugin(version) is not mypy_plugin.SignalsPlugin:
        raise CheckerError(f"typedsignals.mypy_plugin does not know mypy {version}; install another")
    roots = [path.resolve() for path in search_paths]
    if django_settings:
        _set_up(django_settings, roots)
    django = ["mypy_django_plugin.main"] if django_settings else []
    asked = [
        mypy_with("mypy", django, django_settings),
        mypy_with("plugin", [mypy_plugin.__file__, *django], django_settings),
    ]
    without, found = (verdict.found for verdict in run(asked, paths, search_paths=roots).verdicts)
    known = {_key(finding) for finding in without}
    # An ignored error that is none with the plugin leaves its comment behind.
    new = [finding for finding in found if _key(finding) not in known and finding.code != "unused-ignore"]
    return sorted(new, key=_key)


def _set_up(settings: str, roots: Sequence[Path]) -> None:
    """Raise CheckerError if Django cannot be set up: mypy would take that for a fault of its own."""
    command = [sys.executable, "-P", "-c", _SET_UP.format(paths=[*map(str, roots)])]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = done.stderr.strip().rpartition("\n")[2]
        raise CheckerError(
            f"cannot set up Django with the settings {settings}: {reason}\n"
            f"They are looked up in {', '.join(map(str, roots))}; name another directory with --search-path"
        )


def mypy_with(name: str, plugins: list[str], settings: str | None) -> Checker:
    """Return mypy under another name, with plugins; that of django-stubs reads these settings."""
    mypy = CHECKERS[0]

    def arguments(task: Task) -> list[str]:
        config = task.scratch / "mypy.ini"
        more = _DJANGO.format(settings=settings) if settings else ""
        config.write_text(f"[mypy]\nplugins = {','.join(plugins)}{more}\n", encoding="utf-8")
        given = [f"--config-file={config}" if each == "--config-file=" else each for each in mypy.arguments(task)]
        return ["-c", _START.format(paths=[*map(str, task.search_paths)]), "--show-traceback", *given]

    return replace(mypy, name=name, program=sys.executable, arguments=arguments)


def _key(finding: Finding) -> tuple[Path, int, str]:
    return finding.path, finding.line, finding.code
