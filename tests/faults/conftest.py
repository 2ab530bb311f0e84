"""What all tests of kills share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.kill import Nursery


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Where children that are killed are born: the program is loaded there once for all tests."""
    with Nursery() as found:
        yield found
