"""The bench on public instances: its reader, its checker, and the table it puts into the help."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from tools.bench.planner_public import (
    Cell,
    checked_score,
    main,
    problem_of,
    put_table,
    read_toptw,
    solve_for,
)

# Three sites on a line and one that no day reaches: the best plan of one day sees 30 points.
SMALL = """1 1 4 1
0 0
0 0 0 0 0 0 0 0 0 100
1 10 0 5 10 1 1 1 0 100
2 20 0 5 10 1 1 1 0 100
3 30 0 5 10 1 1 1 0 100
4 90 0 5 99 1 1 1 0 100
"""


def test_a_small_instance_is_read_solved_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "small.txt"
    path.write_text(SMALL)
    instance = read_toptw(path, 1, 30, 2)
    routes, iterations = solve_for(problem_of(instance), 0.05, seed=0)
    assert checked_score(instance, routes) == 30
    assert iterations > 0
    with pytest.raises(AssertionError):
        checked_score(instance, [[0, 4, 0]])
    with pytest.raises(AssertionError):
        checked_score(instance, [[0, 1, 1, 0]])


def test_a_run_goes_on_with_the_seeds_that_it_has_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, scores = tmp_path / "toptw_solomon", tmp_path / "scores.json"
    folder.mkdir()
    (folder / "small.txt").write_text(SMALL)
    (folder / "best_known.csv").write_text("name,m,optimum\nsmall,1,30\n")

    def run(*seeds: str) -> list[int]:
        asked = ["bench", str(tmp_path), "--cpu", "0.02", "--who", "ours", "--json", str(scores)]
        monkeypatch.setattr("sys.argv", [*asked, "--seeds", *seeds])
        main()
        (cell,) = json.loads(scores.read_text())
        return cell["scores"]  # type: ignore[no-any-return]

    assert run("0") == [30]
    kept = json.loads(scores.read_text())
    kept[0]["scores"] = [29]  # as if it had been found the first time
    scores.write_text(json.dumps(kept))
    assert run("0", "1", "2") == [29, 30, 30]


def test_the_table_of_a_run_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    page, scores = tmp_path / "page.md", tmp_path / "scores.json"
    page.write_text("# Page\n\n| Set | Old |\n| --- | --- |\n| x | 1 |\n\nAfter.\n")
    cells = [Cell("set/a", "ours", 1.0, 100, [99, 100]), Cell("set/b", "ours", 1.0, 200, [190])]
    scores.write_text(json.dumps([asdict(cell) for cell in cells]))
    put_table([scores], page)
    text = page.read_text()
    assert "| set | ours | 1 | 2 | 1 to 2 | 2.75 | 5.00 | 1 |" in text
    assert "Old" not in text
    assert text.startswith("# Page\n\n| Set |")
    assert text.endswith("|\n\nAfter.\n")
