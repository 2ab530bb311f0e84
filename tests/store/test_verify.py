"""Verify: what it says when something is not as it should be."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.store.kit import delete, give, office, put, shown, type_text
from tourplanner.store.opening import open_reader

A, B = "a" * 32, "b" * 32


def _filled(path: Path) -> None:
    with office(path) as file:
        put(file, A, name="Dorsa", point={"lat": 37.0, "lon": -121.0}, **{"tag/x": True})
        put(file, A, name="Alview")
        type_text(file, B, "note", "body", "The garden.")


def _meddle(path: Path, sql: str) -> None:
    conn = sqlite3.connect(path)
    conn.execute(sql)
    conn.commit()
    conn.close()


def test_a_good_file(tmp_path: Path) -> None:
    _filled(tmp_path / "a.tour")
    with office(tmp_path / "a.tour") as file:
        report = file.verify()
        assert report.is_good
        assert (report.changes, report.records) == (3, 2)
    with open_reader(tmp_path / "a.tour") as reader:
        assert reader.verify().is_good


@pytest.mark.parametrize(
    ("sql", "mend", "words"),
    [
        ("UPDATE site SET name='forged'", "rebuild", "another program"),
        ("UPDATE site SET heads='{}'", "rebuild", "another program"),
        ("DELETE FROM member", "rebuild", "another program"),
        ("DELETE FROM site_search", "rebuild", "another program"),
        ("UPDATE site_point SET lat=80", "rebuild", "another program"),
        ("DELETE FROM action", "rebuild", "another program"),
        ("INSERT INTO conflict VALUES ('site','x','y','z','[]')", "rebuild", "another program"),
        ("UPDATE change SET body=x'7b7d' WHERE n=1", "restore", "not what was written: change 1."),
        ("UPDATE change SET author='Bob'", "restore", "3 saved changes are listed under"),
        ("UPDATE change SET record_id=x'00' WHERE n=2", "restore", "listed under something else"),
        ("UPDATE change SET at='2000-01-01' WHERE n=2", "restore", "listed under something else"),
        ("UPDATE change SET kind='place' WHERE n=2", "restore", "listed under something else"),
        ("DELETE FROM change WHERE n=2", "restore", "The log lacks change 2."),
    ],
)  # fmt: skip
def test_what_another_program_did_is_noticed(
    tmp_path: Path, sql: str, mend: str, words: str
) -> None:
    path = tmp_path / "a.tour"
    _filled(path)
    _meddle(path, sql)
    with office(path) as file:
        report = file.verify()
        assert [finding.mend for finding in report.findings] == [mend]
        assert words in report.findings[0].text
        if mend == "rebuild":
            file.rebuild()
            assert file.verify().is_good


def test_forged_bodies_with_good_hashes_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.tour"
    _filled(path)
    conn = sqlite3.connect(path)
    import hashlib

    body = b'{"v":1}'
    conn.execute("UPDATE change SET body=?, key=? WHERE n=1", (body, hashlib.sha256(body).digest()))
    conn.commit()
    conn.close()
    with office(path) as file:
        report = file.verify()
        assert "not to be understood" in report.findings[0].text


def test_a_text_that_does_not_load(tmp_path: Path) -> None:
    """A body that this laptop never received by its own door."""
    import base64
    import json

    from tourplanner.core.bodies import body_key
    from tourplanner.core.changes import canonical

    path = tmp_path / "a.tour"
    _filled(path)
    conn = sqlite3.connect(path)
    (body,) = conn.execute("SELECT body FROM change WHERE kind='note'").fetchone()
    raw = json.loads(body)
    raw["text"]["body"]["u"] = base64.b64encode(b"rubbish").decode()
    forged = canonical(raw)
    conn.execute(
        "UPDATE change SET body=?, key=? WHERE kind='note'",
        (forged, bytes.fromhex(body_key(forged))),
    )
    conn.commit()
    conn.close()
    with office(path) as file:
        assert "1 long text cannot be read in full." in [f.text for f in file.verify().findings]


def test_missing_and_damaged_photos(tmp_path: Path) -> None:
    path = tmp_path / "a.tour"
    with office(path) as file:
        name = file.media.put(b"photo")
        put(file, A, directory={"media": name}, seen={"media": "../../etc/passwd"})
        put(file, B, directory={"media": "f" * 64})
        (finding,) = file.verify().findings
        assert finding.mend == "fetch"
        assert finding.text == "1 photo or file is not on this laptop."
        stored = file.media.get(name)
        assert stored is not None
        stored.write_bytes(b"phot0")
        assert [f.text for f in file.verify().findings][1] == "1 photo or file is damaged."


def test_rebuild_equals_what_incremental_writes_made(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
        put(a, A, name="Dorsa", seen={"name": "x"}, **{"tag/x": True, "tag/y": True})
        type_text(a, A, "site", "remarks", "hello")
        give(a, b)
        put(a, A, name="A", **{"tag/x": False})
        put(b, A, name="B", **{"tag/y": None})
        type_text(a, A, "site", "remarks", "hello a")
        type_text(b, A, "site", "remarks", "b hello")
        delete(a, A)
        give(b, a)
        give(a, b)
        for file in (a, b):
            before = shown(file)
            file.rebuild()
            assert shown(file) == before
