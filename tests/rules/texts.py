"""Free text as a profile may hold it, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from edscreen.profile.fields import Text

_TEXT: TypeAdapter[str] = TypeAdapter(Text)


def may_stand(text: str) -> bool:
    """Tell whether a profile may hold this text: more than blanks and curled quotation marks."""
    try:
        _TEXT.validate_python(text)
    except ValidationError:
        return False
    return True


def texts(max_size: int | None = None) -> st.SearchStrategy[str]:
    """Any text that a profile may hold, of so many characters at most."""
    return st.text(min_size=1, max_size=max_size).filter(may_stand)
