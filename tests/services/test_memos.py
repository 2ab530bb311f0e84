"""Sound memos: kept byte for byte, coded by time, played by the system's player."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.at_school import Stop, at_madison
from tourplanner.app import ProgramDoors
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.services.memos import marks_of, parse_second


@pytest.fixture
def madison(sample_file: Path, doors: ProgramDoors) -> Iterator[Stop]:
    with at_madison(sample_file, doors) as stop:
        yield stop


def recording(path: Path) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes(bytes(16_000))
    return path


def test_a_memo_is_kept_coded_and_played(madison: Stop, tmp_path: Path) -> None:
    memos = madison.office.memos
    source = recording(tmp_path / "walk.wav")
    memo = memos.attach(madison.tour, madison.stop, source, words="Walk through the center")
    (record,) = memos.memos(madison.stop)
    kept = madison.office.file.media.get(record["file"]["media"])
    assert kept is not None
    assert kept.read_bytes() == source.read_bytes()
    memos.mark(memo, 125, "the furniture room", "HOU-EVI")
    memos.mark(memo, 5, "who is here")
    memos.mark(memo, 60, "a slip")
    memos.mark(memo, 60, "")
    (record,) = memos.memos(madison.stop)
    assert [(m.time, m.words, m.tag) for m in marks_of(record)] == [
        ("0:05", "who is here", ""),
        ("2:05", "the furniture room", "HOU-EVI"),
    ]
    played = memos.playable(memo, tmp_path / "cache")
    assert played.suffix == ".wav"
    assert played.read_bytes() == source.read_bytes()
    assert [hit.record for hit in madison.office.visits.search("walk center", ("memo",))] == [memo]
    kept.unlink()
    assert memos.where_is(record) == "walk.wav: sound memo not on this laptop."
    with pytest.raises(NotFoundError, match="not on this laptop"):
        memos.playable(memo, tmp_path / "cache")


def test_only_recordings_are_attached(madison: Stop, tmp_path: Path) -> None:
    (tmp_path / "song.mp3.exe").write_bytes(b"MZ")
    with pytest.raises(InputError, match="no recording"):
        madison.office.memos.attach(madison.tour, madison.stop, tmp_path / "song.mp3.exe")
    with pytest.raises(InputError, match="cannot be read"):
        madison.office.memos.attach(madison.tour, madison.stop, tmp_path / "gone.mp3")
    memo = madison.office.memos.attach(madison.tour, madison.stop, recording(tmp_path / "a.wav"))
    with pytest.raises(InputError, match="no time"):
        madison.office.memos.mark(memo, -1, "x")
    with pytest.raises(InputError, match="No framework"):
        madison.office.memos.mark(memo, 1, "x", "NOPE")


@pytest.mark.parametrize(
    ("text", "second"), [("125", 125), ("2:05", 125), ("1:02:05", 3725), (" 0:00 ", 0)]
)
def test_times_are_read(text: str, second: int) -> None:
    assert parse_second(text) == second


@pytest.mark.parametrize("text", ["", "2:75", "a", "1:2:3:4", "-5"])
def test_what_is_no_time_is_said(text: str) -> None:
    with pytest.raises(InputError, match="no time"):
        parse_second(text)
