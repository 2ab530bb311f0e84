"""Files are sealed and opened at the terminal, without a passphrase on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office import Terminal
from tourplanner.cli import sealing
from tourplanner.store import seal as store

PASSPHRASE = "orange bus under quiet stars"


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    import keyring
    from keyring.backends import fail

    monkeypatch.setattr(keyring.core, "_keyring_backend", fail.Keyring())
    monkeypatch.setattr(store, "_COST", 2**10)  # its slowness is its worth, and not ours
    yield
    store.forget()


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is typed next where a passphrase is asked for, at a terminal."""
    waiting: list[str] = []
    monkeypatch.setattr(sealing, "getpass", lambda _: waiting.pop(0))
    monkeypatch.setattr(sealing.sys.stdin, "isatty", lambda: True, raising=False)
    return waiting


def test_sealed_asked_for_and_plain_again(
    terminal: Terminal, sample_file: Path, typed: list[str]
) -> None:
    typed[:] = [PASSPHRASE, PASSPHRASE]
    answer = terminal("seal", sample_file)
    assert answer.code == 0, answer.err
    assert "Recovery code: " in answer.out
    assert "nobody can open the file any more" in answer.out
    assert PASSPHRASE not in answer.out + answer.err
    store.forget()
    typed[:] = ["orange bus", PASSPHRASE]
    answer = terminal("find", sample_file, "madison pasadena")
    assert (answer.code, "does not open" in answer.err) == (0, True)
    assert "Madison" in answer.out
    store.forget()
    typed[:] = ["a wrong one"] * 3
    assert terminal("verify", sample_file).code == 1
    store.forget()
    typed[:] = [PASSPHRASE]
    assert terminal("unseal", sample_file).code == 0
    assert terminal("verify", sample_file).code == 0
    assert not typed


def test_a_script_names_a_file_and_is_never_asked(
    terminal: Terminal, sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = terminal("seal", sample_file)
    assert answer.code == 1
    assert sealing.FILE_NAMED_IN in answer.err
    secret = tmp_path / "secret.txt"
    secret.write_text(f"{PASSPHRASE}\n", "utf-8")
    monkeypatch.setenv(sealing.FILE_NAMED_IN, str(secret))
    code = terminal.ok("seal", sample_file)["recovery_code"]
    store.forget()
    assert terminal("verify", sample_file).code == 0
    backup = terminal.ok("backup", sample_file)["backup"]
    store.forget()
    secret.write_text(code, "utf-8")
    assert terminal("restore", backup, "--out", tmp_path / "back.tour").code == 0
    store.forget()
    monkeypatch.delenv(sealing.FILE_NAMED_IN)
    answer = terminal("verify", tmp_path / "back.tour")
    assert (answer.code, sealing.FILE_NAMED_IN in answer.err) == (1, True), "sealed as it was"


def test_another_passphrase(terminal: Terminal, sample_file: Path, typed: list[str]) -> None:
    typed[:] = [PASSPHRASE, PASSPHRASE]
    first = terminal.ok("seal", sample_file)["recovery_code"]
    typed[:] = ["another bus of 2014", "another bus of 2014"]
    assert terminal.ok("seal", sample_file)["recovery_code"] != first
    store.forget()
    typed[:] = [PASSPHRASE, "another bus of 2014"]
    assert terminal("verify", sample_file).code == 0
    typed[:] = ["not twice the same", "as was typed before"]
    assert "not the same" in terminal("seal", sample_file).err
