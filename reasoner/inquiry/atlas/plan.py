"""Plan of an atlas (`atlas.yaml`): example situations, items of circumstances, gaps to look for.

It is read for the atlas alone: answers about cases need none of it.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Annotated, Any, cast

from pydantic import AfterValidator, Field

from ...case.text_tree import read, to_data
from ...case.worked_cases import pack_file
from ...errors import PackError
from ...pack.model import Bilingual, Identifier, Pack, Strict

FILE = "atlas.yaml"


def _stated(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read `true` of facts without arguments as True, not as text."""
    return {name: True if rows == "true" else rows for name, rows in facts.items()}


Facts = Annotated[Mapping[str, Any], AfterValidator(_stated)]


class Base(Bilingual):
    """An example situation with none of the items: facts as in a case file."""

    id: Identifier
    facts: Facts


class Item(Bilingual):
    """Circumstances of provisions, and facts that realise them; `instead` has other facts for some
    bases.
    """

    id: str = Field(min_length=1, pattern=r"^[^\s+:,]+$")
    effect: Identifier
    provisions: Sequence[str] = Field(min_length=1)
    facts: Facts
    instead: Mapping[Identifier, Facts] = Field(default_factory=dict)


class Gap(Bilingual):
    """A result that the law should have in no situation: `when` is the body of a rule in the
    pack's own predicates.
    """

    id: Identifier
    when: str


class AtlasPlan(Strict):
    """Contents of `atlas.yaml`."""

    bases: Sequence[Base] = ()
    effects: Mapping[Identifier, Bilingual] = Field(default_factory=dict)
    items: Sequence[Item] = ()
    gaps: Sequence[Gap] = ()

    def facts(self, base: Base, items: Collection[str]) -> Facts:
        """Facts of an example case: those of a base and of some items, each row once."""
        joined: dict[str, Any] = {}
        for facts in (base.facts, *(self.realised(i, base) for i in self.items if i.id in items)):
            for name, rows in facts.items():
                known = joined.setdefault(name, rows)
                if isinstance(known, list) and isinstance(rows, list):
                    joined[name] = [*known, *(row for row in rows if row not in known)]
        return joined

    @staticmethod
    def realised(item: Item, base: Base) -> Facts:
        """Facts that realise an item beside a base."""
        return item.instead.get(base.id, item.facts)


def atlas_plan(pack: Pack) -> AtlasPlan:
    """Read the plan of a pack; an empty one, if it has no such file. Raises PackError."""
    path = pack.folder / FILE
    with pack_file(path):
        content = path.read_bytes() if path.exists() else b"{}"
        plan = AtlasPlan.model_validate(to_data(read(content)), strict=False)
    for kind in (plan.bases, plan.items, plan.gaps):
        names = [entry.id for entry in cast("Sequence[Base | Item | Gap]", kind)]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise PackError(str(path), f"declared twice: {twice}")
    return plan
