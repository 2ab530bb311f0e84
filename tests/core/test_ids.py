"""Ids that every laptop derives for the same thing."""

from __future__ import annotations

import uuid

import pytest

from tourplanner.core.model.ids import derived_id, is_record_id


@pytest.mark.parametrize("parts", [("site", "cde", "19648816021687"), ("tag",), ("é", "", "🚌")])
def test_a_derived_id_is_what_any_program_computes(parts: tuple[str, ...]) -> None:
    namespace = uuid.UUID("6f1d2f0e-2f0b-5c0e-9f3a-0c0a7b1f4d55")
    assert derived_id(*parts) == uuid.uuid5(namespace, "\x1f".join(parts)).hex
    assert is_record_id(derived_id(*parts))
