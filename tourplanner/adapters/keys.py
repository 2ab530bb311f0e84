"""The user's keys for providers, in the system's own keyring and in no file of ours."""

from __future__ import annotations

from tourplanner.core.errors import InputError

SERVICE = "TourPlanner geocoder"


class SystemKeys:
    """Windows Credential Locker, macOS Keychain, or the Secret Service; fulfils the port Keys.

    Each system's part of the keyring raises errors of its own kind, so any is taken for its no.
    """

    def get(self, provider: str) -> str:
        """Give a key; empty where there is none, or no keyring to look in.

        Raises
        ------
        InputError : the keyring is locked or does not answer, so a key may be in it.
        """
        import keyring
        from keyring.errors import NoKeyringError

        try:
            return keyring.get_password(SERVICE, provider) or ""
        except NoKeyringError:
            return ""
        except Exception as error:
            raise InputError(
                "This computer's keyring is locked.",
                "Unlock it, or choose a provider that wants no key.",
                repr(error),
            ) from error

    def set(self, provider: str, key: str) -> None:
        """Keep a key; an empty one is forgotten.

        Raises
        ------
        InputError : this computer has no keyring, or it stays locked.
        """
        import keyring
        from keyring.errors import PasswordDeleteError

        try:
            if key:
                keyring.set_password(SERVICE, provider, key)
            else:
                keyring.delete_password(SERVICE, provider)
        except PasswordDeleteError:
            return  # there was none
        except Exception as error:
            raise InputError(
                "This computer's keyring cannot keep the key.",
                "Unlock it, or choose a provider that wants no key.",
                repr(error),
            ) from error
