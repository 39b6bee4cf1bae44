"""What is written for a package with a catalogue, where that comes from, and what is refused.

The packages are made here: folders with metadata, where Python looks for what is installed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from typedsignals._tools import catalogues
from typedsignals._tools import stubs as tool
from typedsignals._tools.catalogues import catalogue, names
from typedsignals._tools.cli import main
from typedsignals._tools.stubs import OverlayError, check, lay_out

Install = Callable[..., None]

CATALOGUE = 'distribution = "shop-engine"\nversions = ">=2,<3"\n'
SOURCE = {
    "engine/__init__.py": "from engine.cash import desk as desk\n",
    "engine/cash/__init__.py": "desk = 1\n",
    "engine/cash/signals.py": "paid = None\n",
    "engine/cash/desk.py": "",
    "engine/catalogue/catalogue.toml": CATALOGUE,
    "engine/catalogue/engine/cash/signals.pyi": "paid: int\n",
}
ENGINE, CASH = ("engine/__init__.py", "engine/cash/__init__.py")
OURS = {".typedsignals-overlay.json", ".gitignore"}


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Return what installs a distribution: its files, and what its metadata says."""
    site = tmp_path / "site"
    monkeypatch.syspath_prepend(site)

    def installed(
        files: dict[str, str], name: str = "shop-engine", version: str = "2.1", entry: str = "engine = engine.catalogue"
    ) -> None:
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        info = f"{name.replace('-', '_')}-{version}.dist-info"
        points = f"[typedsignals.catalogues]\n{entry}\n" if entry else ""
        for path, text in {**files, f"{info}/METADATA": metadata, f"{info}/entry_points.txt": points}.items():
            file = site / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    return installed


def written(directory: Path) -> dict[str, str]:
    """Return what is in a directory, without the marks that each stub begins with, and without manifests."""
    texts = {
        file.relative_to(directory).as_posix(): file.read_text(encoding="utf-8")
        for file in directory.rglob("*")
        if file.is_file() and file.name not in OURS
    }
    return {path: text.rpartition("# fmt: off\n")[2] for path, text in texts.items()}


def test_a_package_without_types_keeps_its_source_and_in_mypy_its_silence(install: Install, tmp_path: Path) -> None:
    """Its own catalogue is found by its entry point, and no module of it is imported."""
    install({**SOURCE, "engine/__init__.py": "raise ImportError('imported')\n"})
    assert "engine" in names()
    lay_out(tmp_path / "typings", ["engine"])
    assert written(tmp_path / "typings") == {
        "engine-stubs/py.typed": "partial\n",
        "engine-stubs/__init__.py": "raise ImportError('imported')\n",
        "engine-stubs/cash/__init__.py": SOURCE[CASH],
        "engine-stubs/cash/signals.pyi": "paid: int\n",
        ".mypy/engine/__init__.pyi": catalogues._ANY,
        ".mypy/engine/cash/__init__.pyi": catalogues._ANY,
        ".mypy/engine/cash/signals.pyi": "paid: int\n",
    }


def test_a_letter_in_another_encoding_is_no_error(install: Install, tmp_path: Path) -> None:
    """As in a package that is older than Python 3."""
    install(SOURCE)
    (tmp_path / "site" / ENGINE).write_bytes("# -*- coding: latin-1 -*-\nname = 'Küche'\n".encode("latin-1"))
    lay_out(tmp_path / "typings", ["engine"])
    assert written(tmp_path / "typings")["engine-stubs/__init__.py"].endswith(
        "\nname = 'K\N{REPLACEMENT CHARACTER}che'\n"
    )


def test_a_typed_package_keeps_its_types_in_mypy_too(install: Install, tmp_path: Path) -> None:
    """A folder without an `__init__` has none in the stubs."""
    source = {path: text for path, text in SOURCE.items() if path != CASH}
    install({**source, "engine/py.typed": ""})
    lay_out(tmp_path / "typings", ["engine"])
    assert written(tmp_path / "typings" / ".mypy") == {
        "engine/__init__.py": SOURCE[ENGINE],
        "engine/cash/signals.pyi": "paid: int\n",
    }
    assert written(tmp_path / "typings" / "engine-stubs").keys() == {"__init__.py", "cash/signals.pyi", "py.typed"}


@pytest.mark.parametrize(("marker", "kept"), [("partial\n", "partial"), ("", ""), (None, "")])
def test_stubs_that_are_installed_are_completed(
    marker: str | None, kept: str, install: Install, tmp_path: Path
) -> None:
    """All that they say stands beside ours, and whether they are partial; mypy finds them where they are."""
    install(SOURCE)
    stubs = {"engine-stubs/__init__.pyi": "desk: str\n", "engine-stubs/cash/signals.pyi": "paid: str\n"}
    stubs |= {"engine-stubs/cash/__init__.pyi": "", "engine-stubs/cash/desk.pyi": "till: int\n"}
    install(stubs | ({} if marker is None else {"engine-stubs/py.typed": marker}), name="engine-types", entry="")
    lay_out(tmp_path / "typings", ["engine"])
    assert written(tmp_path / "typings") == {
        "engine-stubs/py.typed": kept,
        "engine-stubs/__init__.pyi": "desk: str\n",
        "engine-stubs/cash/__init__.pyi": "",
        "engine-stubs/cash/desk.pyi": "till: int\n",
        "engine-stubs/cash/signals.pyi": "paid: int\n",
        ".mypy/engine/__init__.pyi": "desk: str\n",
        ".mypy/engine/cash/__init__.pyi": "",
        ".mypy/engine/cash/signals.pyi": "paid: int\n",
    }


def test_stubs_of_ours_on_the_path_are_not_taken_for_installed_ones(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the command is run in the directory itself."""
    install(SOURCE)
    lay_out(tmp_path / "typings", ["engine"])
    monkeypatch.syspath_prepend(tmp_path / "typings")
    monkeypatch.chdir(tmp_path / "typings")
    check(Path(), ["engine"])


def test_what_lies_in_the_current_directory_is_not_taken_for_the_package(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A module of its name is first on the path there. What is installed for editing is where the path says."""
    install(SOURCE, entry="motor = engine.catalogue")
    (tmp_path / "here" / "engine").mkdir(parents=True)
    (tmp_path / "here" / "engine" / "__init__.py").write_text("raise ImportError\n")
    shipped = tmp_path / "site" / "engine" / "catalogue"
    monkeypatch.setattr(catalogues, "_folder", lambda _: shipped)
    monkeypatch.syspath_prepend(tmp_path / "here")
    lay_out(tmp_path / "typings", ["motor"])
    assert written(tmp_path / "typings")["engine-stubs/__init__.py"] == SOURCE[ENGINE]
    (tmp_path / "site" / "engine").rename(tmp_path / "here" / "edited")
    shipped = tmp_path / "here" / "edited" / "catalogue"
    lay_out(tmp_path / "other", ["motor"])
    assert written(tmp_path / "other")["engine-stubs/__init__.py"] == "raise ImportError\n"


def test_the_catalogue_of_a_package_goes_before_ours(install: Install) -> None:
    """It knows best what it sends. Ours says who wrote it, too."""
    assert catalogue("celery").by.startswith("typedsignals ")
    install(SOURCE, entry="celery = engine.catalogue")
    assert (catalogue("celery").by, catalogue("celery").distribution) == ("shop-engine 2.1", "shop-engine")
    assert names().count("celery") == 1


def refusal(directory: Path, package: str = "engine") -> str:
    """Return why nothing is written."""
    with pytest.raises(OverlayError) as refused:
        lay_out(directory / "typings", [package])
    assert not (directory / "typings").exists()
    return str(refused.value)


def test_a_package_without_a_catalogue_is_asked_after(install: Install, tmp_path: Path) -> None:
    """All that there are are named; an address is no name."""
    install(SOURCE)
    there = f"There are: {', '.join(['django', *names()])}."
    assert refusal(tmp_path, "celary") == f"there is no catalogue of celary. Did you mean celery? {there}"
    assert refusal(tmp_path, "engines") == f"there is no catalogue of engines. Did you mean engine? {there}"
    assert refusal(tmp_path, "../django") == f"there is no catalogue of ../django. Did you mean django? {there}"
    assert refusal(tmp_path, "zope") == f"there is no catalogue of zope. {there}"


def test_of_several_packages_all_or_none_are_written(install: Install, tmp_path: Path) -> None:
    """Whichever is refused. One that is named twice is written once."""
    install(SOURCE)
    typings = tmp_path / "typings"
    lay_out(typings, ["engine", "engine"])
    before = written(typings)
    with pytest.raises(OverlayError, match="no catalogue of celary"):
        lay_out(typings, ["celery", "celary"])
    assert written(typings) == before


def test_two_catalogues_of_the_same_package_are_refused(install: Install, tmp_path: Path) -> None:
    """Only one of their folders can be there. Nothing is written, and nothing compared."""
    install(SOURCE)
    install({}, name="shop-motor", entry="motor = engine.catalogue")
    refused = "^engine and motor both have stubs of engine. Write only one of them.$"
    with pytest.raises(OverlayError, match=refused):
        lay_out(tmp_path / "typings", ["engine", "motor"])
    assert not (tmp_path / "typings").exists()
    with pytest.raises(OverlayError, match=refused):
        check(tmp_path / "typings", ["engine", "motor"])


def test_what_is_not_installed_is_named(install: Install, tmp_path: Path) -> None:
    """With a version that fits; what a catalogue needs beside its package as well."""
    install({**SOURCE, "engine/catalogue/catalogue.toml": CATALOGUE.replace("shop-engine", "shop-motor")})
    assert refusal(tmp_path) == (
        "cannot write stubs of engine: shop-motor is not installed, and they need it. "
        "Install it where your type checker runs: pip install 'shop-motor>=2,<3'"
    )
    install({**SOURCE, "engine/catalogue/catalogue.toml": f'{CATALOGUE}needs = ["pytest", "shop-tyres"]'})
    assert refusal(tmp_path).endswith("pip install 'shop-tyres'")


@pytest.mark.parametrize("version", ["1.9", "3.0"])
def test_a_version_that_does_not_fit_is_refused(version: str, install: Install, tmp_path: Path) -> None:
    """Both versions are named, and whose catalogue it is."""
    install(SOURCE, version=version)
    assert refusal(tmp_path) == (
        f"cannot write stubs of engine: shop-engine {version} is installed, and the catalogue of shop-engine {version} "
        "is for shop-engine>=2,<3. Install such a shop-engine, or another version of shop-engine."
    )


def test_a_version_to_come_fits_where_it_would_be_in_between(install: Install, tmp_path: Path) -> None:
    """Whoever tries it wants to know."""
    install(SOURCE, version="2.5rc1")
    assert lay_out(tmp_path / "typings", ["engine"])


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"catalogue.toml": "distribution = "}, "Invalid value (at end of document)"),
        ({"catalogue.toml": 'distribution = "shop-engine"'}, "it has to say its 'distribution' and 'versions', each a"),
        (
            {"catalogue.toml": 'distribution = "x"\nversions = 2'},
            "it has to say its 'distribution' and 'versions', each",
        ),
        (
            {"catalogue.toml": CATALOGUE.replace("shop-engine", "")},
            "it has to say its 'distribution' and 'versions', each",
        ),
        ({"catalogue.toml": f"{CATALOGUE}needs = [2]"}, "beside 'distribution' and 'versions' it may say 'needs'"),
        ({"catalogue.toml": CATALOGUE.replace(">=2", "two")}, "Invalid specifier: 'two'"),
        ({"catalogue.toml": f'{CATALOGUE}needs = ["Django>=5"]'}, "name is invalid: 'Django>=5'"),
        ({"catalogue.toml": f'{CATALOGUE}needs = "Django"'}, "beside 'distribution' and 'versions' it may say 'needs'"),
        ({"catalogue.toml": f'{CATALOGUE}version = "2"'}, "beside 'distribution' and 'versions' it may say 'needs'"),
        ({"catalogue.toml": CATALOGUE}, "it has no stubs"),
        (
            {"catalogue.toml": CATALOGUE, "signals.pyi": ""},
            "signals.pyi has to be in a folder with the name of its package",
        ),
        ({"catalogue.toml": CATALOGUE, "engine.cash/a.pyi": ""}, "engine.cash/a.pyi has to be in a folder with"),
        ({"engine/cash/signals.pyi": ""}, "[Errno 2] No such file or directory"),
    ],
)
def test_a_catalogue_that_cannot_be_read_is_refused(
    files: dict[str, str], why: str, install: Install, tmp_path: Path
) -> None:
    """And whose it is, and where."""
    source = {path: text for path, text in SOURCE.items() if not path.startswith("engine/catalogue")}
    install(source | {f"engine/catalogue/{path}": text for path, text in files.items()})
    folder = tmp_path / "site" / "engine" / "catalogue"
    said = refusal(tmp_path)
    assert said.startswith(f"cannot read the catalogue engine of shop-engine 2.1 in {folder}: {why}")
    assert said.endswith(" Tell those who ship it.")


@pytest.mark.parametrize("value", ["engine.catalog", "motor.catalogue", "engine.catalogue:read"])
def test_an_entry_point_that_names_no_folder_is_refused(value: str, install: Install, tmp_path: Path) -> None:
    """Others are still there."""
    install(SOURCE, entry=f"engine = {value}")
    assert refusal(tmp_path) == (
        f"cannot find the catalogue engine of shop-engine 2.1: its entry point says '{value}', and there is no such folder. "
        "Tell those who ship it."
    )
    assert catalogue("celery").stubs


def test_a_catalogue_that_types_no_package_of_its_distribution_is_refused(install: Install, tmp_path: Path) -> None:
    """As one that misspells it."""
    install({**SOURCE, "engine/catalogue/engin/signals.pyi": ""})
    assert refusal(tmp_path) == (
        "cannot find the package engin, which the catalogue of shop-engine 2.1 types, in shop-engine 2.1."
    )


def test_packages_stand_beside_each_other_and_beside_django(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is written, compared and overwritten by itself."""
    install(SOURCE)
    monkeypatch.setattr(tool, "_django", lambda: {"django/py.typed": b""})  # instead of hundreds of files
    typings = tmp_path / "typings"
    lay_out(typings, ["engine", "celery"])
    with pytest.raises(
        OverlayError, match=r"there is no overlay in .*typings\. Write it: python -m typedsignals stubs "
    ):
        check(typings)
    before = written(typings)
    lay_out(typings, ["django"])
    assert {path: written(typings)[path] for path in before} == before
    check(typings)
    check(typings, ["celery", "engine", "django"])
    (typings / "engine-stubs" / "cash" / "signals.pyi").write_text("mine")
    check(typings, ["celery"])
    with pytest.raises(OverlayError, match=r"(?s)engine-stubs/cash/signals\.pyi: not as we wrote it.* --force "):
        check(typings, ["engine"])
    with pytest.raises(OverlayError, match=r"stubs --package celery --package engine --force "):
        lay_out(typings, ["celery", "engine"])
    lay_out(typings, ["engine"], force=True)
    check(typings, ["engine"])


@pytest.mark.parametrize("folder", ["engine-stubs", ".mypy/engine"])
def test_a_folder_of_somebody_else_is_refused(folder: str, install: Install, tmp_path: Path) -> None:
    """Among ours, too, and however much it is forced."""
    install(SOURCE)
    typings = tmp_path / "typings"
    lay_out(typings, ["celery"])
    (typings / folder).mkdir(parents=True)
    (typings / folder / "mine.pyi").write_text("mine")
    before = written(typings)
    for force in (False, True):
        with pytest.raises(OverlayError, match=rf"{folder} is not empty, and nothing in it says that we wrote it"):
            lay_out(typings, ["engine"], force=force)
    assert written(typings) == before


def test_what_is_only_half_there_is_named(install: Install, tmp_path: Path) -> None:
    """As after a failure between two folders; writing it again completes it."""
    install(SOURCE)
    typings = tmp_path / "typings"
    lay_out(typings, ["engine"])
    (typings / ".mypy").rename(tmp_path / "gone")
    with pytest.raises(OverlayError, match=r"there is no \.mypy/engine of ours in .*stubs --package engine "):
        check(typings, ["engine"])
    lay_out(typings, ["engine"])
    check(typings, ["engine"])


def test_what_cannot_be_read_is_not_written(install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may not read it is told so."""
    install(SOURCE)
    lay_out(tmp_path / "typings", ["engine"])

    def refuse(path: Path) -> bytes:
        raise PermissionError(f"not yours: {path.name}")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(
        OverlayError, match=r"^cannot write the overlay to .*typings: not yours.*Nothing was changed there"
    ):
        lay_out(tmp_path / "typings", ["engine"])


def test_an_upgrade_of_the_package_is_noticed(install: Install, tmp_path: Path) -> None:
    """What is copied says from which version."""
    install(SOURCE)
    lay_out(tmp_path / "typings", ["engine"])
    (tmp_path / "site" / "shop_engine-2.1.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: shop-engine\nVersion: 2.2\n"
    )
    with pytest.raises(
        OverlayError, match=r"(?s)out of date\nWrite it: python -m typedsignals stubs --package engine "
    ):
        check(tmp_path / "typings", ["engine"])


def test_the_command_takes_packages(install: Install, tmp_path: Path) -> None:
    """As often as there are."""
    install(SOURCE)
    typings = str(tmp_path / "typings")
    runner = CliRunner()
    command = ["stubs", typings, "--package", "engine", "--package", "celery"]
    wrote = runner.invoke(main, command)
    assert (wrote.exit_code, wrote.output.endswith(f" files written to {typings}\n")) == (0, True)
    assert runner.invoke(main, [*command, "--check"]).exit_code == 0
    refused = runner.invoke(main, ["stubs", typings, "--package", "motor"])
    assert (refused.exit_code, refused.output.startswith("Error: there is no catalogue of motor.")) == (1, True)
