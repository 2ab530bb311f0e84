"""Consent withdrawn: no file that is exported later holds the words, the name or the picture.

Looked for by a search of its own in every paper in every format, in mails, text messages and maps,
in the folder of photos for the press, in the files of practice cards and of researchers, and in the
export for a records request.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.at_school import Stop, at_madison
from tests.exports_search import Exports
from tests.pictures import picture
from tourplanner.app import ProgramDoors
from tourplanner.core.papers.specs import PaperFormat, PaperKind

PARENT = "Rosa Mendez"
HOME = "Mis hijos encontraron un hogar aquí, en esta escuela"
HOME_EN = "My children found their place here, in this school"
OTHER = "We looked at what services we already had"
SIGNED = b"signed by Rosa Mendez"


@pytest.fixture
def at(sample_file: Path, doors: ProgramDoors) -> Iterator[Stop]:
    with at_madison(sample_file, doors) as stop:
        yield stop


def export(at: Stop, out: Path, *kinds: PaperKind) -> Exports:
    """Write all that goes out: papers in all formats, mails, maps, photos, cards, records."""
    office = at.office
    made = office.papers.make(at.tour, kinds, list(PaperFormat), out / "all", draft=True)
    formats = [PaperFormat.PDF, PaperFormat.DOCX, PaperFormat.HTML]
    issued = office.papers.make(at.tour, [PaperKind.BEST_PRACTICES], formats, out / "issued")
    pack = office.photo_pack.make(at.tour, out / "pack")
    cards = [office.practice_files.export(out / f"cards{end}").path for end in (".json", ".csv")]
    maps = [
        office.papers.make_map(at.tour, out / f"{audience}{end}", audience=audience).files
        for audience in ("press", "staff")
        for end in (".html", ".kml", ".gpx", ".geojson")
    ]
    mail = office.papers.mail_draft(
        at.tour, PaperKind.BEST_PRACTICES, [PaperFormat.TEXT], out / "mail"
    )
    text = office.papers.mail_text(at.tour, PaperKind.BEST_PRACTICES)
    pasted = out / "pasted.html"
    pasted.write_text("\n".join((text.html, text.plain, text.message)), "utf-8")
    form = office.forms.export(out / "visit.xlsx")
    records = office.records.export(at.tour, out / "records").folder
    files = [*made.files, *issued.files, *pack.files, *mail.files, *cards, *sum(maps, start=())]
    return Exports([*files, pasted, form, records])


def told(at: Stop, folder: Path) -> tuple[str, str, Path]:
    """Write a quote that may go out, one of another speaker, and a picture of the first one."""
    office = at.office
    facts = {"speaker": PARENT, "speaker_role": "parent", "minor": False, "translation": HOME_EN}
    quote = office.quotes.write(at.stop, HOME, facts)
    other = office.quotes.write(at.stop, OTHER, {"speaker_role": "coordinator", "minor": False})
    for use in ("report", "press", "web", "photo", "name"):
        office.quotes.agree(quote, use, "yes", by="Lena Park")
        office.quotes.agree(other, use, "yes", by="Lena Park")
    office.quotes.approve(quote)
    office.quotes.approve(other)
    taken = picture(folder / "rosa.jpg", seed=5, size=(640, 480), turn=6)
    (photo,) = office.photos.take_in(
        at.tour, office.photos.look([taken]).photos, stop=at.stop
    ).by_hand
    office.photos.change(
        photo, {"quote": quote, "alt": "A woman in a hall", "caption": f"{PARENT} at the center"}
    )
    office.photos.approve(photo)
    signed = folder / "signed.png"
    Image.effect_noise((200, 200), 80).save(signed)
    with signed.open("ab") as file:
        file.write(SIGNED)
    office.consent_forms.attach("quote", quote, signed)
    card = office.practices.make_from("quote", quote)
    office.practices.change(
        card, {"title": "Give children a home"}, {"story": f"{PARENT} said: “{HOME_EN}”."}
    )
    office.practices.permit(card, "named", by="M. Serrano")
    office.practices.set_state(card, "checked")
    office.practices.set_state(card, "approved")
    return quote, photo, taken


def test_nothing_exported_later_holds_words_name_or_picture(at: Stop, tmp_path: Path) -> None:
    quote, _, taken = told(at, tmp_path)
    signed = tmp_path / "signed.png"
    before = export(at, tmp_path / "before", PaperKind.BEST_PRACTICES)
    for words in (HOME, HOME_EN, PARENT, OTHER):
        found = {Path(name).suffix for name in before.with_words(words)}
        assert found >= {".pdf", ".docx", ".html", ".txt", ".md"}, "the search finds what is there"
    assert [Path(name).parent.name for name in before.with_picture(taken)] == ["pack"]
    assert Exports([signed]).with_picture(signed) == [str(signed)]
    at.office.quotes.withdraw(quote)
    after = export(at, tmp_path / "after", *PaperKind)
    assert {path.suffix for path in after.paths} >= {f".{each}" for each in PaperFormat} - {".web"}
    assert any("Web folder" in path.parent.name for path in after.paths)
    assert after.with_words(OTHER), "what others said is still there"
    for words in (
        HOME,
        HOME_EN,
        PARENT,
        "Mendez",
        "encontraron un hogar",
        "found their place here",
    ):
        assert after.with_words(words) == [], words
    assert after.with_picture(taken) == []
    for out in (before, after):
        assert out.with_picture(signed) == [], "the signed form is private"
        assert out.with_words(SIGNED.decode()) + out.with_words("signed.png") == []
    assert {out.paper for out in at.office.quotes.out_already(quote)} >= {
        "best-practices",
        "press-photos",
    }, "to be called back"


def test_a_picture_withdrawn_alone_stays_inside(at: Stop, tmp_path: Path) -> None:
    _, photo, taken = told(at, tmp_path)
    at.office.photos.withdraw(photo)
    pack = at.office.photo_pack.make(at.tour, tmp_path / "pack")
    assert pack.files == ()
    assert Exports(pack.files).with_picture(taken) == []
