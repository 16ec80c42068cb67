"""Takes HTML and Markdown apart in a process of its own, so that no page can hurt the run: see `page_child`."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

import whoholds
from whoholds.errors import InputRefused
from whoholds.reports.page_child import receive, send
from whoholds.reports.pagetext import PageText
from whoholds.settings import ReportLimits

_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from whoholds.reports.page_child import main; main(int(sys.argv[2]), int(sys.argv[3]))"
)


class PageReader:
    """A handle on the page process, started when first needed and ended with the `with` block.

    One process serves many pages (it takes a third of a second to start); after a page that broke a limit, and after
    `pages_per_process` pages, the next one gets a new process.
    """

    def __init__(self, limits: ReportLimits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0

    def __enter__(self) -> PageReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, if one runs."""
        process, self._process, self._served = self._process, None, 0
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:  # what was still to be written has no reader any more
                    continue

    def html(self, page: str, subject: str, now: datetime) -> PageText:
        """The article of a page.

        Raises:
            InputRefused: `input.no_text`, `input.page_failed`, `input.page_limit`.
        """
        latest = (now + timedelta(hours=self._limits.future_hours)).date().isoformat()
        return self._ask({"kind": "html", "text": page, "latest_day": latest}, subject)

    def markdown(self, body: str, title: str | None, subject: str) -> PageText:
        """The readable text of a Markdown body.

        Raises:
            InputRefused: `input.page_failed`, `input.page_limit`.
        """
        return self._ask({"kind": "markdown", "text": body, "title": title}, subject)

    def _ask(self, request: dict[str, Any], subject: str) -> PageText:
        if self._served >= self._limits.pages_per_process:
            self.close()
        process = self._process = self._process or self._start()
        assert process.stdin is not None and process.stdout is not None
        self._served += 1
        timer = threading.Timer(self._limits.page_seconds, process.kill)
        timer.daemon = True
        timer.start()
        try:
            send(process.stdin, request)
            answer = receive(process.stdout)
        except (BrokenPipeError, ConnectionResetError):
            answer = None
        finally:
            timer.cancel()
        if answer is None:
            self.close()
            raise self._over(subject)
        return self._page(answer, subject)

    def _start(self) -> subprocess.Popen[bytes]:
        root = str(Path(whoholds.__file__).resolve().parents[1])
        limits = self._limits
        return subprocess.Popen(
            [sys.executable, "-I", "-c", _START, root, str(limits.page_memory_bytes), str(limits.page_cpu_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            close_fds=True,
        )

    def _over(self, subject: str) -> InputRefused:
        return InputRefused(
            "input.page_limit",
            "the page needs more time or memory than allowed",
            hint="save its text as a .txt file, or raise reports.page_seconds, page_cpu_seconds, page_memory_bytes",
            subject=subject,
        )

    def _page(self, answer: dict[str, Any], subject: str) -> PageText:
        if "refused" in answer:
            told = answer["refused"]
            raise InputRefused(told["code"], told["message"], hint=told["hint"], subject=subject)
        if "failed" in answer:
            self.close()
            if answer["failed"] == "MemoryError":
                raise self._over(subject)
            raise InputRefused(
                "input.page_failed",
                f"the page cannot be taken apart ({answer['failed']})",
                hint="save its text as a .txt file",
                subject=subject,
            )
        return PageText(**{**answer, "headings": tuple(answer["headings"]), "items": tuple(answer["items"])})
