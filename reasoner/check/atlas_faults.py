"""What keeps a pack's atlas from being made, or from being told."""

from collections.abc import Iterator

from ..errors import PackError
from ..i18n import Words, message
from ..inquiry.atlas.plan import FILE, AtlasPlan, atlas_plan
from ..inquiry.atlas.situation import Situation, gap_rule
from ..pack.model import Pack
from ..pack.predicates import PROVIDED
from ..pack.provision import Provision
from ..pack.syntax import heads, uses


def atlas_faults(pack: Pack) -> Iterator[tuple[str, Words]]:
    """The faults of a pack's plan, with their places: what does not exist, what is no case."""
    try:
        plan = atlas_plan(pack)
        yield from _names(pack, plan)
        yield from _gaps(pack, plan)
        for base in plan.bases:
            Situation(pack, plan, base)
    except PackError as error:
        place = error.place.replace(f"{pack.folder}/", "")
        yield place, message("check_unreadable", reason=error.reason)


def _names(pack: Pack, plan: AtlasPlan) -> Iterator[tuple[str, Words]]:
    """Everything that an item names is there."""
    bases = {base.id for base in plan.bases}
    for item in plan.items:
        place = f"{FILE}: {item.id}"
        if item.effect not in plan.effects:
            yield place, message("atlas_check_effect", found=item.effect)
        for base in sorted(item.instead.keys() - bases):
            yield place, message("atlas_check_base", found=base)
        for provision in item.provisions:
            if not _exists(pack, provision):
                yield place, message("check_no_provision", found=provision)


def _exists(pack: Pack, provision: str) -> bool:
    try:
        return pack.quoted(Provision.parse(provision)) is not None
    except ValueError:
        return False


def _gaps(pack: Pack, plan: AtlasPlan) -> Iterator[tuple[str, Words]]:
    """Gaps are looked for in what something can make true."""
    facts = {(name, len(fact.args)) for name, fact in pack.vocabulary.facts.items()}
    drawn = {signature for rule in pack.rules for signature in heads(rule.statement)}
    known = facts | drawn | set(PROVIDED.items())
    for gap in plan.gaps:
        for name, arity in sorted(uses(gap_rule(gap)) - known):
            yield f"{FILE}: {gap.id}", message("check_unknown", found=f"{name}/{arity}")
