"""Addresses of the review desk. Forms are sent, answered by a redirection, and read: going back sends nothing again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from whoholds import clock, reviewing
from whoholds.errors import AccessDenied, UsageError, WhoholdsError
from whoholds.ledger import Correction, Decision, Verb
from whoholds.model import Factuality
from whoholds.views.words import Words
from whoholds.web.access import REFERRER, SIGN_IN, Access, body_of, fields_of, one, same_origin
from whoholds.web.asked import Asked, asked, day
from whoholds.web.desk import Desk
from whoholds.web.doubts import doubts_of
from whoholds.web.problems import status_of
from whoholds.web.rendering import desk_of, page, with_reports
from whoholds.web.review.looks import line, look
from whoholds.web.review.trail import entries
from whoholds.web.saved import MOST_ADDRESS
from whoholds.web.sessions import Session
from whoholds.web.shape import factuality_key
from whoholds.web.tokens import MOST_NAME
from whoholds.web.writing import decided, interval

router = APIRouter(include_in_schema=False)
HEADERS = {"referrer-policy": REFERRER, "cache-control": "no-store"}
VERBS = ("accept", "reject", "correct", "merge", "split")
Fields = dict[str, list[str]]
Body = Annotated[bytes, Depends(body_of)]


def _access(request: Request) -> Access:
    access: Access = request.app.state.access
    return access


def signed_in(request: Request) -> Session | None:
    """The session of a browser; None where nobody is signed in."""
    try:
        return _access(request).session(request)
    except AccessDenied:
        return None


def _to(view: Asked, path: str, **more: str | None) -> Response:
    return RedirectResponse(replace(view, as_known=None).link(path, **more), status_code=303)


def _view(request: Request, fields: Fields) -> Asked:
    """The view that a form was sent from."""
    view = asked(request)
    return replace(view, on=day(one(fields, "on")))


@router.get("/review")
@with_reports
def desk_page(request: Request, claim: str = "", done: str = "") -> Response:
    """The queue, and one claim to decide about."""
    session = signed_in(request)
    if session is None and not _access(request).local:
        return _to(asked(request), "/review/sign-in")
    if session is not None and not session.name:
        return _to(asked(request), "/review/sign-in")
    return _desk(request, asked(request), session, claim, done=done)


def _desk(
    request: Request,
    view: Asked,
    session: Session | None,
    claim: str,
    *,
    done: str = "",
    error: WhoholdsError | None = None,
    given: Fields | None = None,
) -> Response:
    """The desk's page; where a form was refused, with why and with what was written in it."""
    desk, words = desk_of(request), view.words
    limits = desk.settings.web
    queue = doubts_of(desk, view.on)
    shown = list(queue.doubts[: limits.review_queue])
    with desk.ledger() as ledger:
        told = ledger.decisions()
        wanted = claim or (shown[0].claim_id if shown else "")
        by_id = {doubt.claim_id: doubt for doubt in queue.doubts}
        called = desk.called([doubt.place_id for doubt in shown], view.language)
        rows = [line(doubt, ledger.claim(doubt.claim_id), queue.board, words, called) for doubt in shown]
        case = None
        if wanted:
            case = look(desk, ledger, queue.board, ledger.claim(wanted), by_id.get(wanted), told, words)
        about = [d for d in told if wanted and wanted in d.decision.claims]
        last = next((d for d in told if d.id == done), None)
        mine = [d for d in told if session and d.decision.by == session.name and d.holds]
        undoable = last if last in mine else mine[-1] if mine else None
        past = entries(desk, ledger, told, words, shown=about)
        newest = entries(desk, ledger, told, words, shown=[d for d in (last, undoable) if d])
    ids = [row.claim_id for row in rows]
    at = ids.index(wanted) if wanted in ids else -1
    return page(
        "review.html",
        view,
        request,
        status_of(error)[0] if error else 200,
        HEADERS,
        session=session,
        queue=rows,
        left=len(queue.doubts),
        on=queue.on,
        case=case,
        wanted=wanted,
        following=ids[at + 1] if 0 <= at < len(ids) - 1 else "",
        past=past,
        last=newest[0] if last and newest else None,
        undoable=newest[-1] if undoable and newest else None,
        problem=said(error, words),
        given=given or {},
        verbs=VERBS,
        factualities=[(f.value, words(f"factuality.{factuality_key(f)}")) for f in Factuality],
        most_reason=limits.max_reason,
    )


def said(error: WhoholdsError | None, words: Words) -> tuple[str, str, str] | None:
    """What went wrong, what to do and the language of both: English where the reader's has no words for it."""
    if error is None:
        return None
    key = f"problem.{error.code.replace('.', '_')}"
    if words.has(f"{key}.what"):
        return words(f"{key}.what"), words(f"{key}.hint"), words.language
    return error.message, error.hint, "en"


@router.get("/review/decide")
@router.get("/review/undo")
@router.get("/review/sign-out")
def back(request: Request) -> Response:
    """Who loads the address of a form comes back to the desk."""
    return _to(asked(request), "/review")


def signed(answer: Callable[[Request, Fields, Session], Response]) -> Callable[[Request, bytes], Response]:
    """What a form of ours asks for, from who is signed in; who no longer is signs in again."""

    def sent(request: Request, raw: Body) -> Response:
        fields = fields_of(raw)
        try:
            session = _access(request).form(request, fields)
        except AccessDenied as error:
            if status_of(error)[0] == 401 or error.code == "session.unnamed":
                return _sign_in(request, asked(request), error)
            raise  # a form that is not ours
        return answer(request, fields, session)

    sent.__name__, sent.__doc__ = answer.__name__, answer.__doc__  # not its signature: the framework reads that
    return sent


@router.post("/review/decide")
@signed
def decide(request: Request, fields: Fields, session: Session) -> Response:
    """Keep a decision that a form asks for, then show the next claim."""
    view, claim = _view(request, fields), one(fields, "claim")
    try:
        stored, _ = decided(desk_of(request), _decision(desk_of(request), fields, session), _seen(fields))
    except WhoholdsError as error:
        if status_of(error)[0] >= 500 and error.code != "ledger.in_use":
            raise
        with desk_of(request).ledger() as ledger:
            ledger.claim(claim)  # a claim that there is not has no desk to come back to
        return _desk(request, view, session, claim, error=error, given=fields)
    return _to(view, "/review", claim=one(fields, "following") or None, done=stored.id)


def _seen(fields: Fields) -> int | None:
    text = one(fields, "seen")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _decision(desk: Desk, fields: Fields, session: Session) -> Decision:
    claim, verb = one(fields, "claim"), one(fields, "verb")
    if verb not in VERBS:
        raise UsageError("review.verb", "no such decision", hint="one of " + ", ".join(VERBS), subject=verb[:40])
    change = Correction()
    if verb == Verb.CORRECT:
        with desk.ledger() as ledger:
            stored = ledger.claim(claim)
        first, last, sure = one(fields, "first"), one(fields, "last"), one(fields, "factuality")
        change = reviewing.correction(
            desk.settings,
            stored,
            place=one(fields, "other_place") or one(fields, "place") or None,
            actor=one(fields, "other_actor") or one(fields, "actor") or None,
            when=interval(first, last) if first or last else None,
            factuality=_factuality(sure) if sure else None,
        )
    others = fields.get("with", []) if verb == Verb.MERGE else []
    return Decision(Verb(verb), tuple(sorted({claim, *others})), session.name, one(fields, "why"), change)


def _factuality(text: str) -> Factuality:
    try:
        return Factuality(text)
    except ValueError as error:
        hint = "one of " + ", ".join(f.value for f in Factuality)
        raise UsageError("review.factuality", "no such sureness", hint=hint, subject=text[:20]) from error


@router.post("/review/undo")
@signed
def undo(request: Request, fields: Fields, session: Session) -> Response:
    """Undo a decision by another."""
    decision = Decision(Verb.UNDO, (), session.name, one(fields, "why"), undoes=one(fields, "decision"))
    stored, _ = decided(desk_of(request), decision, None)
    view = _view(request, fields)
    if one(fields, "back") == "log":
        return _to(view, "/review/log")
    return _to(view, "/review", claim=stored.decision.claims[0], done=stored.id)


@router.get("/review/log")
def log_page(request: Request, before: int = 0, claim: str = "") -> Response:
    """The audit trail, the newest decisions first."""
    session = signed_in(request)
    if session is None and not _access(request).local:
        return _to(asked(request), "/review/sign-in")
    view, desk = asked(request), desk_of(request)
    most = desk.settings.web.review_log
    with desk.ledger() as ledger:
        every = ledger.decisions()
        wanted = [d for d in every if (not claim or claim in d.decision.claims) and (not before or d.seq < before)]
        shown = wanted[::-1][:most]
        rows = entries(desk, ledger, every, view.words, shown=shown)
    older = str(shown[-1].seq) if len(wanted) > most else None
    signed = session if session and session.name else None
    return page(
        "review_log.html",
        view,
        request,
        200,
        HEADERS,
        session=signed,
        rows=rows,
        total=len(every),
        older=view.link("/review/log", before=older, claim=claim or None) if older else None,
        most_reason=desk.settings.web.max_reason,
    )


@router.get("/review/sign-in")
def sign_in_page(request: Request) -> Response:
    """Who are you?"""
    return _sign_in(request, asked(request))


def _sign_in(request: Request, view: Asked, error: WhoholdsError | None = None) -> Response:
    """The form to sign in, with what went wrong; who came to share a view goes on to that."""
    return page(
        "sign_in.html",
        view,
        request,
        status_of(error)[0] if error else 200,
        HEADERS,
        session=signed_in(request),
        local=_access(request).local,
        problem=said(error, view.words),
        most_name=MOST_NAME,
        sharing=_to_share(request),
    )


def _to_share(request: Request) -> str | None:
    """The address of the view that somebody wants to share, who has to sign in first."""
    return request.query_params.get("address", "")[:MOST_ADDRESS] or None


@router.post("/review/sign-in")
def sign_in(request: Request, raw: Body) -> Response:
    """Sign a browser in with a token, or write down the name of who came by the link."""
    same_origin(request)
    access, fields, view = _access(request), fields_of(raw), asked(request)
    sharing = _to_share(request)
    after = _to(view, "/review/views", address=sharing) if sharing else _to(view, "/review")
    try:
        if token := one(fields, "token"):
            return access.keep(request, after, access.by_token(token, clock.now()))
        if "page_token" in fields:
            access.form(request, fields, named=False)
            access.call(request, one(fields, "name"))
            return after
        raise AccessDenied("token.missing", "this needs a token", hint=SIGN_IN)
    except (AccessDenied, UsageError) as error:
        return _sign_in(request, view, error)


@router.get("/review/enter")
def enter(request: Request, key: str = "", to: str = "") -> Response:
    """Sign a browser of this machine in by the link that the server printed."""
    access, view = _access(request), asked(request)
    try:
        cookie = access.by_link(key, clock.now())
    except AccessDenied as error:
        return _sign_in(request, view, error)
    return access.keep(request, _to(view, "/" if to == "map" else "/review"), cookie)


@router.post("/review/sign-out")
def sign_out(request: Request, raw: Body) -> Response:
    """End the session of a browser."""
    access, fields = _access(request), fields_of(raw)
    access.form(request, fields, named=False)
    return access.forget(request, _to(asked(request), "/review/sign-in"))
