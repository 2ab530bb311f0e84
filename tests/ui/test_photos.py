"""Photos in the window: dropped, put to their stops, described by keys, given to the press."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QRectF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QScrollArea

from tests.pictures import HEIC, picture
from tests.ui.conftest import Desk
from tourplanner.app import ProgramDoors
from tourplanner.core.errors import InputError
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.visits import outside
from tourplanner.ui.visits.place import VisitsPlace
from tourplanner.ui.visits.sketch import SketchDialog

MORNING = "2013:10:14 09:41:07"
MANY = 40


def visits_of(desk: Desk) -> VisitsPlace:
    place = desk.go("visits")
    assert isinstance(place, VisitsPlace)
    return place


def drop(visits: VisitsPlace, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    visits.dropEvent(
        QDropEvent(
            visits.rect().center(),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def add(desk: Desk, visits: VisitsPlace, *paths: Path) -> None:
    with desk.qtbot.waitSignal(visits.taking.taken, timeout=20_000):
        drop(visits, *paths)
    desk.settle()


def phone(path: Path, seed: int = 1) -> Path:
    return picture(path, MORNING, offset="-07:00", camera="Google Pixel", seed=seed)


def test_a_folder_is_dropped_and_its_photos_stand_at_the_stop(
    sample: Desk, tmp_path: Path, sample_file: Path, doors: ProgramDoors
) -> None:
    visits = visits_of(sample)
    phone(tmp_path / "card" / "1.jpg")
    (tmp_path / "card" / "2.heic").write_bytes(HEIC.read_bytes())
    add(sample, visits, tmp_path / "card")
    strip = visits.middle.strip
    sample.until(lambda: len(strip.photos.values) == 2)
    assert strip.count.text() == "2 photos at this stop"
    sample.until(lambda: all(strip.thumbs.get(p.id) is not None for p in strip.photos.values))
    strip.grab()
    with doors.open(sample_file, write=False) as office:
        assert office.file.tables.count("photo") == 2
    sample.window.session.undo()
    sample.until(lambda: not strip.photos.values)
    assert strip.count.text() == "No photos here yet"


def test_a_folder_of_photos_holds_up_nobody_who_types(
    sample: Desk, tmp_path: Path, sample_file: Path, doors: ProgramDoors
) -> None:
    """The watchdog fails it where a slot takes over 50 ms."""
    visits = visits_of(sample)
    large = picture(
        tmp_path / "card" / "0.jpg", MORNING, offset="-07:00", camera="Pixel", size=(2400, 1600)
    )
    data = large.read_bytes()
    for number in range(1, MANY):
        (large.parent / f"{number}.jpg").write_bytes(data + f"{number}".encode())
    taken: list[object] = []
    visits.taking.taken.connect(taken.append)
    drop(visits, large.parent)
    visits.new_note()
    typed = ""
    while not taken:
        sample.qtbot.keyClicks(visits.editor, "word ")
        typed += "word "
        sample.qtbot.wait(20)
        assert len(typed) < 50_000, "it comes to an end"
    sample.until(lambda: len(visits.middle.strip.photos.values) == MANY)
    visits.middle.strip.list.scrollToBottom()
    draft = visits.draft
    sample.until(lambda: draft is not None and draft.is_clean and bool(draft.note))
    sample.settle()
    assert visits.editor.toPlainText() == typed
    with doors.open(sample_file, write=False) as office:
        assert office.file.tables.count("photo") == MANY
        assert typed in [note["body"] for note in office.file.tables.all("note")]


def test_a_camera_is_asked_about_once(sample: Desk, tmp_path: Path) -> None:
    visits = visits_of(sample)
    wrong = picture(tmp_path / "a.jpg", "2013:10:14 14:41:07")
    drop(visits, wrong)
    sample.until(lambda: visits.taking.dialog is not None)
    dialog = visits.taking.dialog
    assert dialog is not None
    assert dialog.isVisible()
    camera, day, time = dialog._rows[0]
    assert (camera.name, day.text(), time.text()) == (
        "Canon EOS 80D",
        "Mon, Oct 14, 2013",
        "2:41 pm",
    )
    time.setText("9 in the morning, about")
    sample.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.problem.isVisible()
    time.setText("9:41 am")
    with sample.qtbot.waitSignal(visits.taking.taken, timeout=20_000):
        sample.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    sample.settle()
    (photo,) = visits.middle.strip.photos.values
    assert "9:41 am" in photo.time
    add(sample, visits, picture(tmp_path / "b.jpg", "2013:10:14 14:45:00", seed=2))
    assert len(visits.middle.strip.photos.values) == 2
    sample.window.resize(1280, 720)
    sample.window.commands.by_name["text_200"].trigger()
    for name in ("Nikon Z 6", "Canon EOS 5D", "Sony A7"):
        picture(tmp_path / "more" / f"{name}.jpg", "2013:10:14 14:50:00", camera=name)
    sample.settle()
    visits.taking.take([tmp_path / "more"], visits.stops.values[0].stop)
    sample.until(lambda: visits.taking.dialog is not dialog)
    dialog = visits.taking.dialog
    assert dialog is not None
    assert dialog.height() <= sample.window.height(), "its buttons are in reach"
    assert dialog.rect().contains(dialog.done_button.geometry())
    dialog.reject()
    sample.window.commands.by_name["text_100"].trigger()
    sample.settle()
    visits.taking.take([tmp_path / "more"], visits.stops.values[0].stop)
    sample.until(lambda: visits.taking.dialog is not dialog)
    again = visits.taking.dialog
    assert again is not None
    (area,) = again.findChildren(QScrollArea)
    assert area.verticalScrollBar().maximum() == 0, "there is room for all three cameras"
    again.reject()


def test_a_photo_is_described_and_given_to_the_press_without_the_mouse(
    sample: Desk, tmp_path: Path
) -> None:
    visits = visits_of(sample)
    add(sample, visits, phone(tmp_path / "1.jpg"))
    visits.media.go_to_photos()
    strip, key = visits.middle.strip, sample.qtbot.keyClick
    assert strip.list.hasFocus()
    key(strip.list, Qt.Key.Key_Return)
    page = visits.middle.photo_page
    sample.until(lambda: page.why.text().startswith("Stays inside"))
    assert not page.approve.isEnabled()
    page.caption.setFocus()
    QTest.keyClicks(page.caption, "Full hall")
    QTest.keyClicks(page.alt, "About 120 people in a hall")
    page._leave()
    sample.until(lambda: page.approve.isEnabled())
    key(page.no_child, Qt.Key.Key_Space)
    sample.until(lambda: "not approved" in page.why.text())
    key(page.approve, Qt.Key.Key_Space)
    sample.until(lambda: page.why.text() == "May go to the press.")
    assert strip.photos.values[0].name == "Full hall"
    visits.media.write_pack(tmp_path / "press")
    sample.until(lambda: (tmp_path / "press" / "captions.txt").exists())
    sample.settle()
    names = sorted(p.name for p in (tmp_path / "press").iterdir())
    assert names == ["001 Madison Elementary.jpg", "captions.txt"]
    strip.rule.setCurrentIndex(3)
    strip.rule.activated.emit(3)
    sample.until(lambda: page.why.text() == "Stays inside: The site's rule: no photos.")
    assert strip.words.isVisible()
    strip.rule.setCurrentIndex(0)
    strip.rule.activated.emit(0)
    sample.window.resize(1280, 720)
    sample.window.commands.by_name["text_200"].trigger()
    sample.window.session.tell(Notice(Tone.WARN, "Look at this. " * 6))
    sample.settle()
    assert strip.geometry().bottom() <= visits.middle.height(), "the strip is whole"
    tile = strip.list.visualRect(strip.photos.index(0))
    assert tile.bottom() <= strip.list.viewport().height(), "the photos are whole"
    assert strip._delegate.frame(QRectF(tile)).height() >= 40, "one sees what is on them"


def test_the_days_of_the_consent_to_a_photo_are_saved_while_they_are_typed(
    sample: Desk, tmp_path: Path, sample_file: Path, doors: ProgramDoors
) -> None:
    visits = visits_of(sample)
    add(sample, visits, phone(tmp_path / "1.jpg"))
    photo = visits.middle.strip.photos.values[0].id
    visits.middle.open_photo(photo)
    page = visits.middle.photo_page
    sample.until(lambda: page.consent.signed.text().startswith("Nobody asked yet"))
    assert not page.consent.details.isVisible(), "nobody was asked yet"
    sample.qtbot.keyClick(page.consent.uses["press"], Qt.Key.Key_Space)
    sample.until(page.consent.details.isVisible)
    page.consent.until.setFocus()
    QTest.keyClicks(page.consent.until, "10/20/2013")

    def kept() -> object:
        with doors.open(sample_file, write=False) as office:
            record = office.file.tables.get("photo", photo)
            assert record is not None
            return record["consent"]["until"]

    sample.until(lambda: kept() == "2013-10-20")
    assert page.consent.until.text() == "10/20/2013", "what is being typed stays as it is"
    page.caption.setFocus()
    assert page.consent.until.text() == "Sun, Oct 20, 2013"


def test_a_walk_through_is_drawn_on_a_site_plan_with_pointer_and_keys(
    sample: Desk, tmp_path: Path, sample_file: Path, doors: ProgramDoors
) -> None:
    visits = visits_of(sample)
    add(sample, visits, phone(tmp_path / "plan.jpg"))
    photo = visits.middle.strip.photos.values[0].id
    visits.middle.open_photo(photo)
    sample.settle()
    QTest.keyClick(visits.middle.photo_page.sketch, Qt.Key.Key_Space)
    sample.settle()
    (sketch,) = visits.findChildren(SketchDialog)
    at = sketch.plan.rect().center()
    QTest.mouseClick(sketch.plan, Qt.MouseButton.LeftButton, pos=at)
    assert sketch.lines[0].hasFocus()
    sample.qtbot.keyClicks(sketch.focusWidget(), "Bus bay")
    QTest.keyClick(sketch.focusWidget(), Qt.Key.Key_Insert)
    sample.qtbot.keyClicks(sketch.lines[1], "Front office")
    QTest.keyClick(sketch.lines[1], Qt.Key.Key_Return)
    assert sketch.plan.hasFocus()
    for _ in range(5):
        QTest.keyClick(sketch.plan, Qt.Key.Key_Right)
    left, at = Qt.MouseButton.LeftButton, sketch.plan.rect().center() - QPoint(60, 60)
    QTest.mouseClick(sketch.plan, left, pos=at)
    QTest.mousePress(sketch.plan, left, pos=at)
    QTest.keyClick(sketch.plan, Qt.Key.Key_Delete)  # while it is held with the pointer
    QTest.mouseMove(sketch.plan, at + QPoint(20, 20))
    QTest.mouseRelease(sketch.plan, left, pos=at)
    assert sketch.plan.accessibleDescription() == "1 Bus bay; 2 Front office"
    sample.settle()
    sketch.write(tmp_path / "walk.jpg")
    sample.settle()
    sketch.accept()
    sample.settle()
    assert (tmp_path / "walk.jpg").stat().st_size
    with doors.open(sample_file, write=False) as office:
        spots = office.sketches.spots(photo)
        assert [spot.words for spot in spots] == ["Bus bay", "Front office"]
        assert (round(spots[0].x, 1), spots[1].x) == (0.5, 0.6)
        (out,) = office.photos.out_already(photo)
        assert out.files == ("walk.jpg",)
    visits.middle.photo_page.withdraw_wished.emit(photo)
    sample.settle()
    with (
        doors.open(sample_file, write=False) as office,
        pytest.raises(InputError, match="withdrawn"),
    ):
        office.sketches.write(photo, tmp_path / "late.jpg")


def test_a_photo_goes_to_another_stop_and_is_taken_away(sample: Desk, tmp_path: Path) -> None:
    visits = visits_of(sample)
    add(sample, visits, phone(tmp_path / "1.jpg"))
    strip = visits.middle.strip
    visits.middle.open_photo(strip.photos.values[0].id)
    page = visits.middle.photo_page
    sample.until(lambda: page.stop.count() > 1)
    page.stop.setCurrentIndex(1)
    page.stop.activated.emit(1)
    sample.until(lambda: not strip.photos.values)
    visits.stop_list.choose(1)
    sample.until(lambda: len(strip.photos.values) == 1)
    visits.media.go_to_photos()
    sample.qtbot.keyClick(strip.list, Qt.Key.Key_Delete)
    sample.until(lambda: not strip.photos.values)


def test_a_file_that_is_no_picture_is_named(sample: Desk, tmp_path: Path) -> None:
    visits = visits_of(sample)
    (tmp_path / "card").mkdir()
    (tmp_path / "card" / "bad.jpg").write_bytes(b"no picture")
    phone(tmp_path / "card" / "good.jpg")
    add(sample, visits, tmp_path / "card")
    assert "1 file not taken in" in sample.window.notices.words.text()
    assert len(visits.middle.strip.photos.values) == 1


@pytest.mark.parametrize("name", ["list.csv", "x.exe"])
def test_other_files_are_not_for_visits(tmp_path: Path, name: str) -> None:
    from tourplanner.ui.visits.taking_in import photos_in

    (tmp_path / name).write_text("x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
    assert photos_in(data) == []


def test_the_signed_form_is_attached_and_opened_by_keys(
    sample: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(outside, "open_file", opened.append)
    scan = tmp_path / "signed.pdf"
    scan.write_bytes(b"%PDF-1.7 signed")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(scan), ""))
    visits, key = visits_of(sample), sample.qtbot.keyClick
    add(sample, visits, phone(tmp_path / "1.jpg"))
    quote = next(k for k, note in enumerate(visits.notes.values) if note.kind == "quote")
    for page, show in (
        ("photo_page", lambda: visits.middle.open_photo(visits.middle.strip.photos.values[0].id)),
        ("quote_page", lambda: visits.note_list.choose(quote)),
    ):
        show()
        sample.settle()
        line = getattr(visits.middle, page).consent.form
        assert line.words.text() == "None attached"
        key(line.attach, Qt.Key.Key_Space)
        sample.until(lambda line=line: line.words.text() == "signed.pdf, private")
        key(line.open, Qt.Key.Key_Space)
        sample.until(lambda: bool(opened))
        assert opened.pop().read_bytes() == scan.read_bytes()
        key(line.away, Qt.Key.Key_Space)
        sample.until(lambda line=line: line.words.text() == "None attached")
        sample.window.session.undo()
        sample.until(lambda line=line: line.words.text() == "signed.pdf, private")
