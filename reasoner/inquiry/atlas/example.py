"""Examples of the atlas: a base and some items, as a case file."""

from collections.abc import Collection

from ...case.json import CaseJson
from ...errors import MessageError
from ...escaping import shown
from ...i18n import message
from ...pack.model import Pack
from .plan import AtlasPlan, Base


class NoSuchExample(MessageError):
    """No base, or no item, has the requested name."""


def example_id(base: str, items: Collection[str]) -> str:
    """Name of an example: `base:item+item`."""
    return f"{base}:{'+'.join(items)}"


def find_example(plan: AtlasPlan, name: str) -> tuple[Base, tuple[str, ...]]:
    """Find base and items of an example, in the pack's order. Raises NoSuchExample."""
    wanted, _, rest = name.partition(":")
    named = set(rest.split("+")) - {""}
    base = next((base for base in plan.bases if base.id == wanted), None)
    items = tuple(item.id for item in plan.items if item.id in named)
    if base is None or len(items) < len(named):
        raise NoSuchExample(message("atlas_no_example", found=shown(name)))
    return base, items


def example_case(pack: Pack, plan: AtlasPlan, base: Base, items: Collection[str]) -> CaseJson:
    """Make the case file that realises a pattern."""
    title = example_id(base.id, items)
    return {"regulation": pack.id, "title": title, "facts": dict(plan.facts(base, items))}
