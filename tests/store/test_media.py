"""Stored files: two threads may store files at the same time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tourplanner.store.media import Media


def test_a_folder_that_another_thread_makes_meanwhile_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    media = Media(tmp_path / "a.tour")
    original = tmp_path / "1.jpg"
    original.write_bytes(b"one")
    name = media.put_file(original)
    (media.folder / name[:2] / name).unlink()  # its folder stays
    look, looked = Path.is_dir, list[Path]()

    def not_yet(path: Path) -> bool:
        looked.append(path)
        return looked.count(media.folder / name[:2]) != 1 and look(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "is_dir", not_yet)  # looked at before the other made it
        assert media.put_file(original) == name
    assert media.stored() == [name]
