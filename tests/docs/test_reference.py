"""The reference has every public name once, and each docstring says what every argument is and what is raised."""

import importlib
import re
from collections import Counter
from functools import cache
from typing import cast

import griffe
import pytest

import typedsignals
from tests.docs.generated import django_signals_found, with_generated
from tests.docs.public import DJANGO_SIGNALS, DJANGO_TYPES, REFERENCE, ROOT, SINCE, UNRELEASED, names_of
from tests.docs.raising import raised_by
from tests.house.layout import PACKAGE

PAGES = sorted(REFERENCE.glob("*.md"))
BY_HAND = [
    (module, name) for module in SINCE if module not in {DJANGO_SIGNALS, DJANGO_TYPES} for name in names_of(module)
]
SHOWN = re.compile(r"^::: (\S+)\n(?:    options:(?P<options>.*\n(?:      .*\n)*))?", re.MULTILINE)

# What reading the source finds, and why no user meets it.
_AWAITS_NOTHING = {"RunningLoopError"}  # such a signal never looks for a loop
_IN_A_LOOP = {"RunningLoopError"}  # it is what to call there
_NO_UID = {"DuplicateUidWarning"}  # `connected` takes none
NOT_RAISED: dict[str, set[str]] = {
    "Signal.send": _AWAITS_NOTHING,
    "Signal.send_robust": _AWAITS_NOTHING,
    "KeywordSignal.send": _AWAITS_NOTHING,
    "KeywordSignal.send_robust": _AWAITS_NOTHING,
    "AsyncSignal.asend": _IN_A_LOOP,
    "AsyncSignal.asend_robust": _IN_A_LOOP,
    "AsyncKeywordSignal.asend": _IN_A_LOOP,
    "AsyncKeywordSignal.asend_robust": _IN_A_LOOP,
    **{f"{kind}.connected": _NO_UID for kind in ("Signal", "AsyncSignal", "Connectable")},
    **{f"{kind}.connected": _NO_UID for kind in ("KeywordSignal", "AsyncKeywordSignal", "KeywordConnectable")},
}
# What it cannot find: it is raised by methods of other objects.
BY_OTHERS = {
    "receiver": {"DuplicateUidWarning", "ReceiverError", "SignalWarning"},
    "HandedOver.run": {"UsageError"},
    "HandedOver.arun": {"UsageError"},
    "checked": {"UncheckedWarning"},
}
# The same anywhere: of receivers and tasks, and what a later call raises.
ALSO_RAISED = {
    "BaseException",
    "ExceptionGroup",
    "ImportError",
    "MessageError",
    "ContractError",
    "KeywordError",
    "LostReceiverWarning",
    "DeprecationWarning",
}


@cache
def package() -> griffe.Module:
    """Read the package as the site does."""
    loaded = griffe.load("typedsignals", search_paths=[ROOT], allow_inspection=False, docstring_parser="google")
    return cast("griffe.Module", loaded)


def public(module: str, name: str) -> griffe.Object:
    found = package()[f"{module}.{name}".removeprefix("typedsignals.")]
    return found.final_target if isinstance(found, griffe.Alias) else found


def members(module: str, name: str) -> list[griffe.Object]:
    """Return the public members of a class, those of its bases in the package, too."""
    kind = public(module, name)
    if not isinstance(kind, griffe.Class):
        return []
    found = [each.final_target if isinstance(each, griffe.Alias) else each for each in kind.all_members.values()]
    return [each for each in found if not each.name.startswith("_") or (each.name == "__call__" and each.docstring)]


def functions() -> list[tuple[str, str, str | None]]:
    """Return every public function, and every public method with its class."""
    found: list[tuple[str, str, str | None]] = []
    for module, name in sorted(BY_HAND):
        if isinstance(public(module, name), griffe.Function):
            found.append((module, name, None))
        found += [(module, name, each.name) for each in members(module, name) if isinstance(each, griffe.Function)]
    return found


def sections(documented: griffe.Object) -> dict[str, list[griffe.DocstringNamedElement]]:
    """Return what the docstring lists, by section."""
    parsed = documented.docstring.parsed if documented.docstring else []
    return {each.kind.value: each.value for each in parsed if isinstance(each.value, list)}


def raised(documented: griffe.Object) -> set[str]:
    found = sections(documented)
    return {str(each.annotation) for each in [*found.get("raises", []), *found.get("warns", [])]}


# --- the pages


def test_every_public_name_is_on_one_page() -> None:
    """Those of ``__all__``; and nothing that is private."""
    shown = Counter(name for page in PAGES for name, *_ in SHOWN.findall(page.read_text(encoding="utf-8")))
    assert shown == Counter(f"{module}.{name}" for module, name in BY_HAND)


def test_every_signal_of_django_is_there() -> None:
    assert {name for name, *_ in django_signals_found()} == names_of(DJANGO_SIGNALS)
    assert {kind for _, kind, *_ in django_signals_found()} | {"DeclaredSignal"} == names_of(DJANGO_TYPES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_is_generated_is_up_to_date(page: object) -> None:
    """``python -m tests.docs.generated`` writes it anew."""
    text = (REFERENCE / f"{getattr(page, 'stem', '')}.md").read_text(encoding="utf-8")
    assert with_generated(text) == text, "run python -m tests.docs.generated"


def test_a_list_of_members_is_whole() -> None:
    """Where a page says in which order they are shown."""
    for page in PAGES:
        for name, options in SHOWN.findall(page.read_text(encoding="utf-8")):
            listed = re.search(r"members: \[(.*)\]", options)
            if listed:
                module, _, short = name.rpartition(".")
                assert sorted(listed[1].split(", ")) == sorted(each.name for each in members(module, short)), name


def test_what_a_class_inherits_is_named_where_it_is_not_shown() -> None:
    """Below ``AsyncSignal`` is said what it has beside its sends, and where that is described."""
    for page, kind, like in (
        ("signals", "AsyncSignal", "Signal"),
        ("keyword-signals", "AsyncKeywordSignal", "KeywordSignal"),
    ):
        text = (REFERENCE / f"{page}.md").read_text(encoding="utf-8")
        own = {each.name for each in members("typedsignals", kind)} - {"send", "send_robust", "asend", "asend_robust"}
        assert set(re.findall(rf"\]\(#typedsignals\.{like}\.(\w+)\)", text)) == own


def test_what_the_site_makes_of_a_signature() -> None:
    """A label says since when; what is given by position is shown so; many overloads are one, and folded away."""
    extensions = griffe.load_extensions("tests.docs.shown")
    loaded = griffe.load("typedsignals", search_paths=[ROOT], extensions=extensions, docstring_parser="google")
    assert all("since 0.1.0" in loaded[name].labels for name in typedsignals.__all__)
    send, receiver = loaded["Signal.send"], loaded["receiver"]
    assert [each.name for each in send.parameters] == ["self", "sender", "payload", "/"]
    assert str(loaded["Signal.disconnect"].overloads[0].parameters["receiver"].annotation) == "Callable[..., Any]"
    assert receiver.overloads is None
    assert receiver.docstring.value.count("def receiver(") == 8


# --- since when


@pytest.mark.parametrize("module", SINCE)
def test_every_public_name_has_a_version(module: str) -> None:
    """And what is gone has none."""
    listed = Counter(name for names in SINCE[module].values() for name in names if "." not in name)
    assert listed == Counter(names_of(module))


def test_every_public_module_is_listed() -> None:
    """One that has an ``__all__`` and no ``_`` in its path."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        module = parts[:-1] if parts[-1] == "__init__" else parts
        if not any(part.startswith("_") for part in module) and "\n__all__ = " in path.read_text(encoding="utf-8"):
            found.add(".".join(module))
    assert found <= SINCE.keys()


def test_every_version_is_one_that_there_is() -> None:
    """Released, or to be released: then the changelog tells of it."""
    versions = {version for each in SINCE.values() for version in each}
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", changelog, re.MULTILINE)
    first = re.findall(r"^This will be version (\d+\.\d+\.\d+), the first release\.$", changelog, re.MULTILINE)
    unreleased = re.search(r"^## \[Unreleased\]\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    assert versions <= {*released, *first, UNRELEASED}
    assert UNRELEASED not in versions or (unreleased and "\n- " in unreleased[1])


# --- the docstrings


@pytest.mark.parametrize(("module", "name", "method"), functions())
def test_every_parameter_is_described(module: str, name: str, method: str | None) -> None:
    function = cast("griffe.Function", _function(module, name, method))
    wanted = [
        f"{'**' if each.kind is griffe.ParameterKind.var_keyword else '*' if each.kind is griffe.ParameterKind.var_positional else ''}{each.name}"
        for each in function.parameters
        if each.name not in {"self", "cls"} and not str(each.annotation).endswith(".args")  # there are none
    ]
    assert [each.name for each in sections(function).get("parameters", [])] == wanted
    gives = str(function.returns) not in {"None", "NoReturn"}
    assert any(kind in sections(function) for kind in ("returns", "yields")) == gives


@pytest.mark.parametrize(("module", "name"), sorted(BY_HAND))
def test_what_a_class_is_made_of_is_described(module: str, name: str) -> None:
    """The arguments of a class that users call, and the attributes of one that they read."""
    kind = public(module, name)
    if not isinstance(kind, griffe.Class):
        return
    described = {each.name for key in ("parameters", "attributes") for each in sections(kind).get(key, [])}
    own = [each for each in members(module, name) if each.name in kind.members]
    attributes = {each.name for each in own if isinstance(each, griffe.Attribute) and each.docstring is None}
    assert attributes <= described
    assert described <= attributes | {each.name for each in kind.parameters}


@pytest.mark.parametrize(("module", "name", "method"), functions())
def test_what_is_raised_is_described(module: str, name: str, method: str | None) -> None:
    """As far as reading the source tells."""
    home = importlib.import_module(module)
    found = raised_by(module, method or name, getattr(home, name) if method else None)
    label = ".".join(filter(None, [name, method]))
    described = raised(_function(module, name, method))
    assert found - NOT_RAISED.get(label, set()) - described == set()
    assert described - found - ALSO_RAISED - BY_OTHERS.get(label, set()) == set()


def _function(module: str, name: str, method: str | None) -> griffe.Object:
    return next(each for each in members(module, name) if each.name == method) if method else public(module, name)
