"""A file is sealed in the window, opened with its passphrase, and its seal taken off again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.ui.conftest import Desk
from tourplanner.store import seal as store
from tourplanner.ui.shell.sealing import PassphraseForm, SealForm

PASSPHRASE = "orange bus under quiet stars"


class MemoryKeyring:
    """A keyring of this test alone."""

    priority = 9.0

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, password: str) -> None:
        self.kept[service, name] = password

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


@pytest.fixture(autouse=True)
def keyring_(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryKeyring]:
    import keyring

    made = MemoryKeyring()
    monkeypatch.setattr(keyring.core, "_keyring_backend", made)
    monkeypatch.setattr(store, "_COST", 2**10)  # its slowness is its worth, and not ours
    yield made
    store.forget()


def seal_form(desk: Desk) -> SealForm:
    desk.window.commands.by_name["seal"].trigger()
    form = desk.window.stack.currentWidget()
    assert isinstance(form, SealForm)
    return form


def seal(desk: Desk, *, keep: bool = False) -> SealForm:
    form = seal_form(desk)
    form.passphrase.setText(PASSPHRASE)
    form.again.setText(PASSPHRASE)
    form.keep.setChecked(keep)
    QTest.keyClick(form.again, Qt.Key.Key_Return)
    desk.until(lambda: bool(form.code.text()) or form.problem.isVisible())
    desk.settle()
    assert form.code.text(), form.problem.text()
    return form


def asked(desk: Desk, path: Path) -> PassphraseForm:
    """Open a file in a program that was just started, and give the form that asks."""
    desk.window.files.close_file()
    store.forget()
    desk.window.open_path(path)
    desk.until(lambda: isinstance(desk.window.stack.currentWidget(), PassphraseForm))
    form = desk.window.stack.currentWidget()
    assert isinstance(form, PassphraseForm)
    return form


def test_a_file_is_sealed_and_opened_again(sample: Desk, sample_file: Path) -> None:
    assert b"host_name" in sample_file.read_bytes()
    form = seal(sample)
    assert b"host_name" not in sample_file.read_bytes()
    assert form.title.text() == "office is sealed"
    assert not form.passphrase.text(), "it stands nowhere any more"
    code = form.code.text()
    sample.window.files.drop_form()
    sample.go("sites")
    form2 = asked(sample, sample_file)
    assert form2.title.text() == "office is sealed"
    form2.passphrase.setText("orange bus under quiet star")
    QTest.keyClick(form2.passphrase, Qt.Key.Key_Return)
    sample.until(form2.problem.isVisible)
    assert form2.problem.text().startswith("This does not open office.tour.")
    assert form2.fields.isEnabled()
    form2.passphrase.setText(code)
    QTest.keyClick(form2.passphrase, Qt.Key.Key_Return)
    sample.until(lambda: bool(sample.window.session.overview.tours))
    assert sample.window.session.path == sample_file


def test_the_keyring_opens_it_where_that_was_wished(
    sample: Desk, sample_file: Path, keyring_: MemoryKeyring
) -> None:
    seal(sample, keep=True)
    assert len(keyring_.kept) == 1
    sample.window.files.close_file()
    store.forget()
    sample.open(sample_file)
    assert sample.window.session.overview.tours
    form = seal_form(sample)
    form.plain.click()
    sample.until(lambda: form.title.text() == "Seal office")
    sample.settle()
    assert b"host_name" in sample_file.read_bytes()
    assert not keyring_.kept, "the key opens nothing any more"


def test_two_passphrases_that_differ_or_are_short(sample: Desk, sample_file: Path) -> None:
    form = seal_form(sample)
    form.passphrase.setText(PASSPHRASE)
    form.again.setText(PASSPHRASE[:-1])
    form.seal.click()
    assert form.problem.text() == "The two passphrases are not the same. Type both again."
    form.passphrase.setText("bus2013")
    form.again.setText("bus2013")
    form.seal.click()
    sample.until(lambda: "at least 8" in form.problem.text())
    sample.settle()
    assert sample.window.session.path == sample_file, "it is open as it was"
    assert store.salt_of(sample_file) == b""


def test_the_recovery_code_is_shown_again_and_copied(sample: Desk) -> None:
    code = seal(sample).code.text()
    sample.window.files.drop_form()
    form = seal_form(sample)
    assert not form.code.isVisible()
    form.show_code.click()
    assert form.code.text() == code
    form._copy.click()
    assert QGuiApplication.clipboard().text() == code
