"""The user's keys for providers, in the system's own keyring and in no file of ours."""

from __future__ import annotations

from tourplanner.core.errors import InputError

SERVICE = "TourPlanner geocoder"


class SystemKeys:
    """Windows Credential Locker, macOS Keychain, or the Secret Service; fulfils the port Keys."""

    def get(self, provider: str) -> str:
        """Give a key; empty where there is none, or no keyring to look in."""
        import keyring
        from keyring.errors import KeyringError

        try:
            return keyring.get_password(SERVICE, provider) or ""
        except KeyringError:
            return ""

    def set(self, provider: str, key: str) -> None:
        """Keep a key; an empty one is forgotten.

        Raises
        ------
        InputError : this computer has no keyring, or it stays locked.
        """
        import keyring
        from keyring.errors import KeyringError, PasswordDeleteError

        try:
            if key:
                keyring.set_password(SERVICE, provider, key)
            else:
                keyring.delete_password(SERVICE, provider)
        except PasswordDeleteError:
            return  # there was none
        except KeyringError as error:
            raise InputError(
                "This computer's keyring cannot keep the key.",
                "Unlock it, or choose a provider that wants no key.",
                repr(error),
            ) from error
