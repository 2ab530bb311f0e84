"""Lists that are typed in: what is said of their columns."""

from __future__ import annotations

from tourplanner.core.lists import LISTS


def test_what_is_said_of_a_column_is_said_in_words() -> None:
    """The window shows it under the mouse: no ids, no braces."""
    told = {f"{kind.kind}.{f.name}": f.help for kind in LISTS.values() for f in kind.fields}
    assert [name for name, words in told.items() if set(words) & set('{}<>"')] == []
    assert told["rider.coach"] == "Its name or its number; empty: any"
