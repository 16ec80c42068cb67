"""The desk as a person without scripts uses it: pages, forms, redirections; and who is kept out."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from tests.web.review.desks import ORIGIN, Forms, Person, decisions, person, token
from tests.web.samples import corpus
from tests.web.test_pages import Page
from whoholds import clock
from whoholds.ledger import Verb
from whoholds.settings import Settings
from whoholds.stock import writing_ledger
from whoholds.web.access import Access
from whoholds.web.app import create_app
from whoholds.web.desk import Desk
from whoholds.web.tokens import Scope, Tokens

HELD = corpus()[0][1][1].id  # residents say that the army holds Hama
TAKEN = corpus()[1][1][1].id  # the monitor says that the rebels hold it
VERBS = ("accept", "reject", "correct", "merge", "split")


@pytest.fixture
def ana(own: Settings) -> Iterator[Person]:
    with person(own) as found:
        yield found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_desk_shows_what_would_change_the_map_most_with_its_sentence_marked(ana: Person, language: str) -> None:
    text = ana.get(f"/review?lang={language}")
    found = Page(text)
    queue = [a["href"] for a in found.all("a") if a["href"].startswith("/review?") and "claim=" in a["href"]]
    assert len(queue) >= 5 and len(set(queue)) == len(queue)
    assert len(found.all("a", aria_current="true")) == 0 and text.count('aria-current="true"') == 1
    assert len(re.findall(r"<blockquote[^>]*>.*?<mark>.+?</mark>", text, re.S)) == 1
    assert [f.get("verb") for _, f in Forms(text).found if "verb" in f] == list(VERBS)
    expected = [int(p) for p in re.findall(r'class="percent">(\d+)', text.partition('class="queue"')[2])]
    assert expected == sorted(expected, reverse=True)
    assert ("The map says" in text) is (language == "en") and ("La carte dit" in text) is (language == "fr")


def test_every_field_has_a_label_and_every_key_a_meaning(ana: Person) -> None:
    text = ana.get(f"/review?claim={HELD}")
    found = Page(text)
    for tag, attributes in found.tags:
        if tag in ("input", "select") and attributes.get("type") != "hidden":
            id = attributes.get("id")
            labelled = bool(id and found.all("label", **{"for": id})) or re.search(
                rf"<label[^>]*>(?:(?!</label>).)*name=\"{attributes.get('name', '')}\"", text, re.S
            )
            assert labelled or "checked" in attributes, attributes
    for key in "jkarcmsu?":
        assert f"<kbd>{key}</kbd>" in text


def test_a_decision_is_kept_signed_and_the_next_claim_shown(ana: Person, own: Settings) -> None:
    page = ana.get("/review")
    action, fields = ana.form(page, "accept")
    answer = ana.client.post(action, data=fields, headers=ORIGIN, follow_redirects=False)
    assert answer.status_code == 303
    (kept,) = decisions(own)
    assert kept.decision.verb is Verb.ACCEPT and kept.decision.by == "Ana"
    assert kept.decision.why == "the sentence says so" and kept.decision.claims == (fields["claim"],)
    to = parse_qs(urlsplit(answer.headers["location"]).query)
    assert to == {"claim": [fields["following"]], "done": [kept.id]}
    after = ana.get(answer.headers["location"])
    assert '<p class="review-done" role="status"><strong>Accepted</strong>' in after
    assert fields["claim"] not in after.partition('class="queue"')[2]


def test_the_view_is_kept_through_a_decision(ana: Person) -> None:
    action, fields = ana.form(ana.get("/review?on=2024-12-04&lang=fr"), "reject")
    answer = ana.client.post(action, data={**fields, "why": "non"}, headers=ORIGIN, follow_redirects=False)
    to = parse_qs(urlsplit(answer.headers["location"]).query)
    assert to["on"] == ["2024-12-04"] and to["lang"] == ["fr"]


def test_a_rejected_claim_no_longer_counts_until_that_is_undone(ana: Person, own: Settings) -> None:
    before = ana.get("/api/claims.csv")
    answer = ana.decide("reject", f"/review?claim={HELD}")
    assert "Rejected" in answer.text and HELD not in ana.get("/api/claims.csv")
    action, fields = next((a, f) for a, f in Forms(answer.text).found if "decision" in f)
    undone = ana.client.post(action, data=fields, headers=ORIGIN)
    assert "Undone" in undone.text and ana.get("/api/claims.csv") == before
    assert [one.holds for one in decisions(own)] == [False, True]
    assert decisions(own)[1].decision.why == "decided by mistake"


def test_a_correction_changes_what_was_filled_in(ana: Person, own: Settings) -> None:
    more = {"other_actor": "syrian_armed_forces", "first": "2024-12-01", "last": "2024-12-02", "factuality": "PR+"}
    assert ana.decide("correct", f"/review?claim={TAKEN}", **more).status_code == 200
    (kept,) = decisions(own)
    assert kept.decision.correction.fields == ("actor", "when", "factuality")
    log = ana.get("/review/log")
    assert "<del>" in log and "<ins>" in log and "Syrian Armed Forces" in log


def test_claims_are_merged_with_those_that_were_ticked_and_split(ana: Person, own: Settings) -> None:
    page = ana.get(f"/review?claim={HELD}")
    others = re.findall(r'name="with" value="([^"]+)"', page)
    assert others and HELD not in others
    action, fields = ana.form(page, "merge")
    sent = {**fields, "why": "one story", "with": others[:2]}
    assert "Merged" in ana.client.post(action, data=sent, headers=ORIGIN).text
    assert set(decisions(own)[0].decision.claims) == {HELD, *others[:2]}
    assert "shares its origin" in ana.get(f"/review?claim={HELD}")
    assert ana.decide("split", f"/review?claim={HELD}").status_code == 200
    assert "an origin of its own by decision" in ana.get(f"/review?claim={HELD}")


@pytest.mark.parametrize(
    ("verb", "more", "status", "words"),
    [
        ("accept", {"why": "  "}, 400, "A decision needs a reason"),
        ("accept", {"why": "x" * 2001}, 400, "the reason is too long"),
        ("correct", {}, 400, "A correction says what should change"),
        ("correct", {"first": "2024-12-05", "last": "2024-12-01"}, 400, "before the first"),
        ("correct", {"last": "2024-12-01"}, 400, "Not a day."),
        ("correct", {"factuality": "sure"}, 400, "no such sureness"),
        ("correct", {"other_actor": "nobody of this name"}, 404, "no actor named"),
        ("merge", {}, 400, "To merge takes another claim"),
        ("accept", {"verb": "burn"}, 400, "no such decision"),
        ("accept", {"seen": "7"}, 409, "Somebody has decided"),
    ],
)
def test_what_makes_no_sense_is_said_on_the_desk_and_what_was_written_stays(
    ana: Person, own: Settings, verb: str, more: dict[str, str], status: int, words: str
) -> None:
    answer = ana.decide(verb, f"/review?claim={HELD}", **{"why": "my long reason", **more})
    assert answer.status_code == status
    assert words in answer.text and 'role="alert"' in answer.text
    assert decisions(own) == []
    if "why" not in more and verb != "accept":
        assert 'value="my long reason"' in answer.text
        assert f'data-verb="{verb}" open' in answer.text
    assert ana.client.get("/review/decide").url.path == "/review"


def test_a_form_sent_twice_counts_once_and_an_old_one_not_after_an_undoing(ana: Person, own: Settings) -> None:
    action, fields = ana.form(ana.get(f"/review?claim={HELD}"), "accept")
    for _ in range(2):
        assert ana.client.post(action, data=fields, headers=ORIGIN).status_code == 200
    assert len(decisions(own)) == 1
    undo = {"page_token": fields["page_token"], "decision": decisions(own)[0].id, "why": "no"}
    ana.client.post("/review/undo", data=undo, headers=ORIGIN)
    replayed = ana.client.post(action, data=fields, headers=ORIGIN)
    assert replayed.status_code == 409 and "meanwhile" in replayed.text
    assert [one.decision.verb for one in decisions(own)] == [Verb.ACCEPT, Verb.UNDO]
    again = ana.client.post("/review/undo", data=undo, headers=ORIGIN)
    assert again.status_code == 409


def test_two_at_one_claim_at_once_do_not_both_decide(own: Settings) -> None:
    with person(own, name="Ana") as ana, person(own, name="Ben") as ben:
        forms = [(p, *p.form(p.get(f"/review?claim={HELD}"), v)) for p, v in ((ana, "accept"), (ben, "reject"))]
        found: list[int] = []

        def send(p: Person, action: str, fields: dict[str, Any]) -> None:
            sent = {**fields, "why": "so"}
            found.append(p.client.post(action, data=sent, headers=ORIGIN, follow_redirects=False).status_code)

        threads = [threading.Thread(target=send, args=form) for form in forms]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(found) == [303, 409] and len(decisions(own)) == 1


def test_while_another_program_writes_the_reason_is_not_lost(own: Settings) -> None:
    quick = own.model_copy(update={"web": own.web.model_copy(update={"write_seconds": 0.02})})
    with person(quick) as ana:
        action, fields = ana.form(ana.get(f"/review?claim={HELD}"), "reject")
        with writing_ledger(own):
            sent = {**fields, "why": "thought out at length"}
            answer = ana.client.post(action, data=sent, headers=ORIGIN)
        assert answer.status_code == 503 and "thought out at length" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["decide", "undo", "sign-out", "sign-in"])
def test_another_sites_form_does_nothing(ana: Person, own: Settings, path: str, headers: dict[str, str]) -> None:
    _, fields = ana.form(ana.get("/review"), "accept")
    answer = ana.client.post(f"/review/{path}", data=fields, headers=headers, follow_redirects=False)
    assert answer.status_code == 403
    assert decisions(own) == []
    assert "Ana" in ana.get("/review")


def test_a_form_without_the_sessions_own_page_token_does_nothing(ana: Person, own: Settings) -> None:
    action, fields = ana.form(ana.get("/review"), "accept")
    with person(own, name="Eve") as eve:
        theirs = eve.form(eve.get("/review"), "accept")[1]["page_token"]
    for wrong in ("", "x", theirs, fields["page_token"] + "x"):
        answer = ana.client.post(action, data={**fields, "page_token": wrong}, headers=ORIGIN)
        assert answer.status_code == 403
    assert decisions(own) == []


def test_who_is_not_signed_in_may_look_on_this_machine_and_decides_nothing(own: Settings) -> None:
    with person(own, sign_in=False) as guest:
        text = guest.get("/review")
        assert "Sign in to decide" in text
        for page in (text, guest.get("/review/log")):
            assert not [action for action, _ in Forms(page).found if action.startswith("/review")]
        answer = guest.client.post("/review/decide", data={"claim": HELD, "verb": "accept"}, headers=ORIGIN)
        assert answer.status_code == 401 and "Nobody is signed in" in answer.text
    assert decisions(own) == []


@pytest.mark.parametrize("path", ["/review", "/review/log", f"/review?claim={HELD}"])
def test_beyond_this_machine_nothing_is_shown_to_who_is_not_signed_in(own: Settings, path: str) -> None:
    with person(own, local=False, sign_in=False) as guest:
        answer = guest.client.get(path, follow_redirects=False)
        assert answer.status_code == 303 and answer.headers["location"] == "/review/sign-in"
        text = guest.get("/review/sign-in")
        assert "whoholds serve" not in text, "the link is for this machine"
        assert guest.client.get("/review/enter?key=").status_code == 401
    with person(own, local=False) as ana:
        assert ana.decide("accept").status_code == 200
    assert len(decisions(own)) == 1


def test_a_wrong_spent_or_narrow_token_signs_nobody_in(own: Settings) -> None:
    store = Tokens(own.tokens_path)
    spent = store.create("Old", tuple(Scope), 1, clock.now() - timedelta(days=3))[1]
    gone = token(own, name="Gone")
    store.revoke("Gone", clock.now())
    with person(own, sign_in=False) as guest:
        for shown, status, words in (
            ("nonsense", 401, "no token of this server"),
            (spent, 401, "expired"),
            (gone, 401, "revoked"),
            (token(own, Scope.ADD), 403, "not good for reviewing"),
        ):
            answer = guest.client.post("/review/sign-in", data={"token": shown}, headers=ORIGIN)
            assert answer.status_code == status and words in answer.text
            assert "set-cookie" not in answer.headers and shown not in answer.text
        assert guest.client.post("/review/sign-in", data={"x": "y"}, headers=ORIGIN).status_code == 401


def test_revoking_a_token_ends_its_session_before_the_next_decision(ana: Person, own: Settings) -> None:
    action, fields = ana.form(ana.get("/review"), "accept")
    Tokens(own.tokens_path).revoke("Ana", clock.now())
    answer = ana.client.post(action, data=fields, headers=ORIGIN)
    assert answer.status_code == 401 and "revoked" in answer.text
    assert "Sign in to decide" in ana.get("/review") and decisions(own) == []


def test_who_signs_out_is_out_for_good(ana: Person, own: Settings) -> None:
    action, fields = ana.form(ana.get("/review"), "accept")
    cookies = dict(ana.client.cookies)
    ana.client.post("/review/sign-out", data={"page_token": fields["page_token"]}, headers=ORIGIN)
    ana.client.cookies.update(cookies)
    assert ana.client.post(action, data=fields, headers=ORIGIN).status_code == 401
    assert decisions(own) == []


def test_by_the_printed_link_one_says_a_name_first(own: Settings) -> None:
    with person(own, sign_in=False) as guest:
        access: Access = guest.client.app.state.access
        assert guest.client.get("/review/enter?key=wrong").status_code == 401
        text = guest.get(f"/review/enter?key={access.key}")
        assert 'name="name"' in text
        assert guest.client.get("/review").url.path == "/review/sign-in"
        action, fields = next((a, f) for a, f in Forms(text).found if "name" in f)
        for wrong in ("", "two\nlines", "x" * 99):
            assert (
                guest.client.post(action, data={**fields, "name": wrong}, headers=ORIGIN).status_code == 400
                or not wrong
            )
        assert guest.client.post(action, data={**fields, "name": "Zoé"}, headers=ORIGIN).url.path == "/review"
        guest.decide("accept")
    assert [one.decision.by for one in decisions(own)] == ["Zoé"]


def test_the_printed_link_may_lead_to_the_map_and_nowhere_else(own: Settings) -> None:
    named = own.model_copy(update={"reviewer": "the desk"})
    with person(named, sign_in=False) as guest:
        access: Access = guest.client.app.state.access
        for to, path in (("map", "/"), ("", "/review"), ("//evil.example", "/review")):
            answer = guest.client.get("/review/enter", params={"key": access.key, "to": to}, follow_redirects=False)
            assert answer.headers["location"] == path
        assert "the desk" in guest.get("/review")


def test_a_name_is_not_taken_from_who_came_by_a_token(ana: Person, own: Settings) -> None:
    _, fields = ana.form(ana.get("/review"), "accept")
    sent = {"page_token": fields["page_token"], "name": "Somebody else"}
    ana.client.post("/review/sign-in", data=sent, headers=ORIGIN)
    ana.decide("accept")
    assert decisions(own)[0].decision.by == "Ana"


def test_pages_of_the_desk_are_kept_nowhere_and_say_where_forms_come_from(ana: Person) -> None:
    for path in ("/review", "/review/log", "/review/sign-in"):
        answer = ana.client.get(path)
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert '<meta name="referrer" content="same-origin">' in answer.text
        assert "unsafe" not in answer.headers["content-security-policy"]
    assert "no-referrer" in ana.get("/")


def test_a_claim_that_there_is_not_is_no_page(ana: Person, own: Settings) -> None:
    assert "There is no such claim." in ana.get("/review?claim=none", 404)
    _, fields = ana.form(ana.get("/review"), "accept")
    answer = ana.client.post("/review/decide", data={**fields, "claim": "none"}, headers=ORIGIN)
    assert answer.status_code == 404 and decisions(own) == []


def test_when_everything_is_decided_the_desk_says_so(ana: Person) -> None:
    for _ in range(30):
        page = ana.get("/review")
        if "No claim is left" in page:
            break
        ana.decide("accept")
    assert "No claim is left to review" in page
    assert not any("verb" in fields for _, fields in Forms(page).found)


def test_an_empty_ledger_has_an_empty_desk(tmp_path: Any) -> None:
    settings = Settings(home=tmp_path)
    with writing_ledger(settings):
        pass
    with TestClient(create_app(Desk.open(settings), ("testserver",)), headers={"accept": "text/html"}) as client:
        assert "No reports yet" in client.get("/review").text
        assert "Nobody has decided" in client.get("/review/log").text


def test_the_header_leads_to_the_desk(ana: Person) -> None:
    assert Page(ana.get("/")).all("a", href="/review")


def test_every_claim_of_a_dossier_leads_to_the_desk(ana: Person) -> None:
    links = [a["href"] for a in Page(ana.get("/place/gn:170017?lang=fr&on=2024-12-05")).all("a")]
    wanted = [link for link in links if link.startswith("/review?") and "claim=" in link]
    assert wanted and all("lang=fr" in link and "on=" not in link for link in wanted)
    assert f'data-claim="{parse_qs(urlsplit(wanted[0]).query)["claim"][0]}"' in ana.get(wanted[0])
