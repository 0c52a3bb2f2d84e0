"""Faults of a pack's atlas: what keeps it from being made, or from being told."""

from collections.abc import Iterator

from ..errors import PackError
from ..i18n import message
from ..inquiry.atlas.plan import FILE, AtlasPlan, atlas_plan
from ..inquiry.atlas.situation import Situation, gap_rule
from ..pack.model import Pack
from ..syntax import uses
from .pack_faults import Fault, known_predicates, provision_exists, unreadable


def atlas_faults(pack: Pack) -> Iterator[Fault]:
    """Check that all that a plan names is there, and that its situations are cases."""
    try:
        plan = atlas_plan(pack)
        yield from _names(pack, plan)
        known = known_predicates(pack)
        for gap in plan.gaps:
            for name, arity in sorted(uses(gap_rule(gap)) - known):
                words = message("check_unknown", found=f"{name}/{arity}")
                yield Fault(f"{FILE}: {gap.id}", words)
        for base in plan.bases:
            Situation(pack, plan, base)
    except PackError as error:
        yield unreadable(error, pack.folder)


def _names(pack: Pack, plan: AtlasPlan) -> Iterator[Fault]:
    bases = {base.id for base in plan.bases}
    for item in plan.items:
        place = f"{FILE}: {item.id}"
        if item.effect not in plan.effects:
            yield Fault(place, message("atlas_check_effect", found=item.effect))
        for base in sorted(item.instead.keys() - bases):
            yield Fault(place, message("atlas_check_base", found=base))
        for provision in item.provisions:
            if not provision_exists(pack, provision):
                yield Fault(place, message("check_no_provision", found=provision))
