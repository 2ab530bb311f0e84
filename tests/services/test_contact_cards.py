"""Contact cards into riders and media: nothing typed is replaced, doubles are told, one undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.at_school import Stop
from tourplanner.core.contact_cards import CardState
from tourplanner.core.errors import InputError
from tourplanner.core.fields import KINDS, Level


@pytest.fixture(autouse=True)
def no_riders(at: Stop) -> None:
    """Take out those that the sample came with."""
    lists = at.office.lists
    lists.remove("riders", [row.id for row in lists.read(at.tour, "riders").rows])


def cards(folder: Path, *people: str) -> str:
    """Write cards, each as NAME|ORG|PHONE|MAIL."""
    made = []
    for one in people:
        name, org, phone, mail = one.split("|")
        made.append(f"BEGIN:VCARD\nFN:{name}\nORG:{org}\nTEL:{phone}\nEMAIL:{mail}\nEND:VCARD\n")
    path = folder / "people.vcf"
    path.write_text("".join(made), "utf-8")
    return str(path)


def test_new_ones_come_in_and_who_is_here_gets_what_is_lacking(at: Stop, tmp_path: Path) -> None:
    office = at.office
    office.lists.paste(
        at.tour, "riders", "Name,Organization,Cell phone\nAna Ruiz,Ours,(626) 555-0190\nBo Lind,,\n"
    )
    path = cards(
        tmp_path,
        "ANA RUIZ|Theirs|+1 626-555-0190|ana@x.org",  # the same phone, written another way
        "Bo Lind|City||",
        "Cy Orr|Fund|555-0199|cy@x.org",
        "Office of Ana|Fund|626.555.0190|",
        "Ana Ruiz|Elsewhere|415-555-0100|",
        "C. Orr||555-0100|CY@x.org",
    )
    found, rows = office.contact_cards.look(path, at.tour, "riders")
    assert [(row.state, row.takes, row.remark) for row in rows] == [
        (CardState.HERE, True, "Adds e-mail."),
        (CardState.HERE, True, "Adds organization."),
        (CardState.NEW, True, ""),
        (CardState.DOUBLE, False, "The same phone as card 1, ANA RUIZ."),
        (CardState.DOUBLE, False, "The same name as card 1, ANA RUIZ, reached another way."),
        (CardState.DOUBLE, False, "The same e-mail as card 3, Cy Orr."),
    ]
    chosen = (*rows[:3], rows[3].turned(), *rows[4:])
    added = office.contact_cards.add(chosen, at.tour, "riders", found.name)
    assert added.sentence == "2 contacts added, 2 completed."
    page = office.lists.read(at.tour, "riders")
    known = [field.name for field in page.columns]
    at_ = [known.index(n) for n in ("name", "organization", "phone", "email")]
    assert [tuple(row.cells[k] for k in at_) for row in page.rows] == [
        ("Ana Ruiz", "Ours", "(626) 555-0190", "ana@x.org"),
        ("Bo Lind", "City", "", ""),
        ("Cy Orr", "Fund", "555-0199", "cy@x.org"),
        ("Office of Ana", "Fund", "626.555.0190", ""),
    ]
    again = office.contact_cards.look(path, at.tour, "riders")[1]
    assert not any(row.takes for row in again)
    office.undo.undo()
    assert len(office.lists.read(at.tour, "riders").rows) == 2


def test_reporters_go_to_the_outlet_and_other_lists_take_none(at: Stop, tmp_path: Path) -> None:
    path = cards(tmp_path, "Dee Farr|The Bee|555-0123|dee@bee.org", "KVIE|KVIE||news@kvie.org")
    found, rows = at.office.contact_cards.look(path, at.tour, "media")
    at.office.contact_cards.add(rows, at.tour, "media", found.name)
    page = at.office.lists.read(at.tour, "media")
    kept = [dict(zip([f.name for f in page.columns], row.cells, strict=True)) for row in page.rows]
    dee = next(row for row in kept if row["name"] == "Dee Farr")
    assert (dee["outlet"], dee["phone"], dee["email"]) == ("The Bee", "555-0123", "dee@bee.org")
    assert next(row for row in kept if row["outlet"] == "KVIE")["name"] == ""
    with pytest.raises(InputError, match="riders or media"):
        at.office.contact_cards.look(path, at.tour, "coverage")


def test_a_riders_phone_and_mail_are_for_named_people_only() -> None:
    for kind in ("rider", "media"):
        for name in ("phone", "email"):
            field = KINDS[kind].field(name)
            assert field is not None
            assert field.level is Level.RESTRICTED
