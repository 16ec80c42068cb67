"""One server: what is sent to it, and what becomes of every way in which it can answer badly."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.asking.stub import GOOD, Reply, Stub, free_port_address, wait_until
from whoholds import clock
from whoholds.asking import Budget, Server, where_to
from whoholds.asking.server import _seconds
from whoholds.errors import NetworkError, UsageError, WhoholdsError
from whoholds.reading.second import schema
from whoholds.settings import ModelSettings

Open = Callable[..., Server]
CHAT = [{"role": "system", "content": "list claims"}, {"role": "user", "content": "{}"}]


def fails(server: Server) -> WhoholdsError:
    with pytest.raises(WhoholdsError) as caught:
        server.ask(CHAT, schema())
    return caught.value


# What is sent


def test_an_answer_comes_back_as_the_model_wrote_it(stub: Stub, server: Open) -> None:
    stub.says(Reply("réponse «exacte»\n", tokens=42))
    said = server().ask(CHAT, schema())
    assert (said.text, said.tokens, said.model) == ("réponse «exacte»\n", 42, "stub-served")


def test_the_parameters_ask_for_the_same_answer_every_time(stub: Stub, server: Open) -> None:
    server().ask(CHAT, schema())
    (asked,) = stub.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.body["messages"] == CHAT
    assert asked.body["model"] == "stub-1"
    assert (asked.body["temperature"], asked.body["seed"], asked.body["max_tokens"]) == (0, 1, 8000)
    form = asked.body["response_format"]
    assert form["type"] == "json_schema" and form["json_schema"]["strict"] is True
    assert form["json_schema"]["schema"] == schema()


def test_what_a_server_refuses_is_left_out(stub: Stub, server: Open) -> None:
    server(omit=["temperature", "seed"], answers="json", token_limit="max_completion_tokens").ask(CHAT, schema())
    body = stub.asked[0].body
    assert set(body) == {"model", "messages", "max_completion_tokens", "response_format"}
    assert body["response_format"] == {"type": "json_object"}
    server(answers="text").ask(CHAT, schema())
    assert "response_format" not in stub.asked[1].body


def test_the_key_comes_from_the_environment_and_nothing_else_is_told(
    stub: Stub, server: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY"):
        monkeypatch.setenv(name, "somebody-elses-secret")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Private: somebody-elses-secret")
    server(environment={"WHOHOLDS_MODEL_KEY": " k-123 "}).ask(CHAT, schema())
    server(environment={"MY_KEY": "k-456"}, key_variable="MY_KEY").ask(CHAT, schema())
    server(environment={}).ask(CHAT, schema())
    sent = [asked.headers for asked in stub.asked]
    assert [h.get("authorization") for h in sent] == ["Bearer k-123", "Bearer k-456", "Bearer none"]
    known = {"host", "authorization", "content-type", "content-length", "accept", "accept-encoding", "user-agent"}
    assert all(set(h) <= known | {"connection", "x-stainless-raw-response"} for h in sent)
    assert all(h["user-agent"] == "whoholds" for h in sent)
    assert "secret" not in json.dumps(sent)


def test_the_key_is_in_no_message_and_no_representation(stub: Stub, server: Open) -> None:
    secret = "k-very-secret"
    stub.says(Reply(status=401, body=f'{{"error": "bad key {secret}"}}'.encode()))
    one = server(environment={"WHOHOLDS_MODEL_KEY": secret})
    error = fails(one)
    assert error.code == "model.key" and "WHOHOLDS_MODEL_KEY" in error.hint
    chain: list[str] = []
    cause: BaseException | None = error
    while cause is not None:
        chain.append(repr(cause) + str(cause))
        cause = cause.__cause__
    assert secret not in "".join(chain) + repr(one) + repr(one.settings) + json.dumps(error.as_dict())


def test_a_redirect_is_not_followed(stub: Stub, server: Open) -> None:
    stub.says(Reply(status=307, headers={"Location": f"{stub.url}/elsewhere"}))
    assert fails(server()).code == "model.redirect"
    assert len(stub.asked) == 1


# Busy servers


def test_a_busy_server_is_asked_again_when_it_says(stub: Stub, server: Open, naps: list[float]) -> None:
    stub.says(Reply(status=429, headers={"Retry-After": "7"}), Reply(GOOD))
    one = server()
    assert one.ask(CHAT, schema()).text == GOOD
    assert naps == [7.0]
    assert one.budget.spent.requests == 2


def test_pauses_grow_where_the_server_does_not_say(stub: Stub, server: Open, naps: list[float]) -> None:
    stub.says(*(Reply(status=s) for s in (500, 502, 503)), Reply(GOOD))
    assert server().ask(CHAT, schema()).text == GOOD
    assert len(naps) == 3
    assert all(0.75 * base <= nap <= base for nap, base in zip(naps, (0.5, 1.0, 2.0), strict=True))


def test_a_server_that_goes_on_failing_is_given_up(stub: Stub, server: Open) -> None:
    stub.says(Reply(status=500, body=b"x" * 100))
    error = fails(server(retries=2))
    assert (type(error), error.code, error.exit_code) == (NetworkError, "model.busy", 5)
    assert "HTTP 500" in error.message
    assert len(stub.asked) == 3


def test_a_server_that_asks_for_too_long_a_pause_is_given_up_at_once(
    stub: Stub, server: Open, naps: list[float]
) -> None:
    stub.says(Reply(status=429, headers={"Retry-After": "3600"}))
    error = fails(server())
    assert error.code == "model.busy" and "3600 s" in error.message
    assert naps == [] and len(stub.asked) == 1


@pytest.mark.parametrize("status", [400, 404, 413, 422])
def test_a_refused_request_is_not_repeated(stub: Stub, server: Open, status: int) -> None:
    stub.says(Reply(status=status))
    error = fails(server())
    assert error.code == "model.refused" and str(status) in error.message
    assert len(stub.asked) == 1


def test_nobody_there(server: Open) -> None:
    error = fails(server(base_url=free_port_address(), retries=1))
    assert error.code == "model.unreachable"
    assert error.subject.startswith("127.0.0.1:")


def test_a_connection_that_breaks_in_mid_answer_is_tried_again(stub: Stub, server: Open) -> None:
    stub.says(Reply(cut=20), Reply(GOOD))
    assert server().ask(CHAT, schema()).text == GOOD


# Time


def test_a_server_that_hangs_is_left(stub: Stub, server: Open) -> None:
    stub.says(Reply(delay=60))
    error = fails(server(request_seconds=0.3, retries=0))
    assert error.code == "model.timeout" and "0.3 s" in error.message


def test_a_server_that_drips_is_left_too(stub: Stub, server: Open) -> None:
    stub.says(Reply(drip=0.05))
    assert fails(server(request_seconds=0.4, retries=0)).code == "model.timeout"


def test_after_a_hang_the_next_try_may_do(stub: Stub, server: Open) -> None:
    stub.says(Reply(delay=60), Reply(GOOD))
    assert server(request_seconds=1.0, retries=1).ask(CHAT, schema()).text == GOOD


def test_control_c_ends_a_request_at_once(stub: Stub, server: Open) -> None:
    stub.says(Reply(delay=60))
    one = server(request_seconds=60)

    def interrupt() -> None:
        wait_until(lambda: bool(stub.asked))
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    if threading.current_thread() is not threading.main_thread():
        pytest.skip("signals reach the main thread only")
    killer = threading.Thread(target=interrupt)
    killer.start()
    with pytest.raises(KeyboardInterrupt):
        one.ask(CHAT, schema())
    killer.join()
    stub.says(GOOD)
    assert one.ask(CHAT, schema()).text == GOOD, "the client is whole after it"
    assert one.budget.spent.requests == 2


# Size and shape


def test_a_huge_answer_is_cut_off(stub: Stub, server: Open) -> None:
    stub.says(Reply("x" * 3_000_000))
    error = fails(server(answer_bytes=100_000))
    assert error.code == "model.answer_large"
    assert len(stub.asked) == 1


def test_a_huge_error_is_not_read(stub: Stub, server: Open) -> None:
    stub.says(Reply(status=400, body=b"x" * 10_000, drip=0.05))
    assert fails(server(request_seconds=5)).code == "model.refused"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Bad gateway</html>",
        b"[]",
        b"null",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": null}]}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": [{"message": {"content": "  "}}]}',
        b'{"choices": [{"message": {"content": 5}}]}',
        b'{"choices": [{"message": {"content": [{"text": "x"}]}}]}',
        b'{"choices": "x", "usage": 3}',
        b'{"choices": [{"message": {"content": "x"}}], "usage": []' + b"[" * 100_000,
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_chat_answer_is_said_to_be_none(stub: Stub, server: Open, body: bytes) -> None:
    stub.says(Reply(body=body))
    assert fails(server()).code in ("model.envelope", "model.no_answer")


def test_an_answer_cut_at_its_limit_is_no_answer(stub: Stub, server: Open) -> None:
    stub.says(Reply('{"claims": [', ended="length"))
    error = fails(server())
    assert error.code == "model.answer_cut" and "answer_tokens" in error.hint


@pytest.mark.parametrize("usage", [None, {}, {"total_tokens": "many"}, {"total_tokens": -5}, {"total_tokens": True}])
def test_tokens_that_make_no_sense_are_not_counted(stub: Stub, server: Open, usage: Any) -> None:
    choice = {"message": {"content": "x"}, "finish_reason": None}
    stub.says(Reply(body=json.dumps({"choices": [choice], "usage": usage, "model": 7}).encode()))
    said = server().ask(CHAT, schema())
    assert said.tokens is None and said.model == "stub-1"


# Set-up


@pytest.mark.parametrize(
    ("address", "host", "here"),
    [
        ("http://127.0.0.1:8080/v1", "127.0.0.1", True),
        ("http://localhost/v1", "localhost", True),
        ("http://[::1]:8000/v1", "::1", True),
        ("https://models.example.org/v1", "models.example.org", False),
        ("http://127.0.0.1.example.org/v1", "127.0.0.1.example.org", False),
        ("http://10.0.0.5/v1", "10.0.0.5", False),
    ],
)
def test_where_the_text_goes(address: str, host: str, here: bool) -> None:
    assert where_to(ModelSettings(base_url=address, name="m")) == (host, here)


@pytest.mark.parametrize("missing", ["base_url", "name"])
def test_a_model_that_is_not_set_up_is_a_usage_error(missing: str) -> None:
    settings = ModelSettings(**({"base_url": "http://localhost/v1", "name": "m"} | {missing: ""}))
    with pytest.raises(UsageError) as caught:
        Server(settings, Budget(settings), environment={})
    assert caught.value.code == "model.unset"


@pytest.mark.parametrize(
    "address", ["models", "ftp://x/v1", "http://", "http://u:p@host/v1", "http://[::1/v1", "http://h:99999/v1"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(UsageError) as caught:
        where_to(ModelSettings(base_url=address, name="m"))
    assert caught.value.code == "model.address"


# Retry-After


def test_a_date_to_come_back_at_is_understood() -> None:
    soon = format_datetime(clock.now() + timedelta(seconds=90), usegmt=True)
    past = format_datetime(clock.now() - timedelta(seconds=90), usegmt=True)
    assert 80 < (_seconds({"retry-after": soon}) or 0) <= 90
    assert _seconds({"retry-after": past}) == 0


@given(st.text(max_size=30))
def test_whatever_the_header_says_is_a_pause_or_nothing(given: str) -> None:
    seconds = _seconds({"retry-after": given})
    assert seconds is None or 0 <= seconds < float("inf")
