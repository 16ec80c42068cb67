"""The server that answers: one request, to its end or to a clear error.

Any server that speaks the OpenAI chat protocol will do. Only what this file names leaves the machine: the chat, the
parameters, and the key in the Authorization header. Redirects are not followed, so that the text goes nowhere else.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from math import isfinite
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from whoholds import clock
from whoholds.asking.budget import Budget
from whoholds.errors import NetworkError, SetupError, UsageError
from whoholds.settings import ModelSettings

if TYPE_CHECKING:
    import httpx2

SENT_HEADERS = frozenset(
    "host authorization content-type content-length accept accept-encoding x-stainless-raw-response".split()
)
"""All that a request says of who sends it; the last is how the client knows that an answer is to be streamed."""
FIRST_WAIT = 0.5  # seconds; doubled with each further try
AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Said:
    """What the model wrote, and the tokens that the server counted, None where it did not."""

    text: str
    tokens: int | None
    model: str


class _Busy(Exception):
    """The server asks to come back later, or failed in a way that may pass."""

    def __init__(self, what: str, after: float | None = None) -> None:
        super().__init__(what)
        self.after = after


class _Refusal(Exception):
    """A status other than success. What the server writes about it is not read: it may be long, or repeat the key."""

    def __init__(self, status: int, after: float | None) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.after = after


def where_to(settings: ModelSettings) -> tuple[str, bool]:
    """Host that the text goes to, and whether that is this machine.

    Raises:
        UsageError: no model is set up, or its address is none.
    """
    if not settings.base_url or not settings.name:
        raise UsageError(
            "model.unset",
            "no model is set up to read with",
            hint="set model.base_url and model.name; see docs/how-to/second-reader.md",
        )
    try:
        parts = urlsplit(settings.base_url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        host = ""
    if not host or parts.scheme not in ("http", "https") or parts.username is not None:
        raise UsageError(
            "model.address",
            "model.base_url is no address of a server",
            hint="as http://127.0.0.1:8080/v1 or https://models.example.org/v1, without a name or password in it",
            subject="model.base_url",
        )
    return host, _loopback(host)


def _loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Server:
    """Asks one server. Close it when done.

    Args:
        settings: which server, which model, and the limits.
        budget: what the run may spend.
        environment: where the key is looked for.
        sleep: how pauses between tries are spent.
    """

    def __init__(
        self,
        settings: ModelSettings,
        budget: Budget,
        *,
        environment: Mapping[str, str] = os.environ,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        where_to(settings)
        self.settings = settings
        self.budget = budget
        self._host = urlsplit(settings.base_url).netloc
        self._key = environment.get(settings.key_variable, "").strip()
        self._sleep = sleep
        self._runner = asyncio.Runner()
        self._client = self._open()

    def _open(self) -> Any:
        try:
            import openai
        except ImportError as error:
            raise SetupError(
                "model.client_missing",
                "the client for language models is not installed",
                hint="pip install 'whoholds[model]'",
                subject="openai",
            ) from error

        async def only_ours(request: httpx2.Request) -> None:
            for name in set(request.headers) - SENT_HEADERS:
                del request.headers[name]
            request.headers["user-agent"] = "whoholds"

        async def only_success(response: httpx2.Response) -> None:
            if not response.is_success:
                raise _Refusal(response.status_code, _seconds(response.headers))

        hooks: dict[str, list[Callable[..., Any]]] = {"request": [only_ours], "response": [only_success]}
        http = openai.DefaultAsyncHttpxClient(follow_redirects=False, event_hooks=hooks)
        return openai.AsyncOpenAI(
            base_url=self.settings.base_url,
            api_key=self._key or "none",
            max_retries=0,
            timeout=self.settings.request_seconds,
            http_client=http,
        )

    def close(self) -> None:
        """Close the connections."""
        self._runner.run(self._client.close())
        self._runner.close()

    def parameters(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        """All that goes with the chat, less what the server is said to refuse."""
        s = self.settings
        forms: dict[str, dict[str, Any]] = {
            "schema": {
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {"name": "claims", "strict": True, "schema": dict(schema)},
                }
            },
            "json": {"response_format": {"type": "json_object"}},
            "text": {},
        }
        given = {
            "model": s.name,
            "temperature": s.temperature,
            "seed": s.seed,
            s.token_limit: s.answer_tokens,
            **forms[s.answers],
        }
        return {name: value for name, value in given.items() if name not in s.omit}

    def ask(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> Said:
        """One answer; tries again, with pauses, where that may help. Control-C ends it at once.

        Raises:
            NetworkError: there is no answer to be had, or not within the limits.
            UsageError: the run's budget is spent.
        """
        return self._runner.run(self._ask(messages, self.parameters(schema)))

    async def _ask(self, messages: Sequence[Mapping[str, str]], parameters: Mapping[str, Any]) -> Said:
        sent = sum(len(m["content"]) for m in messages)
        for left in range(self.settings.retries, -1, -1):
            self.budget.request(sent)
            said: Said | None = None
            try:
                async with asyncio.timeout(self.settings.request_seconds):
                    said = await self._once(messages, parameters)
                return said
            except TimeoutError as error:
                busy = _Busy(f"no whole answer within {self.settings.request_seconds:g} s")
                busy.__cause__ = error
            except _Busy as error:
                busy = error
            finally:
                self.budget.done(said.tokens if said else None, sent + len(said.text if said else ""))
            pause = self._pause(busy, self.settings.retries - left)
            if left == 0 or pause > self.settings.wait_seconds:
                raise self._given_up(busy, pause if left else 0.0) from busy
            await self._sleep(pause)
        raise AssertionError("unreachable: the last try returns or raises")

    def _pause(self, busy: _Busy, tried: int) -> float:
        """Seconds before the next try: as the server says, else doubling, and never in step with other clients."""
        if busy.after is not None:
            return max(0.0, busy.after)
        return float(min(FIRST_WAIT * 2**tried, self.settings.wait_seconds) * (1 - random.random() / 4))

    def _given_up(self, busy: _Busy, pause: float) -> NetworkError:
        if isinstance(busy.__cause__, TimeoutError):
            return NetworkError(
                "model.timeout",
                f"the model's server gave {busy}",
                hint="answers so far are kept; raise model.request_seconds or lower model.piece_characters",
                subject=self._host,
            )
        if busy.__cause__ is not None:
            return NetworkError(
                "model.unreachable",
                f"the model's server is not reached: {busy}",
                hint="check that it runs and model.base_url is its address; answers so far are kept",
                subject=self._host,
            )
        asks = f", and asks to wait {pause:.0f} s" if pause > self.settings.wait_seconds else ""
        return NetworkError(
            "model.busy",
            f"the model's server is busy or fails ({busy}{asks})",
            hint="answers so far are kept; run the same command again later to go on",
            subject=self._host,
        )

    async def _once(self, messages: Sequence[Mapping[str, str]], parameters: Mapping[str, Any]) -> Said:
        import httpx2
        import openai

        whole = bytearray()
        create = self._client.chat.completions.with_streaming_response.create
        try:
            async with create(messages=list(messages), **parameters) as got:
                async for part in got.iter_bytes():
                    whole += part
                    if len(whole) > self.settings.answer_bytes:
                        raise NetworkError(
                            "model.answer_large",
                            f"an answer of over {len(whole):,} bytes was cut off",
                            hint="if that can be right, raise model.answer_bytes",
                            subject=self._host,
                        )
        except _Refusal as refusal:
            raise self._refused(refusal) from None
        except openai.APIConnectionError as error:
            raise _Busy(_plain(str(error.__cause__ or error)) or "no connection") from error
        except httpx2.TransportError as error:  # the connection broke in mid-answer
            raise _Busy(_plain(str(error)) or "the connection broke") from error
        return self._said(bytes(whole))

    def _refused(self, refusal: _Refusal) -> Exception:
        status = refusal.status
        if status in AGAIN:
            return _Busy(f"HTTP {status}", refusal.after)
        if status in (401, 403):
            return NetworkError(
                "model.key",
                f"the model's server refuses the key (HTTP {status})",
                hint=f"put the server's key into the environment variable {self.settings.key_variable}",
                subject=self._host,
            )
        if status < 400:
            return NetworkError(
                "model.redirect",
                "the model's server sends elsewhere, which is not followed",
                hint="set model.base_url to the address that is meant",
                subject=self._host,
            )
        return NetworkError(
            "model.refused",
            f"the model's server refuses the request (HTTP {status})",
            hint="check model.name, model.answers and model.omit; see docs/how-to/second-reader.md",
            subject=self._host,
        )

    def _said(self, body: bytes) -> Said:
        """The answer in the server's envelope."""
        try:
            data = json.loads(body)
            choice = data["choices"][0]
            text, ended = choice["message"]["content"], choice.get("finish_reason")
            usage = data.get("usage") or {}
            tokens, model = usage.get("total_tokens"), data.get("model")
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
            raise NetworkError(
                "model.envelope",
                "what the model's server sends is no chat answer",
                hint="check that model.base_url is a server of the OpenAI chat protocol; it mostly ends in /v1",
                subject=self._host,
            ) from error
        if ended == "length":
            raise NetworkError(
                "model.answer_cut",
                "the model's answer was cut at its limit",
                hint="raise model.answer_tokens, or lower model.piece_characters",
                subject=self._host,
            )
        if not isinstance(text, str) or not text.strip():
            raise NetworkError(
                "model.no_answer",
                "the model gave no answer, or declined to",
                hint="another model may do; the rules read on",
                subject=self._host,
            )
        counted = tokens if isinstance(tokens, int) and not isinstance(tokens, bool) and tokens >= 0 else None
        return Said(text, counted, model if isinstance(model, str) else self.settings.name)


def _seconds(headers: Mapping[str, str]) -> float | None:
    """`Retry-After` (RFC 9110, 10.2.3) in seconds from now, None where it is not given or makes no sense."""
    given = headers.get("retry-after", "")
    try:
        seconds = float(given)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(given) - clock.now()).total_seconds()
        except (ValueError, TypeError, OverflowError):
            return None
    return max(0.0, seconds) if isfinite(seconds) else None


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]
