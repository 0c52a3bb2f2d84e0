"""Case files as pages save them."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

_NOT_IN_NAMES = re.compile(r"[^\w\-]+")


class _Row(list[Any]):
    """A row, which stands in one line."""


class _Dumper(yaml.SafeDumper):
    """Writes rows in one line and all else below its key."""


_Dumper.add_representer(
    _Row,
    lambda dumper, row: dumper.represent_sequence("tag:yaml.org,2002:seq", row, flow_style=True),
)
# PyYAML folds unusual breaks of lines in single quotes; in double quotes it writes escapes.
_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style=None if text.isprintable() else '"'
    ),
)


def yaml_of(case: Mapping[str, Any]) -> str:
    """A case as a YAML file, in the order in which it comes."""
    data = {
        name: {key: _rows(rows) for key, rows in part.items()} if isinstance(part, dict) else part
        for name, part in case.items()
    }
    return yaml.dump(
        data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100,
        default_flow_style=False,
    )  # fmt: skip


def _rows(rows: Any) -> Any:
    if not isinstance(rows, list):
        return rows
    return _Row(_Row(row) if isinstance(row, list) else row for row in rows)


def file_name(case: Mapping[str, Any]) -> str:
    """The name of the file of a case: its title, or its regulation."""
    title = _NOT_IN_NAMES.sub("-", str(case.get("title") or "")).strip("-")[:60]
    return f"{title or case.get('regulation') or 'case'}.yaml"
