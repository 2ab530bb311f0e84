"""The user's keys for providers and sealed files, in the system's own keyring alone."""

from __future__ import annotations

from tourplanner.core.errors import InputError

SERVICE = "TourPlanner geocoder"
SEALED = "TourPlanner sealed file"


class SystemKeys:
    """Windows Credential Locker, macOS Keychain, or the Secret Service; fulfils the port Keys.

    Each system's part of the keyring raises errors of its own kind, so any is taken for its no.
    """

    def __init__(self, service: str = SERVICE) -> None:
        """Take the name under which the keyring lists the keys."""
        self._service = service

    def get(self, provider: str) -> str:
        """Give a key; empty where there is none, or no keyring to look in.

        Raises
        ------
        InputError : the keyring is locked or does not answer, so a key may be in it.
        """
        import keyring
        from keyring.errors import NoKeyringError

        try:
            return keyring.get_password(self._service, provider) or ""
        except NoKeyringError:
            return ""
        except Exception as error:
            raise InputError(
                "This computer's keyring is locked.",
                "Unlock it, or do without what is kept in it.",
                repr(error),
            ) from error

    def set(self, provider: str, key: str) -> None:
        """Keep a key; an empty one is forgotten.

        Raises
        ------
        InputError : this computer has no keyring, or it stays locked.
        """
        import keyring
        from keyring.errors import NoKeyringError, PasswordDeleteError

        try:
            if key:
                keyring.set_password(self._service, provider, key)
            else:
                keyring.delete_password(self._service, provider)
        except PasswordDeleteError:
            return  # there was none
        except Exception as error:
            if not key and isinstance(error, NoKeyringError):
                return  # nor can there be one
            raise InputError(
                "This computer's keyring cannot keep the key.",
                "Unlock it, or do without what is kept in it.",
                repr(error),
            ) from error
