"""Validating a pack: is the law whole, cited and said, and do its worked cases come out?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import clingo
from clingo import ast
from clingo.symbol import Symbol

from ..case.worked_cases import WorkedCase, worked_cases
from ..errors import PackError, UnknownRegulation, WenzeError
from ..i18n import LANGS, Words, message, slots
from ..inquiry.contrast.granted import optional
from ..pack import Pack, find_pack
from ..pack.literate import Article, Rule
from ..pack.model import Bilingual
from ..pack.predicates import INTERNAL, PROVIDED, REPORTED
from ..pack.provision import Provision
from ..pack.syntax import constants, heads, uses
from ..reasoner import Reasoner
from ..solver.program import add_rules, statements
from .atlas_faults import atlas_faults
from .deviations import deviations
from .rule_coverage import unexercised

_PAGE_MARK = "—"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that keeps a pack from being relied on."""

    place: str
    words: Words


@dataclass(frozen=True, slots=True)
class Report:
    """What checking a pack found. ``unexercised`` are rules that no worked case uses: a gap in the
    tests, no fault of the law.
    """

    pack: str
    faults: tuple[Fault, ...]
    unexercised: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    def as_json(self, lang: str) -> dict[str, object]:
        """The report as plain data."""
        return {
            "pack": self.pack,
            "faults": [{"place": f.place, "message": f.words.say(lang)} for f in self.faults],
            "unexercised": list(self.unexercised),
            "counts": dict(self.counts),
        }


def check_pack(name: str) -> Report:
    """Check the pack with this id or at this path."""
    try:
        pack = find_pack(name)
    except UnknownRegulation as error:
        return Report(name, (Fault(name, error.words),))
    except PackError as error:
        words = message("check_unreadable", reason=error.reason)
        return Report(name, (Fault(_short(error.place, Path(name)), words),))
    faults = [
        *_text(pack),
        *_coverage(pack),
        *_rules(pack),
        *_words(pack),
        *_stages(pack),
        *_references(pack),
        *_schools(pack),
        *(Fault(_place(r), message("contrast_check_choice", found=r.text)) for r in optional(pack)),
    ]
    counts = {
        "articles": sum(article.number is not None for article in pack.articles),
        "provisions": len(pack.provisions()),
        "rules": len(pack.rules),
        "facts": len(pack.vocabulary.facts),
        "readings": len(pack.readings),
    }
    faults = faults or list(_grounding(pack))
    faults = faults or [Fault(place, words) for place, words in atlas_faults(pack)]
    if faults:
        return Report(pack.id, tuple(faults), counts=counts)
    try:
        worked = worked_cases(pack)
    except PackError as error:
        words = message("check_unreadable", reason=error.reason)
        return Report(pack.id, (Fault(_short(error.place, pack.folder), words),), counts=counts)
    reasoner = Reasoner(pack)
    for case in worked:
        faults += [Fault(f"cases/{case.file}", words) for words in _outcome(reasoner, case)]
    return Report(
        pack.id,
        tuple(faults),
        tuple(_place(rule) for rule in unexercised(pack, (case.case for case in worked))),
        {**counts, "cases": len(worked)},
    )


def _outcome(reasoner: Reasoner, case: WorkedCase) -> Iterator[Words]:
    """What is wrong with what comes out of a worked case."""
    try:
        for deviation in deviations(reasoner, case):
            yield message("check_case", reason=deviation)
        if case.refused:
            return
        unbased: set[Symbol] = set()
        for conclusions, remarks in reasoner.solve(case.case).model.said_together():
            unbased |= conclusions - {r.arguments[0] for r in remarks if r.name == "basis"}
        for conclusion in sorted(unbased):
            yield message("check_no_basis", found=str(conclusion))
    except WenzeError as error:
        yield message("check_case", reason=str(error))


def _short(place: str, folder: Path) -> str:
    """A place within the pack, without the path that leads to it."""
    return place.replace(f"{folder.resolve()}/", "").replace(f"{folder}/", "")


def _text(pack: Pack) -> Iterator[Fault]:
    """The text blocks joined are the official text, and the translation follows it."""
    source = pack.folder / "source.txt"
    if not source.is_file():
        yield Fault("source.txt", message("check_no_source"))
        return
    official = _letters(source.read_text(encoding="utf-8"))
    joined = _letters(
        "".join(line.text.say("zh") for article in pack.articles for line in article.lines)
    )
    if official != joined:
        at = next(
            (i for i, (a, b) in enumerate(zip(official, joined, strict=False)) if a != b),
            min(len(official), len(joined)),
        )
        around = official[max(at - 10, 0) : at + 10]
        yield Fault("source.txt", message("check_text_differs", around=around))
    for article in pack.articles:
        for line in article.lines:
            if len({len(line.sentences(lang)) for lang in LANGS}) > 1:
                name = str(line.provision or article.file)
                yield Fault(f"articles/{article.file}", message("check_sentences", found=name))


def _letters(text: str) -> str:
    """A text without white space and page marks (a number between dashes on a line of its own)."""
    lines = (line.strip() for line in text.splitlines())
    kept = [
        line for line in lines if not (line.startswith(_PAGE_MARK) and line.endswith(_PAGE_MARK))
    ]
    return "".join("".join(kept).split())


def _coverage(pack: Pack) -> Iterator[Fault]:
    """Every provision is encoded or says why it draws no conclusion."""
    for article in pack.articles:
        spoken = {
            provision
            for other in pack.articles
            for rule in other.rules
            for provision in rule.provisions
        } | article.silent.keys()
        for line in article.lines:
            if line.provision is None:
                continue
            if not any(provision.within(line.provision) for provision in spoken):
                yield Fault(
                    f"articles/{article.file}",
                    message("check_not_encoded", found=str(line.provision)),
                )
            yield from _sentences(article, line.provision, len(line.sentences("zh")), spoken)


def _sentences(
    article: Article, provision: Provision, count: int, spoken: Iterable[Provision]
) -> Iterator[Fault]:
    """Where one sentence of a provision is encoded by itself, each of them must be."""
    cited = {p.sentence for p in spoken if p.sentence and p.within(provision)}
    for sentence in range(1, count + 1):
        if cited and sentence not in cited:
            found = f"{provision}.s{sentence}"
            yield Fault(f"articles/{article.file}", message("check_not_encoded", found=found))


def _exists(pack: Pack, provision: Provision) -> bool:
    for article in pack.articles:
        for line in article.lines:
            if line.provision is None:
                continue
            whole = Provision(provision.article, provision.paragraph, provision.item)
            if line.provision == whole and provision.sentence <= len(line.sentences("zh")):
                return True
            if not provision.sentence and line.provision.within(provision):
                return True
    return False


def _place(rule: Rule) -> str:
    folder = "" if rule.file == "findings.lp" else "articles/"
    return f"{folder}{rule.file}:{rule.line}"


def _rules(pack: Pack) -> Iterator[Fault]:
    """Every rule cites its law and asks only for what something can make true."""
    facts = {(name, len(fact.args)) for name, fact in pack.vocabulary.facts.items()}
    drawn = {signature for rule in pack.rules for signature in heads(rule.statement)}
    known = facts | drawn | set(PROVIDED.items())
    reserved = {*PROVIDED.items(), *INTERNAL.items()}
    for name, arity in sorted(facts & (reserved | set(REPORTED.items()))):
        yield Fault("vocabulary.yaml", message("check_reserved", found=f"{name}/{arity}"))
    readings = {reading.id: reading.option_ids for reading in pack.readings}
    for rule in pack.rules:
        if rule.statement.ast_type is not ast.ASTType.Rule or not heads(rule.statement):
            yield Fault(_place(rule), message("check_not_a_rule", found=rule.text))
            continue
        if not rule.provisions:
            yield Fault(_place(rule), message("check_uncited", found=rule.text))
        for name, arity in sorted(uses(rule.statement) - known):
            yield Fault(_place(rule), message("check_unknown", found=f"{name}/{arity}"))
        for name, arity in sorted(heads(rule.statement) & (facts | reserved)):
            yield Fault(_place(rule), message("check_reserved", found=f"{name}/{arity}"))
        options = {c for plain in rule.statement.unpool() for c in constants(plain, "reading")}
        for chosen in sorted(options):
            if len(chosen) != 2 or chosen[1] not in readings.get(chosen[0], ()):
                found = f"reading({','.join(chosen)})"
                yield Fault(_place(rule), message("check_no_option", found=found))
        for slot in sorted(
            slots(rule.words.say("zh") + rule.words.say("en")) if rule.words else ()
        ):
            if slot not in rule.text:
                yield Fault(_place(rule), message("check_slot", found=slot))


def _grounding(pack: Pack) -> Iterator[Fault]:
    """The rules can be grounded; if not, clingo says where and why."""
    messages: list[str] = []
    control = clingo.Control(logger=lambda code, text: messages.append(text))
    try:
        add_rules(control, statements(pack))
        control.ground([("base", [])])
    except RuntimeError as error:
        reason = " ".join(messages) or str(error)
        place, _, rest = reason.partition(": ")
        yield Fault(_short(place, pack.folder), message("check_ungrounded", reason=rest))


def _words(pack: Pack) -> Iterator[Fault]:
    """Everything that can be stated or drawn has its words, with the right arguments."""
    verdicts = pack.predicates_of("verdict")
    if len(verdicts) != 1:
        yield Fault("words.yaml", message("check_one_verdict", found=", ".join(verdicts)))
    drawn = {signature for rule in pack.rules for signature in heads(rule.statement)}
    predicates = pack.word_list.predicates
    for name, arity in sorted(drawn - set(REPORTED.items())):
        if name not in predicates or len(predicates[name].args) != arity:
            yield Fault("words.yaml", message("check_no_words", found=f"{name}/{arity}"))
    for name in predicates:
        if (name, len(predicates[name].args)) not in drawn:
            yield Fault("words.yaml", message("check_never_drawn", found=name))
        yield from _template(pack, "words.yaml", name, predicates[name].args, predicates[name])
    for name, fact in pack.vocabulary.facts.items():
        for template in (fact.question, fact.statement):
            yield from _template(pack, "vocabulary.yaml", name, fact.args, template)
        if fact.group not in pack.vocabulary.groups:
            yield Fault("vocabulary.yaml", message("check_no_group", found=fact.group))
    for name, refusal in pack.word_list.refusals.items():
        args = dict.fromkeys(refusal.args, "")
        yield from _template(pack, "words.yaml", name, args, refusal, typed=False)


def _stages(pack: Pack) -> Iterator[Fault]:
    """Where reasons are told in stages, each predicate has its own, and none rests on a later."""
    if not pack.stages:
        return
    predicates = pack.word_list.predicates
    for name, predicate in predicates.items():
        if predicate.stage not in pack.stages:
            yield Fault("words.yaml", message("check_no_stage", found=name))
    for rule in pack.rules:
        for drawn, _ in sorted(heads(rule.statement)):
            for used, _ in sorted(uses(rule.statement)):
                told = {drawn, used} <= predicates.keys()
                if told and pack.stage(used) > pack.stage(drawn):
                    found = message("check_later_stage", drawn=drawn, used=used)
                    yield Fault(_place(rule), found)


def _schools(pack: Pack) -> Iterator[Fault]:
    """Each school of interpretation decides some reading, and no two are the same."""
    seen: list[str | Mapping[str, str]] = []
    for school in pack.schools:
        place = f"schools.yaml: {school.id}"
        if not school.pins:
            yield Fault(place, message("schools_no_pins", school=school.id))
        if school.id in seen or school.pins in seen:
            yield Fault(place, message("schools_twice", found=school.id))
        seen += [school.id, school.pins]


def _template(
    pack: Pack,
    file: str,
    name: str,
    args: Mapping[str, str],
    template: Bilingual,
    *,
    typed: bool = True,
) -> Iterator[Fault]:
    for lang in LANGS:
        for slot in sorted(slots(template.said.say(lang)) - set(args)):
            yield Fault(f"{file}: {name}", message("check_slot", found=slot))
    for kind in args.values() if typed else ():
        if kind not in pack.types:
            yield Fault(f"{file}: {name}", message("check_no_type", found=kind))


def _references(pack: Pack) -> Iterator[Fault]:
    """Every provision that is named is one that the text has."""
    named: list[tuple[str, str]] = [
        (f"vocabulary.yaml: {name}", provision)
        for name, fact in pack.vocabulary.facts.items()
        for provision in fact.provisions
    ]
    named += [
        (f"readings.yaml: {reading.id}", provision)
        for reading in pack.readings
        for provision in reading.provisions
    ]
    named += [(_place(rule), str(p)) for rule in pack.rules for p in rule.provisions]
    named += [
        (f"articles/{article.file}", str(provision))
        for article in pack.articles
        for provision in (*article.notes, *article.silent)
    ]
    named += [
        (_place(rule), str(basis.arguments[1].symbol.string))
        for rule in pack.rules
        if rule.head == "basis"
        for plain in rule.statement.unpool()
        for basis in [plain.head.atom.symbol]
        if basis.arguments[1].ast_type is ast.ASTType.SymbolicTerm
    ]
    for place, provision in dict.fromkeys(named):
        try:
            found = _exists(pack, Provision.parse(provision))
        except ValueError:
            found = False
        if not found:
            yield Fault(place, message("check_no_provision", found=provision))
    demonstration = pack.about.demonstration
    if demonstration is not None and not (pack.folder / "cases" / demonstration).is_file():
        yield Fault("pack.yaml", message("check_no_demonstration", found=demonstration))
    refusals = {
        str(rule.statement.head.atom.symbol.arguments[0])
        for rule in pack.rules
        if rule.head == "refused"
    }
    for name in sorted(refusals ^ pack.word_list.refusals.keys()):
        yield Fault("words.yaml", message("check_refusal", found=name))
