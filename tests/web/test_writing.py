"""Writing for programs: with a token of the right scope and not otherwise; the same twice is kept once."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypo
from hypothesis import strategies as st

from tests.web.hostile import TRICKS
from tests.web.samples import HOMS, corpus, fill
from whoholds import clock
from whoholds.ledger import Ledger
from whoholds.settings import Settings
from whoholds.stock import reading_ledger, writing_ledger
from whoholds.web.access import Access
from whoholds.web.app import create_app
from whoholds.web.desk import Desk
from whoholds.web.tokens import Scope, Tokens

PROBLEM = "application/problem+json"
CLAIM = corpus()[0][1][1].id
OTHER = corpus()[1][1][1].id
REPORT = {
    "text": "Rebels captured Hama on Thursday, the army said. The army withdrew from Hama.",
    "title": "Hama falls",
    "outlet": "Invented Courier",
    "published": "2024-12-06T10:00:00Z",
    "lang": "en",
}


@pytest.fixture
def own(tmp_path: Path, gazetteer_file: Path) -> Settings:
    settings = Settings(home=tmp_path)
    fill(settings)
    settings.gazetteer_path.symlink_to(gazetteer_file)
    return settings


@pytest.fixture
def client(own: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(Desk.open(own), ("testserver",)), raise_server_exceptions=False) as found:
        yield found


def token(own: Settings, *scopes: Scope, days: int = 5, name: str = "Ana") -> dict[str, str]:
    text = Tokens(own.tokens_path).create(name, scopes or tuple(Scope), days, clock.now())[1]
    return {"authorization": f"Bearer {text}"}


def decision(verb: str = "accept", **more: Any) -> dict[str, Any]:
    return {"verb": verb, "claims": [CLAIM], "why": "it says so", **more}


def held(own: Settings) -> list[Any]:
    with reading_ledger(own) as ledger:
        return ledger.decisions()


def is_problem(answer: Any, status: int, code: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    body = answer.json()
    assert body["code"] == code and body["hint"] and body["status"] == status
    assert "Traceback" not in answer.text and "wh_" not in answer.text


def test_a_decision_is_kept_and_signed_with_the_tokens_name(client: TestClient, own: Settings) -> None:
    answer = client.post("/api/decisions", json=decision("reject"), headers=token(own, Scope.REVIEW))
    assert answer.status_code == 201
    body = answer.json()
    assert (body["by"], body["verb"], body["new"], body["holds"]) == ("Ana", "reject", True, True)
    assert [one.id for one in held(own)] == [body["id"]]
    assert CLAIM not in {c["claim_id"] for c in client.get("/api/claims").json()["claims"]}
    assert client.get("/api/decisions").json()["decisions"][0]["id"] == body["id"]


def test_the_same_sent_again_is_kept_once(client: TestClient, own: Settings) -> None:
    signed = token(own)
    first = client.post("/api/decisions", json=decision(), headers=signed)
    again = client.post("/api/decisions", json=decision(), headers=signed)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["id"] == first.json()["id"] and not again.json()["new"]
    assert len(held(own)) == 1


def test_who_has_not_seen_the_last_decision_is_told(client: TestClient, own: Settings) -> None:
    signed = token(own)
    client.post("/api/decisions", json=decision(seen=0), headers=signed)
    is_problem(client.post("/api/decisions", json=decision("reject", seen=0), headers=signed), 409, "review.changed")
    assert client.post("/api/decisions", json=decision("reject", seen=1), headers=signed).status_code == 201


def test_an_undoing_undoes_once(client: TestClient, own: Settings) -> None:
    signed = token(own)
    kept = client.post("/api/decisions", json=decision(), headers=signed).json()["id"]
    undo = {"verb": "undo", "undoes": kept, "why": "a slip"}
    done = client.post("/api/decisions", json=undo, headers=signed)
    assert done.status_code == 201
    is_problem(client.post("/api/decisions", json={**undo, "why": "again"}, headers=signed), 409, "review.undone")
    log = client.get("/api/decisions", params={"claim": CLAIM}).json()["decisions"]
    assert log[0]["undone_by"] == done.json()["id"] and not log[0]["holds"]
    assert client.get("/api/decisions", params={"claim": "none"}).json()["decisions"] == []


def test_a_correction_by_name(client: TestClient, own: Settings) -> None:
    fix = {"place": "Homs", "actor": "syrian_armed_forces", "when": "2024-12-02/2024-12-03", "factuality": "PR+"}
    answer = client.post("/api/decisions", json=decision("correct", correction=fix), headers=token(own))
    assert answer.status_code == 201, answer.text
    changed = answer.json()["correction"]
    assert changed["place"]["id"] == HOMS.id and changed["factuality"] == "PR+"
    assert (changed["when"]["start"], changed["when"]["end"]) == ("2024-12-02", "2024-12-03")


def test_a_merge_and_a_split(client: TestClient, own: Settings) -> None:
    signed = token(own)
    merged = client.post("/api/decisions", json={**decision("merge"), "claims": [CLAIM, OTHER]}, headers=signed)
    assert merged.status_code == 201 and merged.json()["claims"] == sorted([CLAIM, OTHER])
    assert client.post("/api/decisions", json=decision("split"), headers=signed).status_code == 201


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (decision("merge"), 400, "review.merge"),
        (decision("correct"), 400, "review.correction"),
        (decision("undo"), 400, "review.undo"),
        (decision("undo", undoes="d-none"), 404, "review.unknown"),
        ({**decision(), "claims": ["c-none"]}, 404, "claim.unknown"),
        ({**decision(), "why": "  "}, 400, "review.unsigned"),
        ({**decision(), "why": "x" * 3000}, 400, "review.reason"),
        (decision("correct", correction={"when": "soon"}), 400, "web.day"),
        (decision("correct", correction={"when": ""}), 400, "web.day"),
        (decision("correct", correction={"when": "2024-12-03/2024-12-01"}), 400, "review.days"),
        (decision("correct", correction={"place": "Xyzzyx"}), 404, "place.none"),
        (decision("correct", correction={"actor": "nobody at all"}), 404, "actor.unknown"),
        ({**decision("correct", correction={"factuality": "U"}), "claims": []}, 400, "review.claims"),
    ],
)
def test_what_makes_no_sense_says_why(
    client: TestClient, own: Settings, body: dict[str, Any], status: int, code: str
) -> None:
    is_problem(client.post("/api/decisions", json=body, headers=token(own)), status, code)
    assert held(own) == []


@pytest.mark.parametrize(
    "body", [{}, {"verb": "maybe", "why": "x"}, decision(by="somebody else"), [], "x", decision(seen=-1)]
)
def test_what_is_no_decision_is_refused(client: TestClient, own: Settings, body: Any) -> None:
    answer = client.post("/api/decisions", json=body, headers=token(own))
    assert answer.status_code == 400 and answer.json()["code"] == "web.parameter"
    assert held(own) == []


def test_without_a_good_token_nothing_is_written(client: TestClient, own: Settings) -> None:
    store = Tokens(own.tokens_path)
    old = clock.now() - timedelta(days=9)
    expired = {"authorization": "Bearer " + store.create("Old", tuple(Scope), 2, old)[1]}
    revoked = token(own, name="Gone")
    store.revoke("Gone", clock.now())
    cases: list[tuple[dict[str, str], int, str]] = [
        ({}, 401, "token.missing"),
        ({"authorization": "Basic YTpi"}, 401, "token.missing"),
        ({"authorization": "Bearer "}, 401, "token.missing"),
        ({"authorization": "Bearer nonsense"}, 401, "token.unknown"),
        ({"authorization": f"Bearer wh_{'0' * 12}_{'A' * 43}"}, 401, "token.unknown"),
        (expired, 401, "token.expired"),
        (revoked, 401, "token.revoked"),
        (token(own, Scope.ADD), 403, "token.scope"),
    ]
    for headers, status, code in cases:
        answer = client.post("/api/decisions", json=decision(), headers=headers)
        is_problem(answer, status, code)
        assert ("www-authenticate" in answer.headers) is (status == 401)
    for headers, status, code in [*cases[:-1], (token(own, Scope.REVIEW), 403, "token.scope")]:
        is_problem(client.post("/api/reports", json=REPORT, headers=headers), status, code)
    assert held(own) == []
    with reading_ledger(own) as ledger:
        assert len(list(ledger.reports())) == 3


@pytest.mark.parametrize("origin", ["https://evil.example", "http://testserver.evil.example", "null", "file://"])
def test_a_page_from_elsewhere_writes_nothing_even_with_a_token(client: TestClient, own: Settings, origin: str) -> None:
    headers = {**token(own), "origin": origin}
    is_problem(client.post("/api/decisions", json=decision(), headers=headers), 403, "web.origin")
    assert client.options("/api/decisions", headers={"origin": origin}).status_code == 405
    assert held(own) == []
    ours = {**token(own), "origin": "http://testserver"}
    assert client.post("/api/decisions", json=decision(), headers=ours).status_code == 201


def test_a_cookie_is_no_token_here(client: TestClient, own: Settings) -> None:
    access: Access = client.app.state.access
    cookie = access.by_token(token(own)["authorization"].split()[1], clock.now())
    client.cookies.set("whoholds-http", cookie)
    is_problem(client.post("/api/decisions", json=decision()), 401, "token.missing")


def test_beyond_this_machine_the_names_of_reviewers_need_a_token(own: Settings) -> None:
    with TestClient(create_app(Desk.open(own), None)) as away:
        for path in ("/api/decisions", "/api/doubts"):
            is_problem(away.get(path), 401, "token.missing")
            is_problem(away.get(path, headers=token(own, Scope.ADD)), 403, "token.scope")
            assert away.get(path, headers=token(own, Scope.REVIEW)).status_code == 200
        is_problem(away.post("/api/decisions", json=decision()), 401, "token.missing")
        assert away.post("/api/decisions", json=decision(), headers=token(own)).status_code == 201


def test_the_doubts_say_what_has_been_seen(client: TestClient, own: Settings) -> None:
    first = client.get("/api/doubts").json()
    assert first["left"] == len(first["doubts"]) > 2
    top = first["doubts"][0]
    assert top["seen"] == 0 and top["quote"] and top["expected"] == max(d["expected"] for d in first["doubts"])
    done = {"verb": "accept", "claims": [top["claim_id"]], "why": "so it says", "seen": 0}
    client.post("/api/decisions", json=done, headers=token(own))
    left = client.get("/api/doubts", params={"limit": 1}).json()
    assert left["left"] == first["left"] - 1 and len(left["doubts"]) == 1
    assert left["doubts"][0]["claim_id"] != top["claim_id"]


def test_while_another_program_writes_it_is_said_when_to_try_again(own: Settings, tmp_path: Path) -> None:
    quick = own.model_copy(update={"web": own.web.model_copy(update={"write_seconds": 0.05})})
    with TestClient(create_app(Desk.open(quick), ("testserver",))) as client, writing_ledger(own):
        answer = client.post("/api/decisions", json=decision(), headers=token(own))
    is_problem(answer, 503, "ledger.in_use")
    assert int(answer.headers["retry-after"]) > 0
    assert str(tmp_path) not in answer.json()["detail"]


def test_decisions_sent_at_once_are_all_kept_in_a_whole_ledger(client: TestClient, own: Settings) -> None:
    signed = token(own)
    ids = [claim.id for _, claims in corpus() for claim in claims]
    found: list[int] = []

    def send(id: str) -> None:
        body = {"verb": "accept", "claims": [id], "why": "it says so", "seen": 0}
        found.append(client.post("/api/decisions", json=body, headers=signed).status_code)

    threads = [threading.Thread(target=send, args=(id,)) for id in [*ids, *ids[:4]]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [200] * 4 + [201] * len(ids)
    assert len(held(own)) == len(ids)
    with Ledger.open(own.ledger_path, blobs=own.blobs_path, read_only=True) as ledger:
        assert [entry.seq for entry in ledger.entries()] == list(range(1, ledger.head_size() + 1))


@pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS.keys())
def test_a_hostile_reason_is_kept_to_the_letter(client: TestClient, own: Settings, trick: str) -> None:
    answer = client.post("/api/decisions", json={**decision(), "why": trick}, headers=token(own))
    assert answer.json()["why"] == trick
    assert client.get("/api/decisions").json()["decisions"][0]["why"] == trick


def test_a_report_is_taken_in_read_and_kept_once(client: TestClient, own: Settings) -> None:
    signed = token(own, Scope.ADD)
    raw = json.dumps(REPORT).encode()
    kind = {**signed, "content-type": "application/json; charset=utf-8"}
    first = client.post("/api/reports", content=raw, headers=kind)
    assert first.status_code == 201, first.text
    (told,) = first.json()["reports"]
    assert told["status"] == "added" and told["claims"] >= 1
    assert told["report"]["outlet"] == "Invented Courier" and told["report"]["published"].startswith("2024-12-06")
    again = client.post("/api/reports", content=raw, headers=kind)
    assert again.status_code == 200 and again.json()["reports"][0]["status"] == "known"
    with reading_ledger(own) as ledger:
        stored = ledger.report(told["report"]["id"])
        assert ledger.blobs.get(stored.report.sha256) == raw
        assert stored.known_from == stored.recorded_at
    lines = "\n".join(json.dumps({"text": f"{n} soldiers left Homs."}) for n in range(3))
    many = client.post("/api/reports", content=lines, headers={**signed, "content-type": "application/x-ndjson"})
    assert [one["status"] for one in many.json()["reports"]] == ["added"] * 3
    old = {**REPORT, "text": "The army holds Hama.", "published": "2024-12-01T00:00:00Z"}
    past = client.post("/api/reports?backfill=true", json=old, headers=signed).json()["reports"][0]["report"]["id"]
    with reading_ledger(own) as ledger:
        assert ledger.report(past).known_from.isoformat().startswith("2024-12-01")


@pytest.mark.parametrize(
    ("kind", "raw", "status", "code"),
    [
        ("application/json", b"{", 400, "input.bad_json"),
        ("application/json", b'{"title": "no text"}', 400, "input.not_a_report"),
        ("application/json", b'{"text": " "}', 400, "input.empty"),
        ("application/json", b'{"text": "a", "text": "b"}', 400, "input.duplicate_key"),
        ("text/plain", b"\x00\x01\x02" * 50, 400, "input.binary"),
        ("image/png", b"x", 415, "web.content_type"),
        ("", b"x", 415, "web.content_type"),
    ],
)
def test_what_is_no_report_is_refused(
    client: TestClient, own: Settings, kind: str, raw: bytes, status: int, code: str
) -> None:
    answer = client.post("/api/reports", content=raw, headers={**token(own), "content-type": kind})
    is_problem(answer, status, code)


def test_more_than_the_limit_is_refused_before_it_is_read(own: Settings) -> None:
    small = own.model_copy(
        update={
            "reports": own.reports.model_copy(update={"max_bytes": 3000}),
            "web": own.web.model_copy(update={"max_form_bytes": 1000}),
        }
    )
    with TestClient(create_app(Desk.open(small), ("testserver",))) as client:
        signed = {**token(own), "content-type": "text/plain"}
        is_problem(client.post("/api/reports", content=b"x" * 3001, headers=signed), 413, "web.too_large")
        is_problem(client.post("/api/decisions", json={**decision(), "why": "x" * 1000}), 413, "web.too_large")
        is_problem(client.post("/", content=b"x" * 1001), 413, "web.too_large")
        streamed = client.post("/api/reports", content=iter([b"x" * 2000] * 2), headers=signed)
        is_problem(streamed, 413, "web.too_large")


@hypo(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=60).map(str.encode))
def test_no_body_breaks_the_server(client: TestClient, own: Settings, body: bytes) -> None:
    signed = {**token(own), "content-type": "application/json"}
    answer = client.post("/api/decisions", content=body, headers=signed)
    assert answer.status_code == 400 and answer.headers["content-type"] == PROBLEM


def test_the_document_says_how_to_write(client: TestClient) -> None:
    document = client.get("/api/openapi.json").json()
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    for path in ("/api/decisions", "/api/reports"):
        operation = document["paths"][path]["post"]
        assert operation["security"] == [{"token": []}] and operation["requestBody"]
        assert {"200", "201", "default"} == set(operation["responses"])
    assert "POST /api/decisions" in client.get("/api/docs").text


def test_only_what_can_be_written_may_be_posted(client: TestClient) -> None:
    answer = client.delete("/api/decisions")
    assert answer.status_code == 405 and answer.headers["allow"] == "GET, HEAD, POST"
    assert client.put("/api/reports").headers["allow"] == "POST"
