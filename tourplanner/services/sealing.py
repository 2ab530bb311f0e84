"""Sealing an office file with a passphrase: what stands in it is unreadable without it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tourplanner.core.errors import InputError
from tourplanner.core.ports import Keys
from tourplanner.store import seal as store
from tourplanner.store.sealing import convert

#: What sealing does and does not do, as window and terminal say it.
SEALED_WORDS = (
    "Contacts, notes and everything else in the file and its backups can be read with the "
    "passphrase alone; search, merging and undo work as ever while it is open.",
    "Not sealed: photos and other files beside it, papers and copies made before.",
    "If both the passphrase and the recovery code are lost, nobody can open the file any more.",
)


class SealingService:
    """Seals, opens and unseals office files.

    Parameters
    ----------
    keys : the system's keyring; a key is kept there only where the user asks for it.
    author : who does it, as the lock of the file tells others meanwhile.
    """

    def __init__(self, keys: Keys, now: Callable[[], datetime], author: Callable[[], str]) -> None:
        self._keys = keys
        self._now = now
        self._author = author

    def is_sealed(self, path: Path) -> bool:
        """Whether a file is sealed; False where there is none."""
        try:
            return bool(store.salt_of(path))
        except OSError:
            return False

    def is_shut(self, path: Path) -> bool:
        """Whether a passphrase is needed: neither this program nor the keyring has the key."""
        return self.is_sealed(path) and not self._is_known(path)

    def open(self, path: Path, words: str, *, keep: bool = False) -> None:
        """Let this program open a sealed file.

        Parameters
        ----------
        words : passphrase or recovery code. keep : also keep the key in the system's keyring.

        Raises
        ------
        InputError : the words do not open it, or the keyring keeps nothing (the file can be opened
            all the same).
        """
        key = store.unseal_with(path, words)
        if keep:
            self._keys.set(key.salt.hex(), key.secret.hex())

    def seal(self, path: Path, passphrase: str, *, keep: bool = False) -> str:
        """Seal a closed file and its backups, or give them another passphrase.

        Returns
        -------
        The recovery code: it opens the file like the passphrase.

        Raises
        ------
        InputError : the passphrase is too short. StoreError : the file is open, sealed with a
            passphrase that was not given, damaged, or there is no room.
        """
        if self.is_sealed(path):
            self._is_known(path)
        key, before = store.new_key(passphrase), store.salt_of(path)
        convert(path, key, author=self._author(), now=self._now())
        self._forget(before)
        if keep:
            self._keys.set(key.salt.hex(), key.secret.hex())
        return key.code

    def unseal(self, path: Path) -> None:
        """Make a closed file and its backups plain again.

        Raises
        ------
        InputError : it is not sealed. StoreError : as of ``seal``.
        """
        before = store.salt_of(path)
        if not before:
            raise InputError(f"{path.name} is not sealed.")
        self._is_known(path)
        convert(path, None, author=self._author(), now=self._now())
        self._forget(before)

    def code(self, path: Path) -> str:
        """Give the recovery code of a file that this program may open; empty for a plain one."""
        self._is_known(path)
        key = store.key_of(path)
        return key.code if key is not None else ""

    def _is_known(self, path: Path) -> bool:
        """Whether this program may open a sealed file, after a look into the keyring."""
        salt = store.salt_of(path)
        if store.is_known(salt):
            return True
        try:
            kept = self._keys.get(salt.hex())
        except InputError:  # locked: the passphrase opens the file all the same
            return False
        try:
            key = store.Key(salt, bytes.fromhex(kept))
        except ValueError:
            return False
        if not kept or not store.opens(path, key):
            return False
        store.remember(key)
        return True

    def _forget(self, salt: bytes) -> None:
        try:
            if salt and self._keys.get(salt.hex()):
                self._keys.set(salt.hex(), "")
        except InputError:
            return  # it opens nothing any more
