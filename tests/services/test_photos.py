"""Photos: originals kept byte for byte, put to their stops, described, given out clean."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.at_school import Stop, at_madison
from tests.pictures import HEIC, picture
from tourplanner.app import ProgramDoors
from tourplanner.core.errors import Cancelled, InputError, StoreError
from tourplanner.core.model.kept_file import kept_file
from tourplanner.core.papers.specs import PaperFormat, PaperKind
from tourplanner.store import media as store_media

MORNING = "2013:10:14 09:41:07"


@pytest.fixture
def madison(sample_file: Path, doors: ProgramDoors) -> Iterator[Stop]:
    with at_madison(sample_file, doors) as stop:
        yield stop


def card(folder: Path) -> Path:
    """A day's pictures as they lie on a card."""
    picture(folder / "DCIM" / "1.jpg", MORNING, seed=1)
    picture(folder / "DCIM" / "2.jpg", "2013:10:14 14:20:00", seed=2)
    picture(folder / "DCIM" / "3.jpg", seed=3, at=(34.1588, -118.1399), camera="GoPro HERO3")
    (folder / "DCIM" / "4.heic").write_bytes(HEIC.read_bytes())
    (folder / "DCIM" / "._1.jpg").write_bytes(b"what a Mac leaves beside it")
    (folder / "notes.txt").write_text("no picture")
    return folder


def take(madison: Stop, *paths: Path, stop: str = "") -> list[str]:
    photos = madison.office.photos
    taken = photos.take_in(madison.tour, photos.look(paths).photos, stop=stop)
    return [*taken.by_time, *taken.by_place, *taken.by_hand]


def test_a_folder_goes_to_its_stops_and_originals_stay_as_they_are(
    madison: Stop, tmp_path: Path
) -> None:
    photos, file = madison.office.photos, madison.office.file
    folder = card(tmp_path / "card")
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    found = photos.look([folder])
    assert [(c.name, c.photos, c.first) for c in found.cameras] == [("Canon EOS 80D", 2, "1.jpg")]
    assert found.refused == ()
    taken = photos.take_in(madison.tour, found.photos)
    assert taken.sentence == "4 photos added: 3 by time, 1 by place."
    here = photos.photos(madison.stop)
    assert [p["file"]["name"] for p in here] == ["1.jpg", "4.heic", "3.jpg"]
    for photo in here:
        kept = file.media.get(kept_file(photo["file"]).media)
        assert kept is not None
        original = next(p for p in before if p.name == photo["file"]["name"])
        assert kept.read_bytes() == before[original]
        assert kept.name == hashlib.sha256(before[original]).hexdigest()
        assert photos.thumbnail(photo)
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    madison.office.undo.undo()  # one step
    assert photos.photos(madison.stop) == []
    assert file.verify().findings == []


def test_the_same_folder_again_adds_nothing(madison: Stop, tmp_path: Path) -> None:
    folder = card(tmp_path / "card")
    (folder / "copy.jpg").write_bytes((folder / "DCIM" / "1.jpg").read_bytes())
    photos = madison.office.photos
    first = photos.take_in(madison.tour, photos.look([folder]).photos)
    assert (first.added, first.known) == (4, ("copy.jpg",)) or first.known == ("1.jpg",)
    again = photos.take_in(madison.tour, photos.look([folder]).photos)
    assert (again.added, len(again.known)) == (0, 5)
    taken_away = photos.photos(madison.stop)[0]
    photos.remove([taken_away.id])
    assert photos.take_in(madison.tour, photos.look([folder]).photos).added == 1


def test_a_picture_without_time_or_place_goes_to_the_chosen_stop_or_stays_out(
    madison: Stop, tmp_path: Path
) -> None:
    photos = madison.office.photos
    found = photos.look([picture(tmp_path / "scan.jpg", camera="")])
    out = photos.take_in(madison.tour, found.photos)
    assert out.added == 0
    assert out.refused[0].why == "scan.jpg: the camera tells neither time nor place."
    hand = photos.take_in(madison.tour, found.photos, stop=madison.stop)
    assert hand.sentence == "1 photo added: 1 at the chosen stop."
    assert photos.photos(madison.stop)[0]["placed_by"] == "hand"


def test_a_camera_that_is_ahead_is_asked_about_once(madison: Stop, tmp_path: Path) -> None:
    photos = madison.office.photos
    path = picture(tmp_path / "a.jpg", "2013:10:14 14:41:07")
    other = picture(tmp_path / "b.jpg", "2013:10:14 14:50:07", seed=2)
    taken = take(madison, path, other)
    photos.move(taken[1:], madison.stop)
    assert len(photos.photos(madison.stop)) == 1
    photos.set_camera("Canon EOS 80D", 5 * 3600)
    by_time, by_hand = photos.photos(madison.stop)
    assert by_time["at"] == "2013-10-14T16:41:07.000000+00:00"
    assert (by_time["placed_by"], by_hand["placed_by"]) == ("time", "hand")
    assert photos.look([path]).cameras == ()
    madison.office.undo.undo()
    assert len(photos.photos(madison.stop)) == 1


def test_cancel_keeps_what_was_taken_in_and_goes_on_from_there(
    madison: Stop, tmp_path: Path
) -> None:
    photos = madison.office.photos
    for n in range(4):
        picture(tmp_path / "card" / f"{n}.jpg", MORNING, seed=n)
    found = photos.look([tmp_path / "card"]).photos

    def stop(done: int, total: int, words: str) -> None:
        assert (total, words) == (4, f"Copying {done}.jpg")
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        photos.take_in(madison.tour, found, progress=stop)
    assert len(photos.photos(madison.stop)) == 2
    assert photos.take_in(madison.tour, found).sentence == (
        "2 photos added: 2 by time. 2 were here already."
    )


def test_a_copy_that_is_not_the_original_is_not_kept(
    madison: Stop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = picture(tmp_path / "a.jpg", MORNING)
    monkeypatch.setattr(store_media, "_digest", lambda _: "0" * 64)
    with pytest.raises(StoreError, match="not the same as the original"):
        take(madison, path)
    assert madison.office.file.media.stored() == []
    assert list(madison.office.file.media.folder.iterdir()) == []
    assert madison.office.photos.photos(madison.stop) == []


def test_without_its_folder_the_file_says_so_per_photo(
    madison: Stop, tmp_path: Path, doors: ProgramDoors
) -> None:
    take(madison, card(tmp_path / "card"))
    office = madison.office.file.path
    alone = tmp_path / "stick" / "office.tour"
    alone.parent.mkdir()
    madison.office.file.save_copy(alone)
    import shutil

    shutil.rmtree(alone.with_suffix(".files"))
    with doors.open(alone, write=False) as copy:
        here = copy.photos.photos(madison.stop)
        assert [copy.photos.where_is(p) for p in here] == [
            "1.jpg: photo not on this laptop.",
            "4.heic: photo not on this laptop.",
            "3.jpg: photo not on this laptop.",
        ]
        assert [copy.photos.thumbnail(p) for p in here] == [None] * 3
    assert [madison.office.photos.where_is(p) for p in here] == [""] * 3
    assert office.exists()


def ready(madison: Stop, photo: str, caption: str = "The hall") -> None:
    photos = madison.office.photos
    photos.change(photo, {"caption": caption, "credit": "L. Park", "alt": "A hall full of people"})
    photos.no_child(photo, on=True)
    photos.approve(photo)


def test_a_pack_holds_what_may_go_out_and_no_trace_of_the_camera(
    madison: Stop, tmp_path: Path
) -> None:
    office = madison.office
    first = take(madison, picture(tmp_path / "hall.jpg", MORNING, at=(34.1588, -118.1399)))[0]
    second = take(madison, picture(tmp_path / "IMG_secret.jpg", MORNING, seed=9))[0]
    ready(madison, first)
    made = office.photo_pack.make(madison.tour, tmp_path / "press")
    assert [p.name for p in made.files] == ["001 Madison Elementary.jpg", "captions.txt"]
    assert [(w.what, w.why.rstrip(".")) for w in made.withheld] == [
        ("IMG_secret.jpg", "Nobody noted a consent, or that no child can be recognized")
    ]
    captions = made.files[1].read_text("utf-8")
    assert "The hall\nPhoto: L. Park\nTo be seen: A hall full of people" in captions
    for path in made.files:
        data = path.read_bytes()
        for private in (b"Canon", b"Exif", b"hall.jpg", b"IMG_", first.encode(), b"34.15"):
            assert private not in data, (path, private)
    with pytest.raises(InputError, match="not empty"):
        office.photo_pack.make(madison.tour, tmp_path / "press")
    ready(madison, second)
    office.photos.set_rule(madison.site, "none", "No photography; ask the village")
    none = office.photo_pack.make(madison.tour, tmp_path / "again")
    assert none.files == ()
    assert len(none.withheld) == 2


def test_withdrawn_consent_takes_the_picture_out_and_names_the_pack(
    madison: Stop, tmp_path: Path
) -> None:
    office = madison.office
    quote = office.quotes.write(
        madison.stop, "My children found a home here", {"speaker": "Rosa Quiñones", "minor": False}
    )
    for use in ("press", "photo"):
        office.quotes.agree(quote, use, "yes")
    office.quotes.approve(quote)
    photo = take(madison, picture(tmp_path / "rosa.jpg", MORNING))[0]
    office.photos.change(
        photo, {"quote": quote, "alt": "A woman at a desk", "caption": "At the center"}
    )
    office.photos.approve(photo)
    made = office.photo_pack.make(madison.tour, tmp_path / "one")
    assert len(made.files) == 2
    office.quotes.withdraw(quote)
    assert [(o.paper, o.version) for o in office.quotes.out_already(quote)] == [("press-photos", 1)]
    assert office.photo_pack.make(madison.tour, tmp_path / "two").files == ()


def test_a_name_in_a_caption_stays_inside(madison: Stop, tmp_path: Path) -> None:
    office = madison.office
    office.quotes.write(madison.stop, "Yes", {"speaker": "Rosa Quiñones"})
    photo = take(madison, picture(tmp_path / "a.jpg", MORNING))[0]
    ready(madison, photo, "Rosa Quiñones at her desk")
    made = office.photo_pack.make(madison.tour, tmp_path / "out")
    assert "Rosa" not in made.files[1].read_text("utf-8")


def test_a_photo_without_alt_text_is_not_approved(madison: Stop, tmp_path: Path) -> None:
    photo = take(madison, picture(tmp_path / "a.jpg", MORNING))[0]
    with pytest.raises(InputError, match="no alt text"):
        madison.office.photos.approve(photo)


def test_a_photo_rule_flags_the_press_and_stands_on_its_papers(
    madison: Stop, tmp_path: Path
) -> None:
    office = madison.office
    office.tours.change_stop(madison.tour, madison.site, {"coverage": "open"}, confirmed_by="Host")
    office.photos.set_rule(madison.site, "none", "No photography; ask the village")
    findings = office.plan.current(madison.tour).findings
    (found,) = [f for f in findings if f.rule == "PHOTO-RULE"]
    assert found.text.endswith("the press may come, and the school's rule is: no photos.")
    kinds = [PaperKind.PRESS_ITINERARY, PaperKind.ADVISORY]
    made = office.papers.make(madison.tour, kinds, [PaperFormat.TEXT], tmp_path, draft=True)
    texts = [p.read_text("utf-8") for paper in made.papers for p in paper.files]
    assert texts
    for text in texts:
        flat = " ".join(text.split())
        assert ("No photos: No photography" in flat) == ("Madison" in flat)
    office.photos.set_rule(madison.site, "ok")
    assert not [f for f in office.plan.current(madison.tour).findings if f.rule == "PHOTO-RULE"]
