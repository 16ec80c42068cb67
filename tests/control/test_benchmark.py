"""The benchmark runs where there are trajectories and says why it does not where there are none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "control.py"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if key != "WHOHOLDS_BENCH_CONTROL"}
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=clean)


def test_without_trajectories_it_says_so(tmp_path: Path) -> None:
    for arguments in ((), (tmp_path,)):
        ran = run(*arguments)
        assert ran.returncode == 0
        assert ran.stdout.startswith("skipped: no folder with places.csv and changes_2022_2023.csv")


def test_with_trajectories_it_compares(tmp_path: Path) -> None:
    """Sixteen invented towns on a line; the front passes over each of them once."""
    places = ["pid,name,lat,lon,pop,a1,src", *(f"{k},Town {k},{50 + k / 10},30,0,," for k in range(16))]
    changes = ["day,pid,name,lat,lon,frm,to"]
    for k in range(16):
        first = date(2031, 1, 10) + timedelta(days=6 * k)
        changes.append(f"{first},{k},,,,UA,CONTESTED")
        changes.append(f"{first + timedelta(days=2)},{k},,,,CONTESTED,{'RU' if k % 4 else 'UA'}")
    (tmp_path / "places.csv").write_text("\n".join(places) + "\n", encoding="utf-8")
    (tmp_path / "changes_2022_2023.csv").write_text("\n".join(changes) + "\n", encoding="utf-8")
    out = tmp_path / "scores.json"
    plot = tmp_path / "plot.svg"
    ran = run(tmp_path, "--start", "2031-01-01", "--days", 120, "--seeds", 1, "--json", out, "--plot", plot)
    assert ran.returncode == 0, ran.stderr
    scores = json.loads(out.read_text(encoding="utf-8"))
    assert set(scores) == {"majority vote", "latest report", "TruthFinder", "Dawid-Skene", "whoholds"}
    assert scores["whoholds"]["accuracy"] > 0.7
    assert all(0 <= row["ece"] <= 1 and row["brier"] <= 2 and 0 <= row["seen"] <= 1 for row in scores.values())
    assert scores["whoholds"]["flips"] < scores["latest report"]["flips"]
    drawn = ElementTree.fromstring(plot.read_text(encoding="utf-8"))
    assert len(drawn.findall("{http://www.w3.org/2000/svg}circle")) >= 2


def test_how_long_a_theatre_takes_is_measured() -> None:
    script = SCRIPT.with_name("control_scale.py")
    asked = ["--places", "300", "--days", "50", "--claims", "3000"]
    ran = subprocess.run([sys.executable, str(script), *asked], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("300 places, 50 days, 3000 claims")
    assert "one new claim" in ran.stdout and "GB" in ran.stdout


def test_worse_presses_can_be_tried(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, str(SCRIPT), str(tmp_path), "--press", "no such press"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2 and "few" in ran.stderr and "one-sided" in ran.stderr
