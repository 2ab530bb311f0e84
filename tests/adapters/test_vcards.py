"""Contact cards of phones, Outlook and Google come in; broken and hostile ones are told."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest

from tests.hostile import PAYLOADS
from tourplanner.adapters.imports.vcards import MAX_CARDS, VcardReader
from tourplanner.adapters.papers.vcard import VcardWriter
from tourplanner.core.contact_cards import CardFile, ContactCard
from tourplanner.core.errors import InputError
from tourplanner.core.papers.desk.contacts import Contact

PHONE = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ruiz;Ana;María;Dr.;\r\nFN:Ana Ruiz\r\n"
    "ORG:County Fund\\, Inc.;Grants;\r\nTITLE:Director\\; grants\r\n"
    "item1.TEL;type=WORK:(626) 555-0190\r\nTEL;TYPE=CELL,VOICE;type=pref:+1 626 555 0191\r\n"
    "EMAIL;type=INTERNET:ana@\r\n example.org\r\nBDAY:1970-01-02\r\nNOTE:knows the mayor\r\n"
    "PHOTO;ENCODING=b:AAAA\r\n BBBB\r\nEND:VCARD\r\n"
)
OUTLOOK = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\n"
    "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Pe=C3=B1a;Jos=\r\n=C3=A9\r\n"
    "TEL;HOME;VOICE:555-0100\r\nTEL;CELL;VOICE:555-0101\r\nEND:VCARD\r\n"
)
GOOGLE = (
    "BEGIN:VCARD\nVERSION:4.0\nKIND:individual\nFN:Bo Lind\n"
    'TEL;VALUE=uri;TYPE="voice,cell":tel:+1-916-555-0102\nEMAIL;PREF=2:b@x.org\n'
    "EMAIL;PREF=1:bo@x.org\nROLE:Editor\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:All of them\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:3.0\nTEL:555-0103\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:3.0\nORG:The Bee\nEND:VCARD\n"
)


def read(folder: Path, data: str | bytes) -> CardFile:
    path = folder / "people.vcf"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return VcardReader().read(str(path))


def test_a_phones_card_gives_what_a_list_takes_and_no_more(tmp_path: Path) -> None:
    (card,) = read(tmp_path, PHONE).cards
    assert card == ContactCard(
        1,
        "Ana Ruiz",
        "County Fund, Inc., Grants",
        "Director; grants",
        ("+1 626 555 0191", "(626) 555-0190"),
        ("ana@example.org",),
    )


def test_cards_of_all_versions_are_read_and_others_counted(tmp_path: Path) -> None:
    assert read(tmp_path, OUTLOOK).cards == (
        ContactCard(1, "José Peña", phones=("555-0101", "555-0100")),
    )
    found = read(tmp_path, GOOGLE.encode("utf-16"))
    assert found.cards == (
        ContactCard(1, "Bo Lind", "", "Editor", ("+1-916-555-0102",), ("bo@x.org", "b@x.org")),
        ContactCard(4, "The Bee", "The Bee"),
    )
    assert found.left == {"a group": 1, "without a name": 1}
    fax = "FN:Bo\nTEL;TYPE=WORK,FAX:555-0104\nTEL;PAGER:555-0105\nTEL;TYPE=WORK:555-0106\n"
    (card,) = read(tmp_path, f"BEGIN:VCARD\nVERSION:3.0\n{fax}END:VCARD\n").cards
    assert card.phones == ("555-0106",), "nobody answers a fax"


def test_our_own_cards_come_back(tmp_path: Path) -> None:
    ours = Contact("k", "Ana; Ruiz, Jr.", "Fund", "Host", "555-0100", "555-0101", "a@x.org")
    data = VcardWriter().render([ours]).data
    assert read(tmp_path, data).cards == (
        ContactCard(1, "Ana; Ruiz, Jr.", "Fund", "Host", ("555-0101", "555-0100"), ("a@x.org",)),
    )


def test_what_is_no_card_is_said_in_a_sentence(tmp_path: Path) -> None:
    many = "BEGIN:VCARD\nFN:A\nEND:VCARD\n" * (MAX_CARDS + 1)
    cases = ((b"", "is empty"), ("a,b\n", "no contact cards"), (many, "more than 2,000"))
    for data, words in cases:
        with pytest.raises(InputError, match=words) as caught:
            read(tmp_path, data)
        assert caught.value.hint
    with pytest.raises(InputError, match="cannot be read"):
        VcardReader().read(str(tmp_path / "nowhere.vcf"))


def test_hostile_and_broken_cards_raise_our_own_errors_alone(tmp_path: Path) -> None:
    for text in PAYLOADS.values():
        line = text.encode("utf-8", "replace").decode().replace("\x00", "")
        for card in read(tmp_path, f"BEGIN:VCARD\nFN:A {line}\nEND:VCARD\n").cards:
            assert "\n" not in card.name
            assert "\u202e" not in card.name
    chance = random.Random(11)
    for data in (PHONE.encode(), OUTLOOK.encode(), GOOGLE.encode()):
        for _ in range(170):
            broken = bytearray(data)
            for _ in range(chance.randint(1, 6)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            with contextlib.suppress(InputError):
                read(tmp_path, bytes(broken[: chance.randint(1, len(broken))]))
