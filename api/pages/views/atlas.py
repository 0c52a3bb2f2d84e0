"""The view of the page of an atlas: its outline, and one page of its groups."""

from dataclasses import dataclass, replace
from http import HTTPStatus

from ....reasoner.explanation.outline import Citation, Citer
from ....reasoner.inquiry.atlas.atlas import atlas
from ....reasoner.inquiry.atlas.outline import AtlasOutline, GroupOutline, outline
from ....reasoner.pack import shelved_pack
from ...http.body import Question, Refused
from ...http.worker.tasks import time_is_up
from .task import page_task

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class AtlasView:
    """An atlas, its `groups` from the position `first` on.

    `chosen` is the provision to which it is narrowed; `late` are the words where time was up.
    """

    atlas: AtlasOutline
    chosen: Citation | None
    groups: tuple[GroupOutline, ...]
    group_count: int
    first: int
    late: str | None

    @property
    def provisions(self) -> tuple[Citation, ...]:
        """Provisions to choose from."""
        known = {each.number for each in self.atlas.provisions}
        extra = () if self.chosen is None or self.chosen.number in known else (self.chosen,)
        return (*extra, *self.atlas.provisions)

    @property
    def before(self) -> int | None:
        """Position of the first group of the page before, if there is one."""
        return max(self.first - PER_PAGE, 1) if self.first > 1 else None

    @property
    def after(self) -> int | None:
        """Position of the first group of the next page, if there is one."""
        following = self.first + PER_PAGE
        return following if following <= self.group_count else None


@page_task
def atlas_view(
    question: Question, regulation: str, base: str, provision: str, first: int
) -> AtlasView:
    """Examine a regulation. Raises Refused for a `base` that its plan does not name."""
    pack, lang = shelved_pack(regulation), question.lang
    found = atlas(pack, seconds=question.seconds)
    if base not in {"", *(each.id for each in found.plan.bases)}:
        raise Refused(HTTPStatus.NOT_FOUND, ())
    whole = outline(found, lang, base, provision)
    groups = [group for table in whole.groups for group in table.groups]
    groups.sort(key=lambda group: -group.patterns)
    return AtlasView(
        replace(whole, groups=()),
        Citer(pack, lang).cite(provision) if provision else None,
        tuple(groups[first - 1 : first - 1 + PER_PAGE]),
        len(groups),
        first,
        None if found.complete else time_is_up(question).say(lang),
    )
