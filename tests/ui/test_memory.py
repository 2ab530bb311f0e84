from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray

from tourplanner.ui.memory import RECENT_LIMIT, Memory
from tourplanner.ui.tokens import Density, Scheme


def test_what_is_remembered_is_there_at_the_next_start(tmp_path: Path) -> None:
    ini = tmp_path / "window.ini"
    files = [tmp_path / f"{k}.tour" for k in range(RECENT_LIMIT + 2)]
    first = Memory(ini)
    for file in files:
        file.touch()
        first.add_recent(file)
    first.add_recent(files[3])
    first.scheme, first.density, first.text_percent = Scheme.DARK, Density.ROOMY, 130
    first.sidebar_folded = True
    first.geometry = QByteArray(b"abc")
    first.set_splitter("sites", QByteArray(b"def"))
    first.set_chosen_tour(files[0], "t1")
    first.save()

    again = Memory(ini)
    assert again.recent[:2] == [files[3], files[-1]]
    assert len(again.recent) == RECENT_LIMIT
    assert (again.scheme, again.density, again.text_percent) == (Scheme.DARK, Density.ROOMY, 130)
    assert again.sidebar_folded
    assert again.geometry == QByteArray(b"abc")
    assert again.splitter("sites") == QByteArray(b"def")
    assert again.chosen_tour(files[0]) == "t1"
    assert again.chosen_tour(files[1]) == ""


def test_a_file_that_is_gone_is_no_recent_one(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "window.ini")
    only = tmp_path / "only.tour"
    only.touch()
    memory.add_recent(only)
    memory.save()
    assert Memory(tmp_path / "window.ini").recent == [only]
    only.unlink()
    assert Memory(tmp_path / "window.ini").recent == []


def test_nonsense_is_as_good_as_nothing(tmp_path: Path) -> None:
    ini = tmp_path / "window.ini"
    ini.write_text("[look]\nscheme=pink\ndensity=3\ntext_percent=x\n[window]\ngeometry=1\n")
    memory = Memory(ini)
    assert memory.scheme is Scheme.SYSTEM
    assert memory.density is Density.NORMAL
    assert memory.text_percent == 100
    assert memory.geometry is None
    assert memory.splitter("sites") is None
