"""Commands about the office profile: show it, set its fields."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from tourplanner.cli.output import OK, answer
from tourplanner.core.errors import UsageError
from tourplanner.core.fields import LEVEL_WORDS
from tourplanner.services.workspace import Doors


def show(args: Namespace, doors: Doors) -> int:
    """Show the office profile: every field, and who may see it."""
    with doors.open(args.file, write=False) as office:
        entries = office.profile.read()
    lines = [
        f"{entry.name}: {entry.value.replace(chr(10), ' | ') or '-'}"
        f"  ({entry.label}; {LEVEL_WORDS[entry.level]})"
        for entry in entries
    ]
    rows = [
        {
            "name": entry.name,
            "label": entry.label,
            "level": entry.level.value,
            "value": entry.value,
        }
        for entry in entries
    ]
    answer(args, {"fields": rows}, lines)
    return OK


def set_(args: Namespace, doors: Doors) -> int:
    """Set fields of the office profile: NAME=VALUE; a name given again is its next line."""
    facts = name_values(args.facts)
    with doors.open(args.file, write=True) as office:
        changes = office.profile.set(facts)
        hint = office.directory.hint() if "home_state" in facts else None
    lines = [f"{name} = {value}".replace("\n", " | ") for name, value in facts.items()]
    lines = ["Saved:", *lines] if changes else ["Nothing changed."]
    if hint:
        lines += [hint.text, hint.hint]
    answer(args, {"changed": sorted(facts) if changes else []}, lines)
    return OK


def name_values(words: Sequence[str]) -> dict[str, str]:
    """Read NAME=VALUE words; a name given again is its next line."""
    facts: dict[str, str] = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign:
            raise UsageError(
                f"“{word}” is not NAME=VALUE.", "Write it as press_phone=916-555-0100."
            )
        name = name.strip()
        facts[name] = f"{facts[name]}\n{value}" if name in facts else value
    return facts
