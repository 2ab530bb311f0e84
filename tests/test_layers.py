"""The rules of the code's layout that the import contracts in pyproject.toml cannot say.

The contracts themselves, ruff and mypy run before pytest in `./run test`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "tourplanner"
FILES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

# Which modules alone may import what: paths in the package, a folder ends in "/".
ONLY_IN = {
    "loro": ("store/texts.py",),
    "sqlite3": ("store/", "adapters/"),
    "numba": ("planner/kernels/compiling.py",),
    "numpy": ("core/travel.py", "planner/", "adapters/"),
    "scipy": ("adapters/",),
    "rapidfuzz": ("adapters/", "services/"),
    "usaddress": ("adapters/", "services/"),
    "phonenumbers": ("adapters/", "services/"),
    "holidays": ("adapters/", "services/"),
    "tzfpy": ("adapters/", "services/"),
    "folium": ("adapters/maps/",),
    "branca": ("adapters/maps/",),
    "geopy": ("adapters/geocode/",),
    # One door to the network, and one to the system's keyring.
    "urllib.request": ("adapters/network.py",),
    "http.client": ("adapters/network.py",),
    "socket": ("adapters/network.py", "store/lock.py"),  # there for this computer's name
    "ssl": ("adapters/network.py",),
    "truststore": ("adapters/network.py",),
    "keyring": ("adapters/keys.py",),
    "PySide6": ("ui/",),
    "shiboken6": ("ui/",),
}
# Slow to import, so only where they are used: the window must paint first. A geocoder is a subclass
# of geopy's, so there app waits instead: it imports the module when an office is opened.
INSIDE_FUNCTIONS = ("scipy", "folium", "branca", "sqlite_utils", "docx")
# In this one, too, although the rest of their layer may import it at the top.
INSIDE_FUNCTIONS_OF = {"numpy": ("core/travel.py",)}
# The present, chance and the machine's zone are handed in.
NO_CLOCK = ("core/", "store/", "planner/", "services/")
CLOCK_CALLS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.datetime.now",
    "datetime.date.today", "time.time", "time.localtime", "random.random", "uuid.uuid1",
}  # fmt: skip
# Calls with which something went wrong before, here or elsewhere; the reason stands beside each.
FORBIDDEN_NAMES = {
    "processEvents": "runs other handlers in the middle of one; long work goes to a job",
    "QUndoStack": "undo lives in services/undo.py alone",
    "import_batch": "loses updates in Loro",
    "utcnow": "gives a moment without a zone",
}
# folium compiles the text it gets as a template in our own process.
TEMPLATE_TAKERS = {"Popup", "Tooltip", "Html", "DivIcon", "Element"}


@cache
def tree(file: str) -> ast.Module:
    return ast.parse((PACKAGE / file).read_text("utf-8"), file)


def imports(node: ast.AST, inside: bool = False) -> Iterator[tuple[str, int, bool]]:
    """Every module imported: its name, the line, and whether inside a function."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from ((alias.name, child.lineno, inside) for alias in child.names)
        elif isinstance(child, ast.ImportFrom) and child.module and not child.level:
            yield child.module, child.lineno, inside
        elif isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue  # for the type checker, nothing is loaded
        else:
            function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            yield from imports(child, inside or function)


def stands_in(file: str, places: tuple[str, ...]) -> bool:
    return any(file.startswith(p) if p.endswith("/") else file == p for p in places)


def test_imports_stand_where_they_may() -> None:
    problems = []
    for file in FILES:
        for name, line, inside in imports(tree(file)):
            package = name if name in ONLY_IN else name.partition(".")[0]
            if package in ONLY_IN and not stands_in(file, ONLY_IN[package]):
                where = ", ".join(ONLY_IN[package])
                problems.append(f"{file}:{line}: {package} belongs to {where}")
            elif not inside and (
                package in INSIDE_FUNCTIONS or stands_in(file, INSIDE_FUNCTIONS_OF.get(package, ()))
            ):
                problems.append(f"{file}:{line}: import {package} inside the function that uses it")
    assert not problems


def test_the_present_and_chance_are_handed_in() -> None:
    problems = [
        f"{file}:{node.lineno}: {ast.unparse(node.func)}"
        for file in FILES
        if stands_in(file, NO_CLOCK)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in CLOCK_CALLS
    ]
    assert not problems


def test_names_that_are_not_used() -> None:
    problems = []
    for file in FILES:
        for node in ast.walk(tree(file)):
            name = getattr(node, "attr", None) or getattr(node, "id", None)
            if isinstance(node, ast.alias):
                name = node.name
            if name in FORBIDDEN_NAMES:
                problems.append(f"{file}:{node.lineno}: {name} {FORBIDDEN_NAMES[name]}")
    assert not problems


def test_no_text_reaches_folium_as_a_template() -> None:
    problems = []
    for file in FILES:
        modules = {name.partition(".")[0] for name, _, _ in imports(tree(file))}
        if not file.startswith("adapters/") or modules.isdisjoint({"folium", "branca"}):
            continue
        for node in ast.walk(tree(file)):
            for name in (getattr(node, "attr", None), getattr(node, "name", None)):
                if name in TEMPLATE_TAKERS:
                    problems.append(f"{file}: {name} takes text as a template")
    assert not problems
