"""`whoholds tokens`: who may write through the server, for what and how long."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from whoholds.web.tokens import Token, Tokens

app = typer.Typer(help="Tokens: who may write through `whoholds serve`, for what and how long.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="Who will use it; decisions made with it are signed with this name.")],
    scope: Annotated[str, typer.Option("--scope", help="What it is good for: review, add, or both with a comma.")],
    days: Annotated[
        int | None, typer.Option("--days", min=1, help="How many days. Default: the setting web.token_days.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make a token and show it, this once: only a hash of it is kept."""
    from whoholds import clock
    from whoholds.cli import values
    from whoholds.errors import UsageError
    from whoholds.settings import load
    from whoholds.web.tokens import Scope

    limits, now = load().web, clock.now()
    life = days if days is not None else limits.token_days
    if life > limits.max_token_days:
        hint = f"at most {limits.max_token_days}, the setting web.max_token_days"
        raise UsageError("token.days", "too long a life for a token", hint=hint, subject=str(life))
    scopes = [values.member(Scope, one, "--scope") for one in scope.split(",")]
    token, text = _tokens().create(name, scopes, life, now)
    if as_json:
        typer.echo(json.dumps({**token.data(now), "token": text}, ensure_ascii=False))
        return
    typer.echo(text)
    typer.echo(f"{line(token, 'good')}. It is shown this once; keep it as you keep a password.", err=True)


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """List the tokens, without their secrets."""
    from whoholds import clock
    from whoholds.cli.claims import visible

    found, now = _tokens().all(), clock.now()
    if as_json:
        typer.echo(json.dumps([token.data(now) for token in found], ensure_ascii=False))
        return
    for token in found:
        used = f"last used {token.last_used:%Y-%m-%d %H:%M}" if token.last_used else "never used"
        typer.echo(visible(f"{line(token, token.state(now))}, {used}"))
    if not found:
        typer.echo("no token was made yet")


@app.command()
def revoke(
    token: Annotated[str, typer.Argument(help="Its id, or its name.")],
    as_json: AsJson = False,
) -> None:
    """End a token now; browsers that signed in with it are signed out."""
    from whoholds import clock

    now = clock.now()
    ended = _tokens().revoke(token, now)
    typer.echo(json.dumps(ended.data(now), ensure_ascii=False) if as_json else line(ended, ended.state(now)))


def line(token: Token, state: str) -> str:
    """A token in one line."""
    scopes = ",".join(token.scopes)
    return f"{token.id}  {token.name}  {scopes}  until {token.expires:%Y-%m-%d}  {state}"


def _tokens() -> Tokens:
    from whoholds.settings import load
    from whoholds.web.tokens import Tokens

    return Tokens(load().tokens_path)
