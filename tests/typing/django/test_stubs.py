"""The overlay: what it writes, what it never touches, and how it says that it is stale."""

from __future__ import annotations

import ast
import runpy
import shutil
import subprocess
import sys
from importlib import import_module
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from click.testing import CliRunner

from typedsignals._tools import stubs as tool
from typedsignals._tools.cli import main
from typedsignals._tools.stubs import MANIFEST, OverlayError, lay_out, stale

OURS = [
    *("django/contrib/auth/signals.pyi", "django/core/signals.pyi", "django/db/backends/signals.pyi"),
    *("django/db/models/signals.pyi", "django/dispatch/dispatcher.pyi", "django/tasks/signals.pyi"),
    "django/test/signals.pyi",
]
STUBS = Path(str(distribution("django-stubs").locate_file("django-stubs")))


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write an overlay that no test changes."""
    directory = tmp_path_factory.mktemp("pristine") / "typings"
    lay_out(directory)
    return directory


def contents(directory: Path) -> dict[str, bytes]:
    """Every file below the directory."""
    return {str(file.relative_to(directory)): file.read_bytes() for file in directory.rglob("*") if file.is_file()}


def test_it_holds_our_modules_and_otherwise_what_django_stubs_says(pristine: Path) -> None:
    """Each file begins with marks for the checkers, and ends as its original."""
    written = contents(pristine)
    originals = {f"django/{file.relative_to(STUBS).as_posix()}": file.read_bytes() for file in STUBS.rglob("*.pyi")}
    assert written.keys() == originals.keys() | {MANIFEST, "django/py.typed"}
    assert {path for path, text in originals.items() if not written[path].endswith(text)} == set(OURS)


@pytest.mark.parametrize("path", OURS)
def test_our_modules_lose_no_name(path: str, pristine: Path) -> None:
    """Whatever code could import from django-stubs, it still can."""
    ours, theirs = _names(pristine / path), _names(STUBS.joinpath(*Path(path).parts[1:]))
    assert theirs - ours - {"override", "_F", "TypeVar", "TypeAlias", "_AnyHashable"} == set()


def test_writing_it_again_changes_nothing(tmp_path: Path) -> None:
    """It is the same command after an upgrade."""
    lay_out(tmp_path / "typings")
    before = contents(tmp_path)
    lay_out(tmp_path / "typings")
    assert contents(tmp_path) == before
    assert stale(tmp_path / "typings") == []


def test_an_upgrade_of_django_stubs_is_noticed_and_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """New files come, old ones go, changed ones change."""
    stubs = tmp_path / "django-stubs"
    for path in OURS:
        (stubs / path).parent.mkdir(parents=True, exist_ok=True)
        (stubs / path).write_text("")
    old, changed = stubs / "django" / "old.pyi", stubs / "django" / "changed.pyi"
    old.write_text("")
    changed.write_text("a: int\n")
    monkeypatch.setattr(tool, "_django_stubs", lambda: (stubs / "django", "1.0"))
    lay_out(tmp_path / "typings")
    old.rename(stubs / "django" / "new.pyi")
    changed.write_text("a: str\n")
    assert stale(tmp_path / "typings") == [
        "django/old.pyi: no longer part of the overlay",
        "django/changed.pyi: out of date",
        "django/new.pyi: missing",
    ]
    lay_out(tmp_path / "typings")
    assert stale(tmp_path / "typings") == []
    assert not (tmp_path / "typings" / "django" / "old.pyi").exists()


def test_a_directory_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    """Not one file in it is touched, and none is left beside it."""
    directory = tmp_path / "typings"
    directory.mkdir()
    (directory / "mine.pyi").write_text("mine")
    with pytest.raises(OverlayError, match="it is not empty"):
        lay_out(directory)
    assert contents(tmp_path) == {"typings/mine.pyi": b"mine"}


def test_a_file_is_no_directory(tmp_path: Path) -> None:
    """Said so, and kept."""
    (tmp_path / "typings").write_text("mine")
    with pytest.raises(OverlayError, match="it is a file"):
        lay_out(tmp_path / "typings")
    assert contents(tmp_path) == {"typings": b"mine"}


def test_a_file_of_ours_that_somebody_edited_is_never_overwritten(tmp_path: Path) -> None:
    """The message names it."""
    lay_out(tmp_path / "typings")
    edited = tmp_path / "typings" / "django" / "db" / "__init__.pyi"
    edited.write_text("mine")
    assert stale(tmp_path / "typings") == ["django/db/__init__.pyi: edited by hand"]
    before = contents(tmp_path)
    with pytest.raises(OverlayError, match=r"db/__init__\.pyi was edited"):
        lay_out(tmp_path / "typings")
    assert contents(tmp_path) == before


def test_a_file_in_the_way_is_never_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the directory is ours."""
    directory = tmp_path / "typings"
    lay_out(directory)
    wanted = tool._wanted()
    monkeypatch.setattr(tool, "_wanted", lambda: wanted | {"django/mine.pyi": b""})
    (directory / "django" / "mine.pyi").write_text("mine")
    before = contents(tmp_path)
    with pytest.raises(OverlayError, match=r"mine\.pyi is not ours"):
        lay_out(directory)
    assert contents(tmp_path) == before


def test_files_of_others_stay(tmp_path: Path) -> None:
    """A directory of stubs may hold more than ours."""
    directory = tmp_path / "typings"
    lay_out(directory)
    (directory / "other").mkdir()
    (directory / "other" / "__init__.pyi").write_text("mine")
    lay_out(directory)
    assert (directory / "other" / "__init__.pyi").read_text() == "mine"


def test_a_failure_half_way_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was there is there, and nothing lies about."""
    directory = tmp_path / "typings"
    lay_out(directory)
    before = contents(tmp_path)
    rename = Path.rename

    def fail_for_new(path: Path, target: Path) -> Path:
        if path.parent.name == "new":
            raise OSError("the disk is full")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail_for_new)
    with pytest.raises(OverlayError, match=r"the disk is full.*Nothing was changed"):
        lay_out(directory)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("moved", ["old", "new", "manifest"])
def test_an_interrupt_loses_nothing(moved: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At whichever step it comes, files of others included."""
    directory = tmp_path / "typings"
    lay_out(directory)
    (directory / "django" / "mine.pyi").write_text("mine")
    before = contents(tmp_path)
    rename, replace = Path.rename, Path.replace

    def interrupted_rename(path: Path, target: Path) -> Path:
        done = rename(path, target)
        if moved == ("old" if target.name == "old" else path.parent.name):
            monkeypatch.undo()
            raise KeyboardInterrupt
        return done

    def interrupted_replace(path: Path, target: Path) -> Path:
        done = replace(path, target)
        if moved == "manifest":
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(Path, "rename", interrupted_rename)
    monkeypatch.setattr(Path, "replace", interrupted_replace)
    with pytest.raises(KeyboardInterrupt):
        lay_out(directory)
    assert contents(tmp_path) == before


def test_an_interrupt_leaves_an_empty_directory_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the command can be run again."""

    def interrupted(path: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        lay_out(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_put_back_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says where."""
    directory = tmp_path / "typings"
    lay_out(directory)
    (directory / "django" / "mine.pyi").write_text("mine")
    rename = Path.rename

    def fail(path: Path, target: Path) -> Path:
        if target.name == "django":
            raise OSError("no space")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OverlayError, match=r"is now in .*/old: move it back"):
        lay_out(directory)
    assert [file.read_text() for file in directory.glob(".*/old/mine.pyi")] == ["mine"]


def test_the_directory_itself_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody's shell may be in it."""
    monkeypatch.chdir(tmp_path)
    lay_out(Path())
    lay_out(Path())
    assert Path.cwd() == tmp_path
    assert stale(Path()) == []


def test_a_run_that_was_killed_before_its_last_step_can_be_repeated(tmp_path: Path) -> None:
    """The files are new and the manifest is old: what is as it would be written is in nobody's way."""
    directory = tmp_path / "typings"
    lay_out(directory)
    manifest = directory / MANIFEST
    after = manifest.read_bytes()
    manifest.write_bytes(after.replace(b'/__init__.pyi": "', b'/__init__.pyi": "0'))
    lay_out(directory)
    assert manifest.read_bytes() == after


@pytest.mark.parametrize("path", ["django", "django/db/__init__.pyi"])
def test_a_file_for_a_folder_and_a_folder_for_a_file_are_refused(path: str, tmp_path: Path) -> None:
    """Neither is what we wrote."""
    directory = tmp_path / "typings"
    lay_out(directory)
    theirs = directory / path
    if theirs.is_dir():
        shutil.rmtree(theirs)
        theirs.write_text("mine")
    else:
        theirs.unlink()
        theirs.mkdir()
    before = contents(tmp_path)
    with pytest.raises(OverlayError, match=path):
        lay_out(directory)
    assert contents(tmp_path) == before


def test_without_django_stubs_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The overlay completes it."""

    def no_distribution(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(tool, "distribution", no_distribution)
    with pytest.raises(OverlayError, match="pip install django-stubs"):
        lay_out(tmp_path / "typings")
    assert contents(tmp_path) == {}


def test_another_layout_of_django_stubs_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather than an overlay that no checker would take."""
    monkeypatch.setattr(tool, "_django_stubs", lambda: (tmp_path / "django-stubs", "9.0"))
    with pytest.raises(OverlayError, match="upgrade both"):
        lay_out(tmp_path / "typings")


def test_a_manifest_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    """It says nothing of who wrote what."""
    (tmp_path / MANIFEST).write_text("[]")
    with pytest.raises(OverlayError, match="not the manifest that we wrote"):
        lay_out(tmp_path)


def test_a_failure_at_the_first_writing_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even the directory."""

    def fail(path: Path, target: Path) -> Path:
        raise OSError(f"cannot make {target} of {path}")

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OverlayError, match="Nothing was changed"):
        lay_out(tmp_path / "typings")
    assert list(tmp_path.iterdir()) == []


def test_an_installation_without_our_modules_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is broken."""
    monkeypatch.setattr(tool, "__file__", str(tmp_path / "typedsignals" / "_tools" / "stubs.py"))
    with pytest.raises(OverlayError, match="reinstall typedsignals"):
        lay_out(tmp_path / "typings")


def test_checking_where_there_is_none_says_so(tmp_path: Path) -> None:
    """Nothing can be stale there."""
    with pytest.raises(OverlayError, match="no overlay of ours"):
        stale(tmp_path)


def test_the_command_writes_and_checks(tmp_path: Path) -> None:
    """With exit codes for continuous integration."""
    directory = str(tmp_path / "typings")
    runner = CliRunner()
    assert runner.invoke(main, ["stubs", directory, "--check"]).exit_code == 1
    written = runner.invoke(main, ["stubs", directory])
    assert (written.exit_code, "files written to" in written.output) == (0, True)
    assert runner.invoke(main, ["stubs", directory, "--check"]).exit_code == 0
    Path(directory, "django", "__init__.pyi").unlink()
    checked = runner.invoke(main, ["stubs", directory, "--check"])
    assert checked.exit_code == 1
    assert "django/__init__.pyi: missing" in checked.output


def test_without_click_the_command_says_what_to_install() -> None:
    """Nothing else of the package needs it."""
    code = "import sys; sys.modules['click'] = None; sys.argv = ['x']; import runpy; runpy.run_module('typedsignals')"
    code = code.replace("run_module('typedsignals')", "run_module('typedsignals', run_name='__main__')")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "pip install 'typedsignals[cli]'" in done.stderr


def test_the_module_runs_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Or says what it needs; what else is missing is not explained away."""
    path = import_module("typedsignals.__main__").__file__  # runs nothing yet
    assert path
    monkeypatch.setattr(sys, "argv", ["typedsignals", "--help"])
    with pytest.raises(SystemExit) as exit_:
        runpy.run_path(path, run_name="__main__")
    assert exit_.value.code == 0
    assert "Usage: python -m typedsignals" in capsys.readouterr().out
    monkeypatch.delitem(sys.modules, "typedsignals._tools.cli")
    monkeypatch.setitem(sys.modules, "click", None)
    with pytest.raises(SystemExit, match="needs click"):
        runpy.run_path(path, run_name="__main__")
    monkeypatch.setitem(sys.modules, "typedsignals._tools.cli", None)
    with pytest.raises(ModuleNotFoundError, match=r"_tools\.cli"):
        runpy.run_path(path, run_name="__main__")


def _names(stub: Path) -> set[str]:
    names = set[str]()
    for node in ast.parse(stub.read_text(encoding="utf-8")).body:
        match node:
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                names |= {alias.name for alias in aliases if alias.asname == alias.name}
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
            case _:
                pass
    return names
