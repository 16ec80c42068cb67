from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "whoholds"
HEAVY = (
    "spacy",
    "numpy",
    "pydantic",
    "fastapi",
    "uvicorn",
    "jinja2",
    "trafilatura",
    "lxml",
    "rich",
    "sqlite3",
    "pysqlite3",
)


def contracts() -> list[dict[str, object]]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(config["tool"]["importlinter"]["contracts"])


def linter(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The import linter as `make check` runs it."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    return subprocess.run([*command, "--no-cache", *arguments], cwd=folder, capture_output=True, text=True, check=False)


def test_imports_keep_to_the_layers() -> None:
    ran = linter()
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert f"{len(contracts())} kept, 0 broken" in ran.stdout


def test_the_contract_names_every_module_at_the_top() -> None:
    layers = contracts()[0]["layers"]
    assert isinstance(layers, list)
    named = {part.strip(" ()") for layer in layers for part in layer.replace(":", "|").split("|")}
    there = {p.stem for p in PACKAGE.glob("*.py")} | {p.parent.name for p in PACKAGE.glob("*/__init__.py")}
    assert there - named == {"__init__"}


def test_a_layer_that_looks_up_is_caught(tmp_path: Path) -> None:
    package = tmp_path / "sample"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "ledger.py").write_text("import sample.views\n")
    (package / "views.py").touch()
    (tmp_path / "setup.cfg").write_text(
        "[importlinter]\nroot_package = sample\n[importlinter:contract:1]\nname = layers\ntype = layers\n"
        "containers = sample\nlayers =\n    views\n    ledger\n"
    )
    ran = linter("--config", "setup.cfg", folder=tmp_path)
    assert ran.returncode == 1
    assert "sample.ledger -> sample.views" in ran.stdout


def loaded_by(statement: str) -> set[str]:
    """Top-level names of the modules that a statement loads in a new interpreter."""
    program = f"import sys\n{statement}\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(ran.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "statement",
    ["import whoholds", "from whoholds.cli.main import build; build()", "import whoholds.model, whoholds.errors"],
)
def test_what_help_needs_loads_nothing_heavy(statement: str) -> None:
    assert loaded_by(statement) & set(HEAVY) == set()


def test_the_list_of_commands_loads_nothing_heavy() -> None:
    assert loaded_by("from whoholds.cli.main import run; run(['--help'])") & set(HEAVY) == set()


def test_the_help_of_a_command_loads_no_reader_and_no_server() -> None:
    # pydantic is the argument parser's own
    loaded = loaded_by("from whoholds.cli.main import run; run(['doctor', '--help'])")
    assert loaded & (set(HEAVY) - {"pydantic"}) == set()
