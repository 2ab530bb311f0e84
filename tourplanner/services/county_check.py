"""Whether each school of the directory lies in the county that the directory says it is in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tourplanner.core.districts import agrees
from tourplanner.core.model.district import SiteDistrict
from tourplanner.core.model.site import SchoolRow
from tourplanner.core.ports import Progress
from tourplanner.core.units import count_text
from tourplanner.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OddCounty:
    """A school that lies in another county than its directory says; the answer has the reason."""

    school: SchoolRow
    answer: SiteDistrict

    @property
    def reason(self) -> str:
        """Why they differ, without what the directory says, which stands beside it."""
        before, said, after = self.answer.sentence.partition(f" says {self.school.county}.")
        if not said:
            return before
        near = before.rpartition("The ")[0]  # the sentence before begins with the directory
        return f"{near}{after.strip()}" or self.answer.sentence


@dataclass(frozen=True, slots=True)
class CountyCheck:
    """All schools of the directory held against the county lines.

    ``schools`` are those of which the directory says a county, ``unsaid`` those of which it does
    not; ``odd`` are in the order of the directory, by name.
    """

    schools: int
    unsaid: int
    odd: tuple[OddCounty, ...]

    @property
    def percent(self) -> float:
        """How many of a hundred schools lie where the directory says; 100 where there are none."""
        return 100 * (1 - len(self.odd) / self.schools) if self.schools else 100.0

    @property
    def sentence(self) -> str:
        """The outcome in one or two sentences."""
        if not self.schools:
            return "No school of a directory here has a county to compare."
        fit = self.schools - len(self.odd)
        # Rounded down: 99.996 is not all of them.
        told = f"{int(self.percent * 100) / 100:.2f}%"
        words = (
            f"{fit:,} of {count_text(self.schools, 'school')} ({told}) lie in the county that the"
            " directory says."
        )
        return f"{words} Of {self.unsaid:,} more it says none." if self.unsaid else words


def check_counties(
    office: Workspace, day: date | None = None, progress: Progress | None = None
) -> CountyCheck:
    """Hold the directory's own county column against the county lines of a day.

    Parameters
    ----------
    day : of the lines; None = today.
    progress : told what goes on; may raise Cancelled.
    """
    every = office.directory.all()
    rows = [row for row in every if row.county.strip()]
    found = office.districts.counties_of(rows, day or office.districts.today(), progress)
    odd = tuple(
        OddCounty(row, answer)
        for row, answer in zip(rows, found, strict=True)
        if not agrees(answer, row.county)
    )
    return CountyCheck(len(rows), len(every) - len(rows), odd)
