"""Random cases in the case-file form: mostly valid, awkward on purpose.

A case grows from a sound skeleton. Further findings are proposed at random and kept while the case
stays sound, so that every predicate and every fixed word comes up without most cases being refused.
Then some findings are disputed, some denied, some readings pinned, and now and then the case is
spoilt.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, TypeAlias

from .facts import (
    ACT,
    DATE,
    EVENTS,
    ORGAN,
    PERSON,
    READINGS,
    TEXT,
    VOCABULARY,
    Finding,
    Row,
    facts_of,
)
from .refusals import refusals

Size: TypeAlias = Literal["small", "rich"]
Rows: TypeAlias = Literal[True] | list[str | list[str]]

PLAIN_NAMES = ("王某", "李某", "赵某某", "县自然资源局", "县公安局", "某镇人民政府", "Anna", "Bo")
AWKWARD_NAMES = (
    "O'Neil",
    "not",
    "X",
    "_",
    'a"b',
    "back\\slash",
    "name with inner  spaces",
    "🦊📜",
    "דוד",
    "#script",
    '"). :- x.',
    "handler",
    "true",
    "1e3",
    "2023-05-04",
    "é" * 64,
    "𠮷" * 64,
)
ACT_TYPES = ("逾期不作出决定", "程序违法", "not", "a b", "X", '"')
DAYS = (
    "2022-12-15",
    "2022-12-16",
    "2022-12-17",
    "2023-05-04",
    "2024-02-28",
    "2024-02-29",
    "2024-12-14",
    "2024-12-15",
    "2024-12-16",
)
ORGAN_KINDS = (
    *["administrative_organ"] * 5,
    *["authorised_organisation"] * 2,
    *["rule_authorised_organisation"] * 3,
    *["entrusted_body"] * 3,
    "other_body",
)
CAUSES = ["improper_act", "poor_response"]
ROLES_FOR = {
    "improper_act": ("handler", "reviewer", "approver"),
    "poor_response": ("leader", "litigator"),
}
SINGLE_VALUED = ("organ", "date", "harm", "fault", "proceeding")
NEEDED = ("organ", "nominal_organ", "serves", "loss_cause")  # mostly not disputed alone
TELLING = (
    "role",
    "ruling",
    "harm",
    "loss_harm",
    "fault",
    "no_subjective_cause",
    "deceived_by_party",
    "misled_by_legal_basis",
    "statutory_leniency",
    "harm_worsened_by_force_majeure",
    "force_majeure_prevented_duty",
    "obstructed_inquiry",
    "retaliated",
    "statutory_severity",
    "organ_at_fault",
    "implementing_organ",
    "leading_cadre",
    "justified",
)
NOT_PROPOSED = ("organ", "nominal_organ", "loss_cause", "date", "fault_act", "at_issue")


@dataclass
class Draft:
    """A case being written."""

    rng: random.Random
    persons: list[str]
    organs: list[str]
    facts: set[Finding] = field(default_factory=set)

    def state(self, name: str, *row: str) -> None:
        self.facts.add((name, row))

    def propose(self, *findings: Finding) -> None:
        """State findings if the case is as sound with them as without."""
        added = set(findings) - self.facts
        self.facts |= added
        if refusals(facts_of(self.facts)):
            self.facts -= added

    def row(self, name: str) -> Row:
        """Any row of a predicate, about those who are in the case."""
        pools = {PERSON: self.persons, ORGAN: self.organs, DATE: list(DAYS), TEXT: list(ACT_TYPES)}
        acts = sorted(row[0] for each, row in self.facts if each == "fault_act")
        pools[ACT] = acts or ["f0"]
        return tuple(
            self.rng.choice(argument if isinstance(argument, tuple) else pools[argument])
            for argument in VOCABULARY[name]
        )


def random_case(rng: random.Random, *, size: Size = "small") -> dict[str, object]:
    """A case in the form of the case file, with every part present."""
    draft = skeleton(rng, size)
    add_dates(draft)
    add_fault_acts(draft, size)
    add_findings(draft, size)
    disputed = dispute(draft)
    denied = deny(draft, disputed)
    pins = {
        reading: rng.choice(READINGS[reading])
        for reading in rng.sample(list(READINGS), rng.choice((0, 0, 0, 1, 2, 3, 4)))
    }
    if rng.random() < 0.12:
        spoil(draft)
    return {
        "regulation": "yiyuan-2022-59",
        "facts": case_file_part(rng, draft.facts),
        "disputed": case_file_part(rng, disputed),
        "denied": case_file_part(rng, denied),
        "readings": pins,
    }


def skeleton(rng: random.Random, size: Size) -> Draft:
    """Organs, persons who serve them, a ruling and a cause: a sound case."""
    most = 4 if size == "rich" else rng.choice((2, 2, 3, 4))
    persons = names(rng, rng.randint(1, most))
    organs = names(rng, rng.choice((1, 1, 2, 2, 3)))
    draft = Draft(rng, persons, organs)
    for organ in organs:
        draft.state("organ", organ, rng.choice(ORGAN_KINDS))
    if rng.random() < 0.5:  # the ordinary case: the nominal organ is a body in scope
        draft.facts -= {("organ", (organs[0], kind)) for kind in ORGAN_KINDS}
        draft.state("organ", organs[0], "administrative_organ")
    draft.state("nominal_organ", organs[0])
    for organ in organs[1:]:
        place = rng.choice(("implementing", "implementing", "implementing", "nominal", "aside"))
        if place != "aside":
            draft.state(f"{place}_organ", organ)
    if rng.random() < 0.15:
        draft.state("implementing_organ", organs[0])
    for person in persons:
        for organ in rng.sample(organs, min(len(organs), rng.choice((1, 1, 1, 2)))):
            draft.state("serves", person, organ)
    for word in rng.sample(words("ruling", 0), rng.choice((1, 1, 1, 2))):
        draft.state("ruling", word)
    causes = rng.choice((["improper_act"], ["improper_act"], ["poor_response"], CAUSES))
    for cause in causes:
        draft.state("loss_cause", cause)
    if "poor_response" in causes:
        add_poor_response(draft)
    likely = [word for cause in causes for word in ROLES_FOR[cause]]
    for person in persons:
        pool = likely if rng.random() < 0.75 else words("role", 1)
        for word in rng.sample(pool, min(len(pool), rng.choice((0, 1, 1, 1, 1, 2)))):
            draft.state("role", person, word)
    return draft


def add_poor_response(draft: Draft) -> None:
    """One or two kinds of poor response, those about evidence perhaps justified."""
    rng = draft.rng
    evidence = ["evidence_late", "evidence_not_provided"]
    pool = evidence if rng.random() < 0.4 else words("poor_response", 0)
    for kind in rng.sample(pool, rng.choice((1, 1, 2))):
        draft.state("poor_response", kind)
        if kind in evidence and rng.random() < 0.5:
            draft.state("justified", kind)


def names(rng: random.Random, count: int) -> list[str]:
    """Different names, some of them awkward."""
    pool = [*PLAIN_NAMES, *PLAIN_NAMES, *AWKWARD_NAMES]
    found: list[str] = []
    while len(found) < count:
        name = rng.choice(pool)
        if name not in found:
            found.append(name)
    return found


def words(name: str, place: int) -> list[str]:
    """The fixed words of one argument."""
    argument = VOCABULARY[name][place]
    assert isinstance(argument, tuple)
    return list(argument)


def add_dates(draft: Draft) -> None:
    """Days at and around the edges of the time in force, in order, some events undated."""
    rng = draft.rng
    inside = DAYS[1:-1] if rng.random() < 0.6 else DAYS
    days = sorted(rng.choice(inside) for _ in EVENTS)
    for event, day in zip(EVENTS, days, strict=True):
        if rng.random() < 0.6:
            draft.propose(("date", (event, day)))


def add_fault_acts(draft: Draft, size: Size) -> None:
    """Two or three fault acts at telling distances, by one person or by colleagues."""
    rng = draft.rng
    if rng.random() > (0.6 if size == "rich" else 0.35):
        return
    first = date.fromisoformat(
        rng.choice(("2023-02-28", "2024-02-28", "2024-02-29", "2023-07-01", "2023-12-31"))
    )
    leap_day = (first.month, first.day) == (2, 29)
    anniversary = first.replace(year=first.year + 1, day=28 if leap_day else first.day)
    distances = (
        first,
        first + timedelta(days=1),
        date(first.year, 12, 31),
        date(first.year + 1, 1, 1),
        anniversary - timedelta(days=1),
        anniversary,
        anniversary,
        anniversary + timedelta(days=1),
        anniversary + timedelta(days=2),
        first.replace(year=first.year - 1, day=min(first.day, 28)),
    )
    person = rng.choice(draft.persons)
    others = [person, person, *draft.persons]
    kind = rng.choice(ACT_TYPES)
    identities = rng.sample(("f1", "f2", "not", 'f"3', "行为 4"), rng.choice((1, 2, 2, 2, 3)))
    acts: list[Finding] = []
    for identity in identities:
        day = rng.choice(distances) if acts else first
        word = kind if rng.random() < 0.85 else rng.choice(ACT_TYPES)
        acts.append(("fault_act", (identity, rng.choice(others), word, day.isoformat())))
    count = rng.randint(1, len(identities)) if rng.random() < 0.3 else 1
    at_issue: list[Finding] = [("at_issue", (each,)) for each in rng.sample(identities, count)]
    draft.propose(*acts, *at_issue)


def add_findings(draft: Draft, size: Size) -> None:
    """Findings of every other kind, as many as the case bears."""
    rng = draft.rng
    chance = 0.3 if size == "rich" else 0.09
    for name, arguments in VOCABULARY.items():
        if name in NOT_PROPOSED:
            continue
        subjects = len(draft.persons) if PERSON in arguments else 1
        for _ in range(subjects):
            if rng.random() < chance:
                draft.propose((name, draft.row(name)))
    for group in (
        ("reasonable_review", "prior_act_error"),
        ("error_discovered", "error_corrected_in_time", "loss_averted"),
        ("minor_circumstances", "harm"),
    ):
        if rng.random() < chance + 0.05:
            draft.propose(*((name, draft.row(name)) for name in group))
    if rng.random() < 0.3:
        draft.propose(("harm", (rng.choice(words("harm", 0)),)))
    for name in ("obstructed_inquiry", "retaliated", "deceived_by_party", "statutory_leniency"):
        if rng.random() < 0.15:
            draft.propose((name, (rng.choice(draft.persons), *draft.row(name)[1:])))


def dispute(draft: Draft) -> set[Finding]:
    """Up to three findings in dispute: stated ones, new ones, or one of two that exclude."""
    rng = draft.rng
    count = rng.choice((0, 0, 1, 1, 2, 3))
    disputed: set[Finding] = set()
    while len(disputed) < count:
        way = rng.random()
        if way < 0.45:
            chosen = rng.choice(sorted(draft.facts))
            if chosen[0] in NEEDED and rng.random() < 0.7:
                continue
            disputed.add(chosen)
        elif way < 0.65 and count - len(disputed) >= 2:
            candidates = sorted(each for each in draft.facts if each[0] in SINGLE_VALUED)
            name, row = rng.choice(candidates)  # every organ is declared, so there is one
            other = (*row[:-1], draft.row(name)[-1])
            disputed |= {(name, row), (name, other)}
        else:
            name = rng.choice(list(VOCABULARY) if rng.random() < 0.4 else TELLING)
            if name != "fault_act":
                disputed.add((name, draft.row(name)))
    draft.facts -= {each for each in sorted(disputed) if rng.random() < 0.85}
    return disputed


def deny(draft: Draft, disputed: set[Finding]) -> set[Finding]:
    """Some findings made in the negative; very rarely one that is stated as well."""
    rng = draft.rng
    denied: set[Finding] = set()
    for _ in range(rng.choice((0, 0, 0, 1, 2))):
        name = rng.choice(list(VOCABULARY))
        denied.add((name, draft.row(name)))
    if rng.random() > 0.05:
        denied -= draft.facts | disputed
    return denied


def spoil(draft: Draft) -> None:
    """Make a case contradictory or incomplete, or try to."""
    rng = draft.rng
    stranger = "somebody else"
    person, organ = rng.choice(draft.persons), rng.choice(draft.organs)
    additions: list[list[Finding]] = [
        [("harm", ("none",)), ("harm", (rng.choice(("small", "vile_influence")),))],
        [("harm", ("small",)), ("harm", ("serious_economic_loss",))],
        [("harm", ("none",)), ("harm_worsened_by_force_majeure", ())],
        [("fault", (person, "ordinary")), ("fault", (person, "intent"))],
        [("no_subjective_cause", (person,)), ("fault", (person, "gross_negligence"))],
        [("date", ("act", "2023-01-01")), ("date", ("act", "2023-01-02"))],
        [("date", ("act", "2024-01-01")), ("date", ("judgment", "2023-01-02"))],
        [("justified", ("evidence_late",))],
        [("proceeding", ("litigation",)), ("proceeding", ("reconsideration",))],
        [("organ", (organ, "other_body")), ("organ", (organ, "entrusted_body"))],
        [
            ("fault_act", ("f1", person, "t", "2023-01-01")),
            ("fault_act", ("f1", person, "t", "2023-01-02")),
        ],
        [("poor_response", ("non_appearance",))],
        [("at_issue", ("no such act",))],
        [("knew_of_error", (stranger,))],
        [("suspected_crime", (stranger,))],
    ]
    if rng.random() < 0.6:
        draft.facts |= set(rng.choice(additions))
    else:
        needed = ("ruling", "loss_cause", "nominal_organ", "poor_response")
        gone = rng.choice((*needed, "at_issue", "organ", "serves"))
        draft.facts = {each for each in draft.facts if each[0] != gone}


def case_file_part(rng: random.Random, findings: set[Finding]) -> dict[str, Rows]:
    """Findings as the case file writes them, in any order, one-place rows bare or not."""
    mixed = sorted(findings)
    rng.shuffle(mixed)
    part: dict[str, Rows] = {}
    for name, row in mixed:
        if not row:
            part[name] = True
            continue
        rows = part.setdefault(name, [])
        assert isinstance(rows, list)
        rows.append(row[0] if len(row) == 1 and rng.random() < 0.7 else list(row))
    return part
