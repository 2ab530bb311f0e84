"""What notes and practices are tagged from, and what is asked at every stop: parsed packs.

Codes are unique over all packs, since an office file keeps nothing but the code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tourplanner.core.errors import InputError

SERVICES = "services"
PILLARS = "pillars"


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a framework; ``look_for`` is what to look for at a stop, mostly empty.

    ``like`` are codes of other frameworks that say nearly the same.
    """

    code: str
    label: str
    framework: str
    group: str = ""
    look_for: str = ""
    like: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework with its version, the day and the source of its elements, in their order."""

    id: str
    name: str
    version: str
    date: str
    source: str
    elements: tuple[Element, ...]

    @property
    def title(self) -> str:
        """Name and version, as people cite it."""
        return f"{self.name}, {self.version}"


@dataclass(frozen=True)
class Frameworks:
    """All frameworks at hand, in the order of the packs."""

    all: tuple[Framework, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, Element]:
        """Every element by its code."""
        return {element.code: element for each in self.all for element in each.elements}

    def alike(self, code: str) -> frozenset[str]:
        """Give the codes of other frameworks that say nearly the same, whichever pack says so."""
        element = self.by_code.get(code)
        said = element.like if element is not None else ()
        return frozenset((*said, *(c for c, other in self.by_code.items() if code in other.like)))

    def label(self, code: str) -> str:
        """Give what a code, or the id of a framework, means; what no pack has stands for itself."""
        element, framework = self.by_code.get(code), self.get(code)
        if element is not None:
            return element.label
        return framework.name if framework is not None else code

    def get(self, framework_id: str) -> Framework | None:
        """Give a framework."""
        return next((each for each in self.all if each.id == framework_id), None)

    def find(self, text: str) -> list[Element]:
        """Give the elements that hold every word of a text, as people type it.

        That of the very code comes first, then those whose words begin so, then the others; in the
        order of the packs.
        """
        wanted = text.casefold().split()
        ranked: list[tuple[bool, bool, int, Element]] = []
        for element in self.by_code.values():
            about = self.about(element)
            held = f"{element.label} {element.code} {about}".casefold()
            if all(word in held for word in wanted):
                starts = f"{element.label} {element.code}".casefold().replace("-", " ").split()
                begins = all(any(s.startswith(word) for s in starts) for word in wanted)
                is_code = wanted == [element.code.casefold()]
                ranked.append((not is_code, not begins, len(ranked), element))
        return [element for *_, element in sorted(ranked, key=lambda each: each[:3])]

    def about(self, element: Element) -> str:
        """Give what an element belongs to: its group, else its framework with the version."""
        framework = self.get(element.framework)
        return element.group or (framework.title if framework else "")

    def look_fors(self) -> tuple[Element, ...]:
        """Give what to look for at every stop."""
        return tuple(element for element in self.by_code.values() if element.look_for)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the visit; ``first`` ones are open at every stop, the others fold out.

    What an XLSForm says of a question, empty where it says nothing: condition : the rule by which
    it is asked. repeat : what it is asked for each of; repeat_name, repeat_count : its name and how
    often. choices : of each choice all that it may be called, its own name first. kind : the type
    of answer; a "note" only tells something and a "calculate" is worked out, neither is asked.
    constraint : the rule an answer fits; message : what is said where it does not.
    """

    code: str
    part: str
    words: str
    words_es: str = ""
    help: str = ""
    first: bool = False
    condition: str = ""
    repeat: str = ""
    choices: tuple[tuple[str, ...], ...] = ()
    kind: str = ""
    constraint: str = ""
    message: str = ""
    calculation: str = ""
    repeat_name: str = ""
    repeat_count: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether somebody answers it."""
        return self.kind not in ("note", "calculate")


def parse_frameworks(packs: Iterable[Mapping[str, Any]]) -> Frameworks:
    """Read the packs of frameworks.

    Raises
    ------
    InputError : a pack does not make sense, or two elements have one code.
    """
    found: list[Framework] = []
    codes: set[str] = set()
    for pack in packs:
        try:
            for entry in pack["frameworks"]:
                elements = tuple(_element(part, str(entry["id"])) for part in entry["elements"])
                found.append(
                    Framework(
                        str(entry["id"]),
                        str(entry["name"]),
                        str(entry["version"]),
                        str(entry["date"]),
                        str(entry["source"]),
                        elements,
                    )
                )
        except (KeyError, TypeError) as error:
            raise _odd(f"it lacks {error}") from error
    for each in found:
        for element in each.elements:
            if element.code in codes or "/" in element.code or not element.code:
                raise _odd(f"the code “{element.code}” is no code of one element alone")
            codes.add(element.code)
    return Frameworks(tuple(found))


def parse_questions(pack: Mapping[str, Any]) -> tuple[Question, ...]:
    """Read a pack of questions; InputError where it does not make sense."""
    try:
        found = tuple(
            Question(
                str(entry["code"]),
                str(entry["part"]),
                str(entry["words"]),
                str(entry.get("es", "")),
                str(entry.get("help", "")),
                entry.get("first") is True,
            )
            for entry in pack["questions"]
        )
    except (KeyError, TypeError) as error:
        raise _odd(f"a question lacks {error}") from error
    if len({question.code for question in found}) < len(found):
        raise _odd("two questions have one code")
    return found


def _element(part: Mapping[str, Any], framework: str) -> Element:
    return Element(
        str(part["code"]),
        str(part["label"]),
        framework,
        str(part.get("group", "")),
        str(part.get("look_for", "")),
        tuple(str(code) for code in part.get("like", ())),
    )


def _odd(what: str) -> InputError:
    return InputError(f"A pack of frameworks does not make sense: {what}.", "Mend or remove it.")
