"""The interface to read: the OpenAPI document as a page that works without a network and without a script."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from whoholds.web.asked import asked
from whoholds.web.rendering import page

router = APIRouter(include_in_schema=False)


@router.get("/api/docs")
def manual(request: Request) -> Response:
    """Every address, what it does and what it takes."""
    return page("api.html", asked(request), request, operations=operations(request.app.openapi()))


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    """What the page prints: path, summary and parameters of each operation, in the document's order."""
    found = []
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            given = [
                {
                    "name": p["name"],
                    "where": p["in"],
                    "text": p.get("description") or p.get("schema", {}).get("description", ""),
                }
                for p in operation.get("parameters", [])
            ]
            text = operation.get("description") or operation.get("summary", "")
            found.append({"path": path, "method": method.upper(), "text": text, "parameters": given})
    return found
