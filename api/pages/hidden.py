"""Data in hidden fields of forms."""

import json
from collections.abc import Mapping
from typing import Any


def hidden(value: Mapping[str, Any]) -> str:
    """A value as JSON for a hidden field; lone surrogates stay escapes of JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode(errors="backslashreplace").decode()
