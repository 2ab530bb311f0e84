"""Signed consent forms: kept byte for byte, opened by the system's viewer, given to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.at_school import Stop, at_madison
from tests.pictures import picture
from tourplanner.app import ProgramDoors
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.fields import KINDS, Level
from tourplanner.services.consent_forms import MOST_BYTES

SCAN = b"%PDF-1.7 a form that somebody signed"


@pytest.fixture
def madison(sample_file: Path, doors: ProgramDoors) -> Iterator[Stop]:
    with at_madison(sample_file, doors) as stop:
        yield stop


def scan(folder: Path, name: str = "Rosa signed.PDF") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(SCAN)
    return folder / name


def test_a_form_is_attached_to_a_quote_and_a_photo_and_opened(
    madison: Stop, tmp_path: Path
) -> None:
    office, cache = madison.office, tmp_path / "cache"
    quote = office.quotes.write(madison.stop, "We stayed.", {"speaker": "Rosa"})
    found = office.photos.look([picture(tmp_path / "a.jpg")]).photos
    (photo,) = office.photos.take_in(madison.tour, found, stop=madison.stop).by_hand
    for kind, record in (("quote", quote), ("photo", photo)):
        forms = office.consent_forms
        with pytest.raises(NotFoundError, match="No signed form"):
            forms.to_open(kind, record, cache)
        forms.attach(kind, record, scan(tmp_path / "in"))
        opened = forms.to_open(kind, record, cache)
        assert (opened.suffix, opened.read_bytes()) == (".pdf", SCAN)
        values = office.file.tables.get(kind, record)
        assert values is not None
        assert forms.shown(values.values) == ("Rosa signed.PDF", "")
        forms.remove(kind, record)
        office.undo.undo()
        assert forms.to_open(kind, record, cache).read_bytes() == SCAN
        assert [field.level for field in KINDS[kind].fields if field.name == "form"] == [
            Level.RESTRICTED
        ]
    (cache / "older.pdf").write_bytes(b"of somebody else")
    office.consent_forms.to_open("quote", quote, cache)
    assert len(list(cache.iterdir())) == 1, "the last one alone"
    assert office.file.verify().is_good


def test_what_is_no_scan_is_not_taken(madison: Stop, tmp_path: Path) -> None:
    forms = madison.office.consent_forms
    quote = madison.office.quotes.write(madison.stop, "We stayed.")
    with pytest.raises(InputError, match="no scan of a form"):
        forms.attach("quote", quote, scan(tmp_path, "form.exe"))
    with pytest.raises(InputError, match=r"cannot be read|no file"):
        forms.attach("quote", quote, tmp_path / "gone.pdf")
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(InputError, match="over 50 MB"):
        forms.attach("quote", quote, large)


def test_a_form_that_is_not_on_this_laptop_says_so(madison: Stop, tmp_path: Path) -> None:
    office = madison.office
    quote = office.quotes.write(madison.stop, "We stayed.")
    office.consent_forms.attach("quote", quote, scan(tmp_path / "in"))
    form = madison.quote(quote)["form"]
    path = office.file.media.get(form["media"])
    assert path is not None
    path.unlink()
    missing = "Rosa signed.PDF: signed form not on this laptop."
    assert office.consent_forms.shown(madison.quote(quote).values)[1] == missing
    with pytest.raises(NotFoundError, match="not on this laptop"):
        office.consent_forms.to_open("quote", quote, tmp_path / "cache")
