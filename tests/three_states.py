"""Schools of Texas, Illinois and Washington, invented but for their towns, and lines of a list."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.school_office import NOW, load_states
from tourplanner.adapters.imports.directories import DirectoryFiles
from tourplanner.store.editions import EditionFolder

_HEADER = ["NCESSCH", "NAME", "STREET", "CITY", "STATE", "ZIP", "NMCNTY", "LAT", "LON"]
_SCHOOLS = """
481623001045|Lincoln Elementary School|2601 Lincoln St|Dallas|TX|75215|Dallas|32.76|-96.77
481623001046|Lincoln High School|2826 Elsie Faye Heggins St|Dallas|TX|75215|Dallas|32.76|-96.75
482364002345|Lincoln Middle School|500 Mulberry Ave|El Paso|TX|79932|El Paso|31.85|-106.59
480894000501|Martin Luther King Jr Elementary|1501 Abrams Rd|Austin|TX|78723|Travis|30.31|-97.68
480894000502|Travis Heights Elementary|2010 Alameda Dr|Austin|TX|78704|Travis|30.24|-97.74
481674000777|Paris High School|2255 S Collegiate Dr|Paris|TX|75460|Lamar|33.63|-95.54
483870004321|St. Mary's Academy Charter|507 N Filmore St|Beeville|TX|78102|Bee|28.41|-97.75
482364002346|Zavala Elementary|51 N Hammett St|El Paso|TX|79905|El Paso|31.77|-106.45
170993001111|Lincoln Elementary School|615 Kemman Ave|La Grange Park|IL|60526|Cook|41.84|-87.88
170993001112|Lincoln Elem School|300 E Jefferson St|Springfield|IL|62701|Sangamon|39.80|-89.64
170993001113|Springfield High School|101 S Lewis St|Springfield|IL|62704|Sangamon|39.80|-89.66
170993001114|King Elem School|740 S Campbell Ave|Chicago|IL|60612|Cook|41.87|-87.69
170993001115|Dr Martin Luther King Jr Elem School|1108 Vine|Urbana|IL|61801|Champaign|40.12|-88.22
170993001116|O'Neill Middle School|635 59th St|Downers Grove|IL|60516|DuPage|41.78|-88.01
170993001117|Paris Cooperative High School|14040 E 1200th Rd|Paris|IL|61944|Edgar|39.62|-87.67
530771001201|Lincoln High School|4400 Interlake Ave N|Seattle|WA|98103|King|47.66|-122.34
530870001467|Lincoln High School|701 S 37th St|Tacoma|WA|98418|Pierce|47.22|-122.44
530771001202|Martin Luther King Jr. Elementary|6725 45th Ave|Seattle|WA|98118|King|47.54|-122.27
530423002011|Vancouver School of Arts|3101 Main St|Vancouver|WA|98663|Clark|45.64|-122.67
530771001203|Roosevelt High School|1410 NE 66th St|Seattle|WA|98115|King|47.68|-122.31
530870001468|Stewart Middle School|5010 Pacific Ave|Tacoma|WA|98408|Pierce|47.21|-122.43
530825001388|Springfield Elementary School|100 Main St|Spokane|WA|99201|Spokane|47.66|-117.42
"""
SURE, ASKS, NONE = "sure", "asks", "none"
#: A line as it is typed; what it comes to with these schools for an office in Texas, and, where it
#: is sure, the school's number.
LINES: tuple[tuple[str, str, str], ...] = (
    ("Lincoln Elem., 2601 Lincoln Street, Dallas TX 75215", SURE, "481623001045"),
    ("Lincoln HS\tDallas\tTX", SURE, "481623001046"),
    ("Lincoln High School, WA", ASKS, ""),
    ("Lincoln High, 701 So. 37th St, Tacoma", ASKS, ""),
    ("Lincoln Elementary (Springfield, Ill.)", SURE, "170993001112"),
    ("Lincoln School, La Grange Pk", ASKS, ""),
    ("MLK Jr. Elementary - Austin, Texas", SURE, "480894000501"),
    ("Martin Luther King Elementary", ASKS, ""),
    ("Martin Luther King, Jr. Elementary, Seattle, Washington", SURE, "530771001202"),
    ("Dr. King Elem, Urbana", ASKS, ""),
    ("King Elementary, Chicago IL 60612", SURE, "170993001114"),
    ("King Elementary, 740 South Campbell", ASKS, ""),
    ("Paris High", ASKS, ""),
    ("Paris High School; Paris, Tex.", SURE, "481674000777"),
    ("O’Neill Middle, 635 59th Street, Downers Grove", ASKS, ""),
    ("ST MARYS ACADEMY CHARTER  Beeville", SURE, "483870004321"),
    ("Zavala Elementery El Paso", SURE, "482364002346"),
    ("Roosevelt High School Seattle 98115", ASKS, ""),
    ("Stewart Middle Sch.|5010 Pacific Avenue|Tacoma|WA", SURE, "530870001468"),
    ("530423002011", ASKS, ""),
    ("Springfield Elementary", ASKS, ""),
    ("Lincoln Elementary, Fresno CA", NONE, ""),
    ("Garden City Family Resource Center, 12 Elm St, Kent WA 98032", NONE, ""),
)
TEXT = "\n".join(line for line, _, _ in LINES)


def write_directory(folder: Path) -> Path:
    """Write the schools as the federal directory gives them."""
    path = folder / "EDGE_GEOCODE_PUBLICSCH_2425.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        writer.writerows(line.split("|") for line in _SCHOOLS.strip().split("\n"))
    return path


def make_edition(folder: Path) -> Path:
    """Give the schools as the file of an edition."""
    editions = EditionFolder(folder / "three-states")
    reading = DirectoryFiles(load_states()).read(str(write_directory(folder)))
    made = editions.write(reading, NOW.isoformat())
    editions.close()
    return editions.folder / f"{made.edition.id}.db"
