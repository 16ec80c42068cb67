"""What a role ("army", "rebels") means in a theatre, a country and on a day: to the level the text gives, no finer."""

from __future__ import annotations

from datetime import date

from whoholds.reference.countries import countries
from whoholds.reference.generic import roles
from whoholds.reference.theatres import Theatre


def resolve(
    role: str, bound: tuple[str, ...], theatre: Theatre | None, focus: str, on: date | None, fixed: str = ""
) -> tuple[str, str]:
    """What a role means here.

    Args:
        role: "army", "rebels" …
        bound: countries that the phrase itself names; the first that the theatre knows counts.
        focus: the country that unbound phrases belong to, "" where unknown.
        theatre: the conflict that says what its roles mean.
        on: day of the report.
        fixed: key of last resort.

    Returns:
        (key, country); the country is "" where none is known.
    """
    country = focus
    if bound:
        country = next(
            (
                key
                for key in bound
                if theatre is not None and (key in theatre.generic or countries()[key].iso in theatre.countries)
            ),
            bound[0],
        )
    elif theatre is not None:
        found = theatre.role("default", role, on)
        if found:
            return found, country
    return _resolve(role, country, theatre, on, fixed, 0), country


def _resolve(role: str, country: str, theatre: Theatre | None, on: date | None, fixed: str, depth: int) -> str:
    if theatre is not None and country:
        found = theatre.role(country, role, on)
        if found:
            return found
    known = countries().get(country)
    if role == "army" and known and known.army:
        return known.army
    if role == "air_force" and known and known.air_force:
        return known.air_force
    rule = roles()[role]
    if rule.like and depth < 5:
        return _resolve(rule.like, country, theatre, on, fixed, depth + 1)
    if rule.of_army:
        return "officials:" + _resolve("army", country, theatre, on, "", depth + 1) if country else "officials"
    if fixed or rule.key:
        return rule.key or fixed
    prefix = rule.prefix or role
    return f"{prefix}:{country}" if country else prefix
