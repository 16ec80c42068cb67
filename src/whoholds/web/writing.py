"""Writing for programs: decide about claims, add reports. Each request shows a token (see `access`)."""

from __future__ import annotations

import json
from threading import Lock
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from whoholds import reviewing, workflow
from whoholds.errors import StorageError, UsageError
from whoholds.ledger import Correction, Decision, Verb
from whoholds.loading import Readings
from whoholds.model import Factuality, When
from whoholds.reports import files
from whoholds.settings import Settings
from whoholds.web.access import Access, body_of
from whoholds.web.asked import asked, day
from whoholds.web.desk import Desk
from whoholds.web.doubts import doubts_of
from whoholds.web.rendering import desk_of
from whoholds.web.tokens import Scope

router = APIRouter(prefix="/api", tags=["Writing"])
BEARER: dict[str, Any] = {"security": [{"token": []}]}
KINDS = {
    "application/json": files.JSON,
    "application/x-ndjson": files.JSON_LINES,
    "application/jsonl": files.JSON_LINES,
    "text/plain": files.TEXT,
    "text/markdown": files.MARKDOWN,
    "text/html": files.HTML,
}
REPORT_BODY = {
    "requestBody": {
        "required": True,
        "description": "One report in any format that `whoholds add` takes; JSON lines hold many.",
        "content": {kind: {"schema": {"type": "string"}} for kind in KINDS if kind != "application/json"}
        | {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["text"],
                    "properties": {
                        key: {"type": "string"} for key in ("text", "title", "outlet", "url", "published", "lang", "id")
                    },
                }
            }
        },
    }
}


class Fix(BaseModel):
    """What a claim should have said; what is left out stays as it was read."""

    model_config = ConfigDict(extra="forbid")

    place: str | None = Field(None, description="A place's id, or its name in any script.", max_length=200)
    actor: str | None = Field(None, description="An actor's key, or a name that one actor bears.", max_length=200)
    when: str | None = Field(None, description="A day, or two with a slash between: 2024-12-05/2024-12-07.")
    factuality: Factuality | None = Field(None, description="How sure the speaker is.")


class Ask(BaseModel):
    """A decision; who decides is the name of the token."""

    model_config = ConfigDict(extra="forbid")

    verb: Verb
    claims: list[str] = Field([], description="Ids: one, or for merge several.", max_length=200)
    why: str = Field(description="The reason, kept with the decision.")
    correction: Fix | None = Field(None, description="For correct.")
    undoes: str | None = Field(None, description="For undo: the decision's id.", max_length=80)
    seen: int | None = Field(
        None, ge=0, description="How many decisions about its claims you have seen; with another number it is refused."
    )


class Adding:
    """The readers of one server, loaded when the first report comes in; one report is read at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._readings: Readings | None = None
        self._lock = Lock()

    def add(self, raw: bytes, kind: str, *, backfill: bool) -> list[workflow.Outcome]:
        """Take reports in as `whoholds add` does.

        Raises:
            StorageError: another program is writing to the ledger.
        """
        wait = self._settings.web.write_seconds
        if not self._lock.acquire(timeout=wait):
            raise StorageError("ledger.in_use", "other reports are being read", hint="try again in a moment")
        try:
            self._readings = self._readings or Readings(self._settings)
            source = files.Source(None, "the request", "report", kind, raw=raw)
            found = workflow.add([source], self._settings, backfill=backfill, readings=self._readings, wait=wait)
            return list(found)
        finally:
            self._lock.release()


def _access(request: Request) -> Access:
    access: Access = request.app.state.access
    return access


def decided(desk: Desk, decision: Decision, seen: int | None) -> tuple[Any, bool]:
    """Keep a decision within the server's limits; see `reviewing.decide`."""
    limits = desk.settings.web
    if len(decision.why) > limits.max_reason:
        hint = f"at most {limits.max_reason} characters, the setting web.max_reason"
        raise UsageError("review.reason", "the reason is too long", hint=hint)
    return reviewing.decide(desk.settings, decision, seen=seen, wait=limits.write_seconds)


@router.post("/decisions", status_code=201, openapi_extra=BEARER)
def decide(request: Request, ask: Ask) -> Response:
    """Decide about claims: accept, reject, correct, merge, split, or undo a decision. Needs the scope `review`.

    The same decision sent twice is kept once: the second answer is 200 with `new` false. It counts from now on; nothing
    that was known before is changed, and another decision undoes it.
    """
    token = _access(request).program(request, Scope.REVIEW)
    desk = desk_of(request)
    change = _change(desk, ask) if ask.correction else Correction()
    claims = tuple(sorted(set(ask.claims)))
    stored, new = decided(desk, Decision(ask.verb, claims, token.name, ask.why, change, ask.undoes), ask.seen)
    return _json({**reviewing.decision_data(stored), "new": new}, 201 if new else 200)


def _change(desk: Desk, ask: Ask) -> Correction:
    fix = ask.correction or Fix()
    if len(ask.claims) != 1:
        hint = "decide about each by itself; merge takes several"
        raise UsageError("review.claims", "to correct takes one claim", hint=hint, subject=", ".join(ask.claims)[:80])
    with desk.ledger() as ledger:
        stored = ledger.claim(ask.claims[0])
    when = interval(*fix.when.partition("/")[::2]) if fix.when is not None else None
    return reviewing.correction(
        desk.settings, stored, place=fix.place, actor=fix.actor, when=when, factuality=fix.factuality
    )


def interval(first: str, last: str) -> When:
    """Two days as a claim's time; the second is the first where it is empty.

    Raises:
        UsageError: one is no day, or they are the wrong way round.
    """
    start = day(first.strip())
    if start is None:
        raise UsageError("web.day", "not a day", hint="write it as 2024-12-07", subject=first[:40])
    return reviewing.interval(start, day(last.strip()) or start)


@router.get("/decisions")
def decisions(
    request: Request,
    claim: Annotated[str | None, Query(description="Only those about this claim.", max_length=80)] = None,
) -> Response:
    """Every decision in order, with who, when and why, and what undid it. Beyond this machine it needs a token."""
    _access(request).reader(request)
    with desk_of(request).ledger() as ledger:
        found = ledger.decisions()
    undone = {id: one.id for id, one in reviewing.undoings(found).items()}
    rows = [
        reviewing.decision_data(one, undone.get(one.id))
        for one in found
        if claim is None or claim in one.decision.claims
    ]
    return _json({"decisions": rows})


@router.get("/doubts")
def doubts(
    request: Request,
    on: Annotated[
        str | None, Query(description="Day of the map, as 2024-12-07. Default: of the newest report.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="At most so many.")] = 50,
) -> Response:
    """Claims whose misreading would change the map most, first. `seen` is for the decision. Token as for decisions."""
    _access(request).reader(request)
    desk = desk_of(request)
    queue = doubts_of(desk, asked(request).on)
    with desk.ledger() as ledger:
        told = ledger.decisions()
        rows = [
            {
                **reviewing.doubt_data(doubt, ledger.claim(doubt.claim_id)),
                "seen": reviewing.revision(told, doubt.claim_id),
            }
            for doubt in queue.doubts[:limit]
        ]
    return _json({"on": queue.on.isoformat(), "doubts": rows, "left": len(queue.doubts)})


@router.post("/reports", status_code=201, openapi_extra={**BEARER, **REPORT_BODY})
def add(
    request: Request,
    raw: Annotated[bytes, Depends(body_of)],
    backfill: Annotated[bool, Query(description="Known from its published time on, where that is told.")] = False,
) -> Response:
    """Add reports as `whoholds add` does: take in, read, keep. Needs the scope `add`.

    The same content sent twice is kept once: the second answer is 200 and the report `known`.
    """
    _access(request).program(request, Scope.ADD)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in KINDS:
        hint = "one of " + ", ".join(KINDS)
        raise UsageError("web.content_type", "a report of no kind that is known", hint=hint, subject=kind[:80])
    adding: Adding = request.app.state.adding
    outcomes = adding.add(raw, KINDS[kind], backfill=backfill)
    if outcomes and all(one.status is workflow.Status.REFUSED for one in outcomes) and outcomes[0].error:
        raise outcomes[0].error
    new = any(one.status is workflow.Status.ADDED or one.status is workflow.Status.FAILED for one in outcomes)
    return _json({"reports": [one.data for one in outcomes]}, 201 if new else 200)


def _json(body: Any, status: int = 200) -> Response:
    text = json.dumps(body, ensure_ascii=False, allow_nan=False)
    headers = {"cache-control": "no-store"} if status == 201 else {}
    return Response(text, status, headers, media_type=JSONResponse.media_type)
