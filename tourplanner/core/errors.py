"""The error tree: what went wrong, in one sentence, and what to do about it.

Everything here is expected: a front end shows ``text`` and ``hint`` and goes on. Any other
exception is a bug and becomes a crash report. "No match", "several matches" and "conflict" are
results, not errors.
"""

from __future__ import annotations


class TourPlannerError(Exception):
    """Something a user can understand and mend.

    Parameters
    ----------
    text : one plain sentence, without a trace of code.
    hint : what to do next, one sentence.
    details : for the log alone, never shown unasked.
    """

    def __init__(self, text: str, hint: str = "", details: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint
        self.details = details


class InputError(TourPlannerError):
    """A file or a typed value does not make sense."""


class OutOfState(InputError):
    """A point lies in another state than the site; a person may say that it is right."""


class NoFirstDay(InputError):
    """District lines do not say from when they are in force; a person may say it."""


class Locked(InputError):
    """What was written at a visit is locked; a person may say why it is changed."""


class UsageError(TourPlannerError):
    """A command was called with the wrong words."""


class NotFoundError(TourPlannerError):
    """What was asked for is not in this file."""


class StoreError(TourPlannerError):
    """The office file cannot be read or written."""


class StoreLocked(StoreError):
    """Another window or program holds the office file."""


class StoreTooNew(StoreError):
    """The office file was made by a newer version."""


class StoreDamaged(StoreError):
    """The office file does not hold what was written to it."""


class StoreFull(StoreError):
    """There is no room left on the disk."""


class StoreSealed(StoreError):
    """The office file is sealed, and its passphrase was not given."""


class StoreReadOnly(StoreError):
    """The office file, or its folder, may only be read."""


class ProviderError(TourPlannerError):
    """An outside service gave no usable answer."""


class ProviderOffline(ProviderError):
    """The network is off, or the service cannot be reached."""


class NetworkOff(ProviderOffline):
    """The network is off; a person may turn it on for one look-up."""


class ProviderRefused(ProviderError):
    """The service declined the request."""


class ProviderNonsense(ProviderError):
    """The service answered with something that cannot be true."""


class PlanningError(TourPlannerError):
    """A plan cannot be made."""


class Infeasible(PlanningError):
    """The must-see stops do not fit the rules; the text names them and the rule."""


class UnknownLeg(PlanningError):
    """There is no travel time for a pair of places."""


class SharingError(TourPlannerError):
    """A packet, folder or server could not be used."""


class ExportError(TourPlannerError):
    """A paper or map could not be written."""


class ResourceMissing(TourPlannerError):
    """A file that ships with the program is not where it belongs."""


class Cancelled(TourPlannerError):
    """The user stopped it; shown to nobody."""

    def __init__(self, text: str = "Cancelled.") -> None:
        super().__init__(text)
