"""A newer directory: what it changes is told, on tours aloud; nothing typed is replaced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.office import Terminal
from tests.store.kit import put
from tourplanner.app import ProgramDoors
from tourplanner.core.geo import LatLon, Precision
from tourplanner.core.model.edition_news import Turn
from tourplanner.services.edition_news import read_news
from tourplanner.services.tours import NewPlace
from tourplanner.services.workspace import Workspace

HEADER = (
    "CDSCode,School,Street,City,Zip,State,County,District,StatusType,GSoffered,Latitude,Longitude"
)
PLACE = "Fresno,93701,CA,Fresno,Fresno Unified"
OLD = (
    f"10621660000001,Stays Elementary,1 A St,{PLACE},Active,K-5,36.70,-119.70",
    f"10621660000002,Closes Elementary,2 A St,{PLACE},Active,K-5,36.71,-119.71",
    f"10621660000003,Merges Elementary,3 A St,{PLACE},Active,K-5,36.72,-119.72",
    f"10621660000004,Moves Elementary,4 A St,{PLACE},Active,K-5,36.73,-119.73",
    f"10621660000005,Old Name Elementary,5 A St,{PLACE},Active,K-5,36.74,-119.74",
    f"10621660000006,Goes Elementary,6 A St,{PLACE},Active,K-5,36.75,-119.75",
    f"10621660000007,Grows Elementary,7 A St,{PLACE},Active,K-5,36.76,-119.76",
)
NEW = (
    OLD[0].replace("1 A St", "1 A Street"),
    OLD[1].replace("Active", "Closed"),
    OLD[2].replace("Active", "Merged"),
    OLD[3].replace("4 A St", "90 Other Rd").replace("36.73", "36.78"),
    OLD[4].replace("Old Name", "New Name"),
    f"10621660000096,Heir Elementary,6 A St,{PLACE},Active,K-5,36.75,-119.75",
    OLD[6].replace("K-5", "K-8"),
)
KEYS = [row.split(",")[0] for row in OLD]


def directory(folder: Path, name: str, rows: tuple[str, ...]) -> Path:
    path = folder / name
    path.write_text("\n".join((HEADER, *rows)), "utf-8")
    return path


@pytest.fixture
def office(tmp_path: Path, doors: ProgramDoors) -> Iterator[Workspace]:
    """An office with all schools of the old directory as candidates, and the new one beside it."""
    with doors.create(tmp_path / "a.tour", {"home_state": "NV"}) as opened:
        opened.directory.import_edition(directory(tmp_path, "old.csv", OLD), date="2018-06")
        opened.sites.add_from_directory(KEYS)
        yield opened


def import_newer(office: Workspace, folder: Path) -> None:
    office.directory.import_edition(directory(folder, "new.csv", NEW), date="2026-06")


def a_tour(office: Workspace) -> str:
    fresno = NewPlace("Fresno", "town", LatLon(36.74, -119.78), Precision.TOWN, "by hand")
    return office.tours.create("October", date(2026, 10, 12), 2, fresno)


def test_what_changed_is_told_the_gravest_first(office: Workspace, tmp_path: Path) -> None:
    assert read_news(office).sites == ()
    changes = office.file.log.count()
    import_newer(office, tmp_path)
    news = read_news(office)
    assert {one.name: one.turn for one in news.sites} == {
        "Goes Elementary": Turn.GONE,
        "Merges Elementary": Turn.MERGED,
        "Closes Elementary": Turn.CLOSED,
        "Moves Elementary": Turn.MOVED,
        "Old Name Elementary": Turn.RENAMED,
        "Grows Elementary": Turn.OTHER,
        "Stays Elementary": Turn.OTHER,
    }
    told = {one.name: one.sentence for one in news.sites}
    assert "At its address is now Heir Elementary (10621660000096)." in told["Goes Elementary"]
    assert "Moved to 90 Other Rd, Fresno, 3.5 mi away." in told["Moves Elementary"]
    assert "Now called New Name Elementary." in told["Old Name Elementary"]
    assert "Grades: K-8, was K-5." in told["Grows Elementary"]
    assert [one.name for one in news.sites[:2]] == ["Goes Elementary", "Merges Elementary"]
    assert [row.name for row in news.opened] == ["Heir Elementary"]
    assert "2026-06 changes 7 sites: 1 gone, 1 merged, 1 closed, 1 moved" in news.summary()
    assert office.file.log.count() == changes, "nothing is written"


def test_tours_that_mean_to_see_one_are_named(office: Workspace, tmp_path: Path) -> None:
    tour = a_tour(office)
    sites = {view.name: view.id for view in office.sites.all()}
    office.tours.mark(tour, [sites["Closes Elementary"], sites["Old Name Elementary"]], "must")
    office.tours.mark(tour, [sites["Merges Elementary"]], "not")
    import_newer(office, tmp_path)
    news = read_news(office)
    assert [one.name for one in news.sites if one.is_warning] == ["Closes Elementary"]
    assert news.sites[0].told.endswith("It is on October.")
    assert "2 of them on a tour" in news.summary(), "the renamed one too"


def test_taking_it_over_is_one_action_and_leaves_what_was_typed(
    office: Workspace, tmp_path: Path
) -> None:
    sites = {view.name: view.id for view in office.sites.all()}
    put(office.file, sites["Moves Elementary"], street="The back gate, 4 A St")
    import_newer(office, tmp_path)
    news = read_news(office)
    moved = next(one for one in news.sites if one.name == "Moves Elementary")
    assert "What you typed stays: street." in moved.sentence
    assert office.sites.use_current_edition(one.site for one in news.sites) is not None
    left = read_news(office)
    assert [one.name for one in left.sites] == ["Goes Elementary"]
    view = office.sites.view(sites["Moves Elementary"])
    assert view.street == "The back gate, 4 A St"
    assert office.sites.view(sites["Old Name Elementary"]).name == "New Name Elementary"
    office.undo.undo()
    assert len(read_news(office).sites) == 7


def test_the_terminal_tells_it_when_it_is_imported_and_later(
    office: Workspace, tmp_path: Path, terminal: Terminal
) -> None:
    tour = a_tour(office)
    sites = {view.name: view.id for view in office.sites.all()}
    office.tours.mark(tour, [sites["Closes Elementary"]], "must")
    file, new = office.file.path, directory(tmp_path, "new.csv", NEW)
    office.close()
    done = terminal("import", file, "--directory", new, "--edition", "2026-06")
    assert done.code == 3
    assert "! closed   Closes Elementary" in done.out
    assert "It is on October." in done.out
    later = terminal("candidates", file, "news", "--json")
    assert {row["turn"] for row in later.data["changed"]} == set(Turn)
    assert terminal.ok("candidates", file, "update")["updated"] is True
    assert terminal("candidates", file, "news").out.count("\n") == 3


def test_a_file_without_points_or_grades_takes_none_away(
    tmp_path: Path, doors: ProgramDoors
) -> None:
    edge = (
        "NCESSCH,NAME,STREET,CITY,STATE,ZIP,NMCNTY,LAT,LON\n"
        "320001000001,Sage Elementary,100 Invented Way,Elko,NV,89801,Elko County,40.83,-115.76\n"
        "320001000002,Oak Elementary,22 Oak Rd,Elko,NV,89801,Elko County,40.84,-115.75\n"
    )
    ccd = (
        "SCHOOL_YEAR,SCH_NAME,LEA_NAME,NCESSCH,LSTREET1,LCITY,LSTATE,LZIP,GSLO,GSHI\n"
        "2024-2025,Sage Elementary,Elko,320001000001,100 INVENTED WAY,Elko,NV,89801-1234,PK,05\n"
        "2024-2025,Oak Elementary,Elko,320001000002,9 Elm Rd,Elko,NV,89801,KG,05\n"
    )
    (tmp_path / "edge.csv").write_text(edge, "utf-8")
    (tmp_path / "ccd.csv").write_text(ccd, "utf-8")
    with doors.create(tmp_path / "nv.tour", {"home_state": "NV"}) as office:
        office.directory.import_edition(tmp_path / "edge.csv", date="2023")
        sage = office.sites.add_from_directory(["320001000001"]).added[0]
        told = office.directory.import_edition(tmp_path / "ccd.csv").report.sentences()
        assert "1 row: no coordinates, the point of the directory before stays." in told
        assert "1 row: no coordinates." in told, "the other one has moved"
        done = office.sites.use_current_edition([sage])
        assert done is not None
        assert done.label == "Use the new directory for 1 site"
        view = office.sites.view(sage)
        assert view.point is not None
        assert view.point.point == LatLon(40.83, -115.76)
        assert (view.grades, view.county, view.district) == ("PK-05", "Elko", "Elko")
        moved = office.directory.row("320001000002")
        assert moved is not None
        assert moved.point is None
        office.directory.import_edition(tmp_path / "edge.csv", date="2026")
        again = office.directory.row("320001000001")
        assert again is not None
        assert (again.grades, again.district, again.point) == (
            *("PK-05", "Elko"),
            LatLon(40.83, -115.76),
        )
