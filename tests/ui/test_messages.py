from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tourplanner.core.errors import Cancelled, InputError, ProviderOffline, StoreFull
from tourplanner.ui import messages
from tourplanner.ui.messages import Tone, notice_for


def test_an_expected_error_is_its_sentence_and_its_hint() -> None:
    notice = notice_for(InputError("A tour needs a name.", "Type one.", "field: name"))
    assert notice is not None
    assert notice.text == "A tour needs a name. Type one."
    assert notice.details == "field: name"
    assert notice.tone is Tone.WARN
    full = notice_for(StoreFull("The disk is full."))
    assert full is not None
    assert full.tone is Tone.BAD
    offline = notice_for(ProviderOffline("The network is off."))
    assert offline is not None
    assert offline.tone is Tone.INFO


def test_a_cancelled_job_is_silent() -> None:
    assert notice_for(Cancelled()) is None


def test_a_bug_is_written_down_without_typed_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "crash_folder", lambda: tmp_path / "logs")
    try:
        raise ValueError("Rosa M., parent leader")
    except ValueError as error:
        notice = notice_for(error)
    assert notice is not None
    assert notice.tone is Tone.BAD
    assert str(tmp_path) in notice.text
    (report,) = (tmp_path / "logs").iterdir()
    text = report.read_text("utf-8")
    assert "ValueError" in text
    assert "test_messages.py" in text
    assert "Rosa" not in text


def test_a_report_that_cannot_be_written_is_no_second_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setattr(messages, "crash_folder", lambda: blocked / "logs")
    at = datetime(2013, 10, 14, tzinfo=UTC)
    assert messages.write_crash_report(ValueError("x"), at) is None
    assert notice_for(ValueError("x")) is not None
