"""The overlay: what it writes, what it never touches, and how it says that it is stale."""

from __future__ import annotations

import ast
import runpy
import shutil
import subprocess
import sys
import sysconfig
from importlib import import_module
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from click.testing import CliRunner

from typedsignals._tools import catalogues
from typedsignals._tools import stubs as tool
from typedsignals._tools.cli import main
from typedsignals._tools.stubs import OverlayError, check, lay_out

MANIFEST, GITIGNORE = "django/.typedsignals-overlay.json", "django/.gitignore"
OURS = [
    *("django/contrib/auth/signals.pyi", "django/core/signals.pyi", "django/db/backends/signals.pyi"),
    *("django/db/models/signals.pyi", "django/dispatch/dispatcher.pyi", "django/tasks/signals.pyi"),
    "django/test/signals.pyi",
]
AMENDED = ["django/conf/__init__.pyi", "django/utils/autoreload.pyi"]
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
    assert written.keys() == originals.keys() | {MANIFEST, GITIGNORE, "django/py.typed"}
    assert {path for path, text in originals.items() if not written[path].endswith(text)} == {*OURS, *AMENDED}


@pytest.mark.parametrize("path", AMENDED)
def test_of_others_single_lines_are_exchanged(path: str, pristine: Path) -> None:
    """All else of them stands as it was."""
    theirs = STUBS.joinpath(*Path(path).parts[1:])
    written = (pristine / path).read_text(encoding="utf-8").splitlines()
    gone = [line for line in theirs.read_text(encoding="utf-8").splitlines() if line not in written]
    assert gone == ([] if path.startswith("django/conf") else ["autoreload_started: Signal", "file_changed: Signal"])
    assert _names(pristine / path) >= _names(theirs)


def test_what_an_older_django_stubs_lacks_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the time of Django 5.2 know nothing of tasks."""
    older = tmp_path / "django-stubs"
    shutil.copytree(STUBS, older)
    shutil.rmtree(older / "tasks")
    monkeypatch.setattr(tool, "_django_stubs", lambda: (older, "5.2.0"))
    written = lay_out(tmp_path / "typings")
    assert [path for path in OURS if path not in written] == ["django/tasks/signals.pyi"]


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
    check(tmp_path / "typings")


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
    with pytest.raises(OverlayError) as stale:
        check(tmp_path / "typings")
    assert str(stale.value).splitlines()[1:] == [
        "  django/changed.pyi: out of date",
        "  django/new.pyi: missing",
        "  django/old.pyi: no longer part of the overlay",
        f"Write it: python -m typedsignals stubs {tmp_path / 'typings'}",
    ]
    lay_out(tmp_path / "typings")
    check(tmp_path / "typings")
    assert not (tmp_path / "typings" / "django" / "old.pyi").exists()


def test_a_directory_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    """Not one file in it is touched, and none is left beside it."""
    directory = tmp_path / "typings"
    directory.mkdir()
    (directory / "mine.pyi").write_text("mine")
    with pytest.raises(OverlayError, match="is not empty"):
        lay_out(directory)
    assert contents(tmp_path) == {"typings/mine.pyi": b"mine"}


@pytest.mark.parametrize("directory", ["typings", "typings/of/ours"])
def test_a_file_is_no_directory(directory: str, tmp_path: Path) -> None:
    """Said so, and kept."""
    (tmp_path / "typings").write_text("mine")
    with pytest.raises(OverlayError, match=r"typings is a file\. Name a directory for the overlay\."):
        lay_out(tmp_path / directory)
    assert contents(tmp_path) == {"typings": b"mine"}


def spoil(directory: Path) -> dict[str, bytes]:
    """Edit a file, put another where the overlay has a new one, and a link where it has a file; return what is there."""
    django = directory / "django"
    (django / "db" / "__init__.pyi").write_text("mine")
    (django / "mine.pyi").write_text("mine")
    link = django / "http" / "cookie.pyi"
    (directory / "elsewhere.pyi").write_text("mine")
    link.unlink()
    link.symlink_to(directory / "elsewhere.pyi")
    return contents(directory)


def test_what_is_not_as_we_wrote_it_is_overwritten_only_by_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check, and the command that it does not name, name one file and the number of the others."""
    directory = tmp_path / "my typings"
    lay_out(directory)
    wanted = tool._django()
    monkeypatch.setattr(tool, "_django", lambda: wanted | {"django/mine.pyi": b""})
    before = spoil(directory)
    remedy = f"python -m typedsignals stubs --force '{directory}'"
    with pytest.raises(OverlayError) as stale:
        check(directory)
    assert str(stale.value).splitlines()[1:] == [
        "  django/db/__init__.pyi and 2 more: not as we wrote it",
        f"Write it: {remedy}",
    ]
    with pytest.raises(OverlayError, match=r"^django/db/__init__\.pyi and 2 more in .* or overwrite it: ") as refused:
        lay_out(directory)
    assert str(refused.value).endswith(remedy)
    assert contents(directory) == before
    lay_out(directory, force=True)
    check(directory)
    assert (directory / "django" / "mine.pyi").read_text() == ""
    assert (directory / "elsewhere.pyi").read_text() == "mine"


def test_a_link_that_leads_nowhere_is_not_what_we_wrote(tmp_path: Path) -> None:
    """It is there all the same."""
    lay_out(tmp_path / "typings")
    link = tmp_path / "typings" / "django" / "py.typed"
    link.unlink()
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(OverlayError, match=r"django/py\.typed: not as we wrote it"):
        check(tmp_path / "typings")
    lay_out(tmp_path / "typings", force=True)
    check(tmp_path / "typings")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("path", "in_the_way"),
    [("django/db/__init__.pyi", "django/db/__init__.pyi"), ("django/db", "django/db/__init__.pyi")],
)
def test_what_no_file_can_overwrite_has_to_be_moved_away(path: str, in_the_way: str, tmp_path: Path) -> None:
    """A folder in the place of a file, a file in the place of a folder; not even by force, and the check says so."""
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
    for force in (False, True):
        with pytest.raises(OverlayError, match=rf"{in_the_way}.* cannot be overwritten\. Move that away"):
            lay_out(directory, force=force)
    assert contents(tmp_path) == before
    with pytest.raises(OverlayError, match=r"(?s)in the way\nMove away what is in the way, then write it: python -m"):
        check(directory)
    theirs.rmdir() if theirs.is_dir() else theirs.unlink()
    lay_out(directory)
    check(directory)


def test_git_does_not_see_it_unless_it_is_told_to(tmp_path: Path) -> None:
    """Whoever wants to commit it deletes the file that says so: from then on it is not ours."""
    directory = tmp_path / "typings"
    lay_out(directory)

    def seen_by_git() -> str:
        command = ["git", "status", "--porcelain", "--untracked-files=all"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    subprocess.run(["git", "init", "-q"], cwd=tmp_path, capture_output=True, check=True)
    assert seen_by_git() == ""
    (directory / GITIGNORE).unlink()
    lay_out(directory)
    check(directory)
    assert MANIFEST in seen_by_git()
    (directory / GITIGNORE).write_text("*.bak\n")
    lay_out(directory)
    check(directory)
    assert (directory / GITIGNORE).read_text() == "*.bak\n"


def test_ruff_leaves_it_as_it_is(pristine: Path) -> None:
    """Also where it does not ask git, where it is told each file, and however much it is asked to mend."""
    before = contents(pristine)
    ruff = [str(Path(sysconfig.get_path("scripts")) / "ruff")]
    options = ["--isolated", "--no-respect-gitignore", "--no-cache"]
    formatted = subprocess.run(
        [*ruff, "format", *options, "."], cwd=pristine, capture_output=True, text=True, check=True
    )
    assert "files left unchanged" in formatted.stdout
    linted = [*ruff, "check", *options, "--select=ALL", "--fix", "--unsafe-fixes", "."]
    assert subprocess.run(linted, cwd=pristine, capture_output=True, text=True, check=True).stdout.startswith(
        "All checks"
    )
    assert contents(pristine) == before


def test_black_and_isort_are_told_too(pristine: Path) -> None:
    """In the words of their manuals."""
    for path in ("django/__init__.pyi", "django/db/models/signals.pyi"):
        lines = (pristine / path).read_text(encoding="utf-8").splitlines()
        assert {"# fmt: off", "# isort: skip_file"} <= set(lines[:11])


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


@pytest.mark.parametrize("moved", ["old", "new"])
def test_an_interrupt_loses_nothing(moved: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At whichever step it comes, files of others included."""
    directory = tmp_path / "typings"
    lay_out(directory)
    (directory / "django" / "mine.pyi").write_text("mine")
    before = contents(tmp_path)
    rename = Path.rename

    def interrupted(path: Path, target: Path) -> Path:
        done = rename(path, target)
        if moved == ("old" if target.name == "old" else path.parent.name):
            monkeypatch.undo()
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        lay_out(directory)
    assert contents(tmp_path) == before


def test_an_interrupt_leaves_an_empty_directory_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the command can be run again."""

    def interrupted(path: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", interrupted)
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
    check(Path())


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
    (tmp_path / "django").mkdir()
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
    monkeypatch.setattr(catalogues, "__file__", str(tmp_path / "typedsignals" / "_tools" / "catalogues.py"))
    with pytest.raises(OverlayError, match="reinstall typedsignals"):
        lay_out(tmp_path / "typings")


def test_checking_where_there_is_none_says_so(tmp_path: Path) -> None:
    """And what to do, which is not the same where something else is."""
    with pytest.raises(OverlayError, match=r"there is no overlay in .*\. Write it: python -m typedsignals stubs "):
        check(tmp_path)
    (tmp_path / "mine.pyi").write_text("mine")
    with pytest.raises(OverlayError, match="Name a directory that is empty"):
        check(tmp_path)


def test_the_command_writes_and_checks(tmp_path: Path) -> None:
    """With exit codes for continuous integration."""
    directory = str(tmp_path / "typings")
    runner = CliRunner()
    assert runner.invoke(main, ["stubs", directory, "--check"]).exit_code == 1
    written = runner.invoke(main, ["stubs", directory])
    assert (written.exit_code, "files written to" in written.output) == (0, True)
    assert runner.invoke(main, ["stubs", directory, "--check"]).exit_code == 0
    Path(directory, "django", "__init__.pyi").write_text("mine")
    checked = runner.invoke(main, ["stubs", directory, "--check"])
    assert checked.exit_code == 1
    assert "django/__init__.pyi: not as we wrote it" in checked.output
    assert runner.invoke(main, ["stubs", directory]).exit_code == 1
    assert runner.invoke(main, ["stubs", directory, "--force"]).exit_code == 0
    assert runner.invoke(main, ["stubs", directory, "--check"]).exit_code == 0


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
