"""What mypy says with the plugin. It runs over all of its cases at once, and over those of the checkers beside them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pytest
from mypy import nodes, version
from mypy.options import Options
from mypy.plugin import MethodContext, Plugin
from mypy.types import NoneType

from tests.typing.asked import ROOT
from tests.typing.plugin import harness
from tests.typing.plugin.harness import DIFFERENCES, HERE, PAGE, differences, places, table, written
from typedsignals import mypy_plugin
from typedsignals._tools.checkers import Report, marked_lines

NEWEST = not version.__version__.startswith("1.")
of_the_newest = pytest.mark.skipif(not NEWEST, reason="older ones say some things in other words")
WRITE = "what differs is written down by: python -m tests.typing.plugin"


@pytest.fixture(scope="module")
def own() -> Report:
    return harness.check_own()


@pytest.fixture(scope="module")
def django() -> Report:
    return harness.check_django()


@pytest.mark.parametrize("kind", ["own", "django"])
def test_the_cases_are_reported_as_marked(kind: str, request: pytest.FixtureRequest) -> None:
    """Each marked line, and no other."""
    report: Report = request.getfixturevalue(kind)
    assert [line for line in str(report).splitlines() if f"/plugin/{kind}/" in line] == []


def test_no_shape_of_code_is_too_much_for_it(own: Report, django: Report) -> None:
    """A hook that fails says so in a note, and mypy's own answer stands."""
    assert [each for each in notes(own) + notes(django) if harness.FAILED in each] == []


def notes(report: Report) -> list[str]:
    return [finding.message for finding in report.verdicts[0].found]


@of_the_newest
def test_every_difference_is_written_down(own: Report, django: Report) -> None:
    """Of all cases of the checkers: what mypy reports with the plugin alone, and what it no longer reports."""
    assert DIFFERENCES.read_text(encoding="utf-8") == differences(own, django), WRITE


@of_the_newest
def test_the_page_shows_the_walls_that_move(own: Report, django: Report) -> None:
    """Those that are marked among the known gaps."""
    page = PAGE.read_text(encoding="utf-8")
    assert page == written(page, table(own, django)), WRITE


def test_unchanged_code_is_checked_alike_in_either_order_of_plugins(
    django: Report, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Here through the overlay, after the plugin of django-stubs; there through the views, before it."""
    overlaid = harness.check_overlaid(tmp_path_factory.mktemp("overlaid").resolve())
    assert [place[:2] for place in places(overlaid)] == [place[:2] for place in places(django)]


def test_without_the_plugin_of_django_stubs_no_model_is_known() -> None:
    """Lazy senders go unseen then, and all else is as marked; `get_user_model()` is refused, as it is by mypy itself."""
    verdict = harness.check_django_alone().verdicts[0]
    assert {mark.path.name for mark in verdict.missed} == {"lazy.py", "subclasses.py"}
    assert [(finding.path.name, finding.code) for finding in verdict.false] == [("exact.py", "arg-type")]


def test_messages_name_the_signal_the_receiver_and_the_mismatch(own: Report, django: Report) -> None:
    """One of each kind."""
    said = "\n".join(notes(own) + notes(django))
    for message in (
        '"of_anything" is never called: "order_completed" is sent by "type[OrderService]", not by "type[Warehouse]"',
        'There is nothing to replace: "order_placed" is sent by "type[OrderService]", not by "type[Warehouse]"',
        'Parameter "oder_id" of "misspelt" is never sent by "order_placed"; did you mean "order_id"?',
        'Parameter "carier" of "of_two" is never sent by "order_placed" and "order_shipped"; did you mean "carrier"?',
        'Parameter "oder_id" of "hear" is never sent by "order_placed"',
        'Parameter "oder_id" of the receiver is never sent by the signal',
        'Parameter "orgin" of "of_a_list" is never sent by "post_save" and "post_delete"; did you mean "origin"?',
        '"misspelt" is never called: there is no model "shop.Oder"; did you mean "shop.Order"?',
        '"without_kwargs" takes no **kwargs: Django refuses it where DEBUG is set, and "ground" may have more to send',
    ):
        assert message in said


# Cold, warm, in the daemon, with workers: a small project, and what changes in it.

SIGNALS = """\
from typedsignals import Signal, keyword_signal


class Shop: ...


class Bakery: ...


opened = Signal[type[Shop], int]("opened")


@keyword_signal
def sold(sender: type[Shop], *, order_id: int) -> None: ...
"""
RECEIVERS = """\
from signals import Bakery, Shop, opened, sold


@sold.connect
def log(sender: type[Shop], order_id: int = 0, **kwargs: object) -> None: ...


def count(sender: object, payload: int) -> None: ...


opened.connect(count, sender=Bakery)
"""
CALLS = "from receivers import log\nfrom signals import Shop\n\nlog(Shop, 'seven')\n"
AT_FIRST = ["calls.py:4 arg-type", "receivers.py:11 signal-sender"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a project of three modules, the first of which says what is wrong in the others."""
    monkeypatch.setenv("MYPYPATH", str(ROOT))
    (tmp_path / "mypy.ini").write_text(f"[mypy]\nstrict = True\nplugins = {harness.OURS}\n", encoding="utf-8")
    for name, text in {"signals": SIGNALS, "receivers": RECEIVERS, "calls": CALLS}.items():
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    return tmp_path


def said_by(project: Path, *command: str) -> list[str]:
    """Run mypy over the project; return file, line and code of each error."""
    done = subprocess.run([sys.executable, *command], cwd=project, capture_output=True, text=True, check=False)
    if "Failed to establish connection with worker" in done.stdout + done.stderr:
        return said_by(project, *command)  # mypy gives workers three seconds to start: too few on a busy machine
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    errors = re.findall(r"^(\S+:\d+): error: .*\[(.*)\]$", done.stdout, re.MULTILINE)
    return sorted(f"{place} {code}" for place, code in errors)


def change(project: Path, module: str, old: str, new: str) -> None:
    file = project / f"{module}.py"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def follow(project: Path, *command: str) -> None:
    """What changes in one module is reported, and no longer reported, in the others."""
    assert said_by(project, *command) == AT_FIRST
    assert said_by(project, *command) == AT_FIRST
    change(project, "signals", "order_id", "number")
    assert said_by(project, *command) == [*AT_FIRST, "receivers.py:4 signal-keyword"]
    change(project, "signals", "number", "order_id")
    change(project, "signals", "Signal[type[Shop], int]", "Signal[type[Bakery], int]")
    change(project, "receivers", "order_id: int = 0", "order_id: str = ''")
    assert said_by(project, *command) == ["receivers.py:4 arg-type"]


def test_the_cache_keeps_what_is_reported_and_follows_what_changes(project: Path) -> None:
    """Cold, then warm."""
    follow(project, "-m", "mypy", ".")


def test_the_daemon_follows_what_changes(project: Path) -> None:
    """Fine-grained: it checks again what depends on the change."""
    try:
        follow(project, "-m", "mypy.dmypy", "run", "--", ".")
    finally:
        subprocess.run([sys.executable, "-m", "mypy.dmypy", "kill"], cwd=project, capture_output=True, check=False)


@pytest.mark.skipif(not NEWEST, reason="mypy has workers since 2.0")
def test_parallel_workers_report_the_same(project: Path) -> None:
    """Each of them has a plugin of its own."""
    follow(project, "-m", "mypy", "-n", "2", ".")


@pytest.mark.parametrize(
    ("settings", "kept"),
    [
        pytest.param(
            f"plugins = {harness.OURS}\ndisable_error_code = signal-sender",
            AT_FIRST[:1],
            marks=pytest.mark.skipif(not NEWEST, reason="1.18 reads a configuration before it knows a plugin's codes"),
        ),
        (f"plugins = {harness.OURS}, {harness.OURS}", AT_FIRST),
        (f"plugins = {mypy_plugin.__file__}", AT_FIRST),
    ],
    ids=["a code switched off", "configured twice", "by its path"],
)
def test_it_can_be_configured(settings: str, kept: list[str], project: Path) -> None:
    """As mypy's own codes and other plugins are."""
    (project / "mypy.ini").write_text(f"[mypy]\nstrict = True\n{settings}\n", encoding="utf-8")
    assert said_by(project, "-m", "mypy", ".") == kept


MODELS = "from django.db import models\n\n\nclass Shelf(models.Model):\n    id = models.AutoField(primary_key=True)\n"
LABELLED = """\
from typing import Any

from depot.models import Shelf
from typedsignals.django import receiver
from typedsignals.django.signals import post_save


@receiver(post_save, sender="depot.Bin")
def log(instance: Shelf, **kwargs: Any) -> None: ...
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where mypy keeps what it has read of Django, for all tests that need it."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def depot(project: Path, cache: Path) -> Path:
    """Make a package of models in the project, and a module that knows one of them by a label that is wrong."""
    depot = project / "depot"
    depot.mkdir()
    (depot / "__init__.py").touch()
    (depot / "settings.py").write_text('INSTALLED_APPS = ["depot"]\nSECRET_KEY = "depot"\n', encoding="utf-8")
    (depot / "models.py").write_text(MODELS, encoding="utf-8")
    (project / "labels.py").write_text(LABELLED, encoding="utf-8")
    (project / "calls.py").write_text("from labels import log\n\nlog(7)\n", encoding="utf-8")
    settings = f"plugins = {harness.OURS}, {harness.DJANGOS}\ncache_dir = {cache}\n"
    settings += harness.SETTINGS.replace("project", "depot")
    (project / "mypy.ini").write_text(f"[mypy]\n{settings}", encoding="utf-8")
    return project


def test_a_model_that_comes_is_found(depot: Path) -> None:
    """A file that has but a label of it is checked again, and the module of the model is read for it."""
    assert said_by(depot, "-m", "mypy", "labels.py") == ["labels.py:8 signal-sender"]
    (depot / "depot" / "bins.py").write_text(MODELS.replace("Shelf", "Bin"), encoding="utf-8")
    change(depot, "depot/models", "class Shelf", "from depot.bins import Bin as Bin\n\n\nclass Shelf")
    assert said_by(depot, "-m", "mypy", "labels.py") == ["labels.py:8 type-var"]


def follow_labels(depot: Path, *command: str) -> None:
    """The label and the receiver are compared anew, and the receiver has its type, beside the plugin of django-stubs."""
    kept = "calls.py:3 arg-type"
    assert said_by(depot, *command) == [kept, "labels.py:8 signal-sender"]
    assert said_by(depot, *command) == [kept, "labels.py:8 signal-sender"]
    change(depot, "labels", "depot.Bin", "depot.Shelf")
    assert said_by(depot, *command) == [kept]
    change(depot, "labels", "instance: Shelf", "instance: int")
    assert said_by(depot, *command) == ["labels.py:8 type-var"]


def test_the_daemon_follows_labels(depot: Path) -> None:
    """Of models that were there when it started."""
    try:
        follow_labels(depot, "-m", "mypy.dmypy", "run", "--", "labels.py", "calls.py")
    finally:
        subprocess.run([sys.executable, "-m", "mypy.dmypy", "kill"], cwd=depot, capture_output=True, check=False)


@pytest.mark.skipif(not NEWEST, reason="mypy has workers since 2.0")
def test_parallel_workers_follow_labels(depot: Path) -> None:
    """Each of them sets Django up."""
    follow_labels(depot, "-m", "mypy", "-n", "2", "labels.py", "calls.py")


def test_a_code_can_be_switched_off_for_a_module(project: Path) -> None:
    """By a comment at its top."""
    change(project, "receivers", "from signals", '# mypy: disable-error-code="signal-sender"\nfrom signals')
    assert said_by(project, "-m", "mypy", ".") == AT_FIRST[:1]


# The file itself.


def test_it_imports_nothing_but_mypy() -> None:
    """Of what has to be installed: so its path works where mypy runs from another environment."""
    tree = ast.parse(Path(mypy_plugin.__file__).read_text(encoding="utf-8"))
    names = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names += [each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names]
    assert {name.partition(".")[0] for name in names} - sys.stdlib_module_names == {"mypy"}


def test_what_it_looks_for_is_there() -> None:
    """By the names that mypy has for it."""
    constants = {name: value for name, value in vars(mypy_plugin).items() if name.isupper()}
    named = [
        each
        for value in constants.values()
        for each in ([value] if isinstance(value, str) else value if isinstance(value, frozenset) else [])
    ]
    assert len(named) >= 16
    views = (ROOT / "typedsignals" / "django" / "types.pyi").read_text(encoding="utf-8")
    for module, _, name in (each.rpartition(".") for each in named):
        if module == "typedsignals.django.types":
            assert re.search(rf"^(class|def) {name}\b", views, re.MULTILINE), name
        else:
            assert hasattr(import_module(module), name), f"{module}.{name}"


@pytest.mark.parametrize(
    ("mypy", "known"), [("1.17.1", False), ("1.18.2", True), ("2.4.1", True), ("2.99+dev", True), ("3.0", False)]
)
def test_a_mypy_that_it_does_not_know_gets_a_note(mypy: str, known: bool, capsys: pytest.CaptureFixture[str]) -> None:
    """And a plugin that does nothing."""
    assert mypy_plugin.plugin(mypy) is (mypy_plugin.SignalsPlugin if known else Plugin)
    assert capsys.readouterr().err == (
        "" if known else f"note: typedsignals.mypy_plugin knows mypy 1.18 to 2.*; with mypy {mypy} it does nothing\n"
    )


def test_a_file_that_went_away_has_no_labels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the cache remembers may be gone."""
    monkeypatch.setattr(mypy_plugin, "_apps", object)
    assert mypy_plugin._labels_in(str(tmp_path / "gone.py")) == {}


def test_a_hook_that_fails_leaves_the_answer_to_mypy() -> None:
    """It says so, where it failed."""
    said: list[str] = []

    class Api:
        options = Options()
        msg = property(lambda self: self)

        def note(self, text: str, context: nodes.Context) -> None:
            said.append(text)

    def fail(ctx: MethodContext) -> NoneType:
        raise LookupError("what is this")

    default = NoneType()
    odd = MethodContext(default, [], [], [], [], default, [], nodes.PassStmt(), cast("Any", Api()))
    assert mypy_plugin._guarded(fail, lambda ctx: default)(odd) is default
    assert said == ["typedsignals.mypy_plugin cannot check this: LookupError('what is this')"]


def test_each_case_is_of_use() -> None:
    """A file without marks, or a mark without a reason, would prove nothing."""
    for file in [*(HERE / "own").glob("[a-z]*.py"), *(HERE / "django").glob("*.py")]:
        marks = marked_lines(file)
        assert marks
        assert [str(mark) for mark in marks if mark.only or not mark.reason] == []
