from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds import errors

CLASSES = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.WhoholdsError)]


def test_exit_codes_are_those_of_the_manual() -> None:
    assert {kind.__name__: kind.exit_code for kind in CLASSES} == {
        "WhoholdsError": 1,
        "UsageError": 2,
        "InputRefused": 3,
        "NotFound": 1,
        "AccessDenied": 1,
        "DataError": 2,
        "SetupError": 1,
        "StorageError": 4,
        "NetworkError": 5,
    }


def test_the_tree_drawn_in_the_docstring_is_the_tree() -> None:
    drawn = errors.__doc__ or ""
    for kind in CLASSES[1:]:
        line = next(line for line in drawn.splitlines() if f"─ {kind.__name__} " in line)
        assert f"exit {kind.exit_code} " in line
        assert kind.__base__ is errors.WhoholdsError


@pytest.mark.parametrize("kind", CLASSES)
def test_every_class_says_what_it_is_for(kind: type[errors.WhoholdsError]) -> None:
    assert kind.__doc__
    assert kind.__doc__ != errors.WhoholdsError.__doc__ or kind is errors.WhoholdsError


@given(code=st.text(), message=st.text(), hint=st.text(), subject=st.text(), kind=st.sampled_from(CLASSES))
def test_as_dict_carries_everything(
    code: str, message: str, hint: str, subject: str, kind: type[errors.WhoholdsError]
) -> None:
    error = kind(code, message, hint=hint, subject=subject)
    assert error.as_dict() == {"code": code, "message": message, "hint": hint, "subject": subject}
    assert str(error) == message


def test_one_except_catches_them_all() -> None:
    with pytest.raises(errors.WhoholdsError) as caught:
        raise errors.StorageError("ledger.locked", "the ledger is in use", subject="ledger.sqlite")
    assert caught.value.exit_code == 4
    assert caught.value.hint == ""
