"""Faults of a pack that show without solving a case: in its text, its rules and its words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import clingo
from clingo import ast

from ..errors import PackError
from ..explanation.outline import passages_of
from ..i18n import LANGS, Words, message, slots
from ..inquiry.contrast.granted import optional
from ..pack.literate import Article, Rule
from ..pack.model import Bilingual, Pack
from ..pack.predicates import INTERNAL, PROVIDED, REPORTED
from ..pack.provision import Provision
from ..solver.program import add_rules, statements
from ..syntax import Signature, constants, heads, uses

_PAGE_MARK = "—"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that keeps a pack from being relied on, and its place in the pack."""

    place: str
    words: Words


def pack_faults(pack: Pack) -> Iterator[Fault]:
    """Run every check, in the order in which an author mends a pack."""
    for check in (_text, _coverage, _rules, _words, _stages, _references, _schools):
        yield from check(pack)
    for rule in optional(pack):
        yield _fault(place_of(rule), "contrast_check_choice", rule.text)


def provision_exists(pack: Pack, number: str) -> bool:
    """True if the text has a provision of this number."""
    try:
        return bool(passages_of(pack, Provision.parse(number)))
    except ValueError:
        return False


def known_predicates(pack: Pack) -> set[Signature]:
    """Predicates that something can make true: facts, heads of rules, those the engine provides."""
    return _facts(pack) | _drawn(pack) | set(PROVIDED.items())


def place_of(rule: Rule) -> str:
    """File and line of a rule."""
    folder = "" if rule.file == "findings.lp" else "articles/"
    return f"{folder}{rule.file}:{rule.line}"


def grounding_faults(pack: Pack) -> Iterator[Fault]:
    """Ground the rules; clingo says where and why that fails."""
    messages: list[str] = []
    control = clingo.Control(logger=lambda code, text: messages.append(text))
    try:
        add_rules(control, statements(pack))
        control.ground([("base", [])])
    except RuntimeError as error:
        reason = " ".join(messages) or str(error)
        place, _, rest = reason.partition(": ")
        yield Fault(short(pack.folder, place), message("check_ungrounded", reason=rest))


def unreadable(error: PackError, folder: Path) -> Fault:
    """The fault of a file of a pack that cannot be read."""
    return Fault(short(folder, error.place), message("check_unreadable", reason=error.reason))


def short(folder: Path, place: str) -> str:
    """Strip the path of a pack's folder from a place."""
    return place.replace(f"{folder.resolve()}/", "").replace(f"{folder}/", "")


def _fault(place: str, key: str, found: object) -> Fault:
    return Fault(place, message(key, found=str(found)))


def _facts(pack: Pack) -> set[Signature]:
    return {(name, len(fact.args)) for name, fact in pack.vocabulary.facts.items()}


def _drawn(pack: Pack) -> set[Signature]:
    return {signature for rule in pack.rules for signature in heads(rule.statement)}


# --- text


def _text(pack: Pack) -> Iterator[Fault]:
    """The text blocks joined are the official text, and the translation has as many sentences."""
    source = pack.folder / "source.txt"
    if not source.is_file():
        yield Fault("source.txt", message("check_no_source"))
        return
    lines = [(article, line) for article in pack.articles for line in article.lines]
    official = _letters(source.read_text(encoding="utf-8"))
    joined = _letters("".join(line.text.say("zh") for _, line in lines))
    if official != joined:
        pairs = enumerate(zip(official, joined, strict=False))
        shorter = min(len(official), len(joined))
        at = next((i for i, (ours, theirs) in pairs if ours != theirs), shorter)
        around = official[max(at - 10, 0) : at + 10]
        yield Fault("source.txt", message("check_text_differs", around=around))
    for article, line in lines:
        if len({len(line.sentences(lang)) for lang in LANGS}) > 1:
            name = line.provision or article.file
            yield _fault(f"articles/{article.file}", "check_sentences", name)


def _letters(text: str) -> str:
    """Strip white space and page marks (a number between dashes on a line of its own)."""
    lines = (line.strip() for line in text.splitlines())
    kept = (x for x in lines if not (x.startswith(_PAGE_MARK) and x.endswith(_PAGE_MARK)))
    return "".join("".join(kept).split())


def _coverage(pack: Pack) -> Iterator[Fault]:
    """Every provision is encoded, or its article says why it draws no conclusion."""
    encoded = {each for rule in pack.rules for each in rule.provisions}
    for article in pack.articles:
        spoken = encoded | article.silent.keys()
        for line in article.lines:
            if line.provision is not None:
                sentences = len(line.sentences("zh"))
                yield from _uncovered(article, line.provision, sentences, spoken)


def _uncovered(
    article: Article, provision: Provision, count: int, spoken: Iterable[Provision]
) -> Iterator[Fault]:
    """Each sentence of a provision is encoded by itself, if one of them is."""
    within = [each for each in spoken if each.within(provision)]
    place = f"articles/{article.file}"
    if not within:
        yield _fault(place, "check_not_encoded", provision)
    cited = {each.sentence for each in within if each.sentence}
    for sentence in range(1, count + 1):
        if cited and sentence not in cited:
            yield _fault(place, "check_not_encoded", f"{provision}.s{sentence}")


def _references(pack: Pack) -> Iterator[Fault]:
    """Every provision, worked case and refusal that is named is there."""
    for place, provision in dict.fromkeys(_named_provisions(pack)):
        if not provision_exists(pack, provision):
            yield _fault(place, "check_no_provision", provision)
    shown = pack.about.demonstration
    if shown is not None and not (pack.folder / "cases" / shown).is_file():
        yield _fault("pack.yaml", "check_no_demonstration", shown)
    refusals = {
        str(rule.statement.head.atom.symbol.arguments[0])
        for rule in pack.rules
        if rule.head == "refused"
    }
    for name in sorted(refusals ^ pack.word_list.refusals.keys()):
        yield _fault("words.yaml", "check_refusal", name)


def _named_provisions(pack: Pack) -> Iterator[tuple[str, str]]:
    """Places with the provisions named there."""
    for name, fact in pack.vocabulary.facts.items():
        yield from ((f"vocabulary.yaml: {name}", each) for each in fact.provisions)
    for reading in pack.readings:
        yield from ((f"readings.yaml: {reading.id}", each) for each in reading.provisions)
    for rule in pack.rules:
        yield from ((place_of(rule), str(each)) for each in rule.provisions)
    for article in pack.articles:
        named = (*article.notes, *article.silent)
        yield from ((f"articles/{article.file}", str(each)) for each in named)
    for rule in pack.rules:
        for plain in rule.statement.unpool() if rule.head == "basis" else ():
            basis = plain.head.atom.symbol.arguments[1]
            if basis.ast_type is ast.ASTType.SymbolicTerm:
                yield place_of(rule), str(basis.symbol.string)


# --- rules


def _rules(pack: Pack) -> Iterator[Fault]:
    """Every rule cites its law and asks only for what something can make true."""
    reserved = {*PROVIDED.items(), *INTERNAL.items()}
    for name, arity in sorted(_facts(pack) & (reserved | set(REPORTED.items()))):
        yield _fault("vocabulary.yaml", "check_reserved", f"{name}/{arity}")
    known, taken = known_predicates(pack), _facts(pack) | reserved
    readings = {reading.id: reading.option_ids for reading in pack.readings}
    for rule in pack.rules:
        for key, found in _rule(rule, known, taken, readings):
            yield _fault(place_of(rule), key, found)


def _rule(
    rule: Rule,
    known: set[Signature],
    taken: set[Signature],
    readings: Mapping[str, tuple[str, ...]],
) -> Iterator[tuple[str, str]]:
    """Message keys and findings of one rule; it may not draw `taken` predicates."""
    if rule.statement.ast_type is not ast.ASTType.Rule or not heads(rule.statement):
        yield "check_not_a_rule", rule.text
        return
    if not rule.provisions:
        yield "check_uncited", rule.text
    for name, arity in sorted(uses(rule.statement) - known):
        yield "check_unknown", f"{name}/{arity}"
    for name, arity in sorted(heads(rule.statement) & taken):
        yield "check_reserved", f"{name}/{arity}"
    for chosen in sorted({c for p in rule.statement.unpool() for c in constants(p, "reading")}):
        if len(chosen) != 2 or chosen[1] not in readings.get(chosen[0], ()):
            yield "check_no_option", f"reading({','.join(chosen)})"
    words = rule.words.say("zh") + rule.words.say("en") if rule.words else ""
    yield from (("check_slot", slot) for slot in sorted(slots(words)) if slot not in rule.text)


def _stages(pack: Pack) -> Iterator[Fault]:
    """Each predicate has a stage, and rests on none of a later stage, if the pack has stages."""
    predicates = pack.word_list.predicates if pack.stages else {}
    for name, predicate in predicates.items():
        if predicate.stage not in pack.stages:
            yield _fault("words.yaml", "check_no_stage", name)
    for rule in pack.rules if predicates else ():
        for drawn, _ in sorted(heads(rule.statement)):
            for used, _ in sorted(uses(rule.statement)):
                staged = {drawn, used} <= predicates.keys()
                if staged and pack.stage(used) > pack.stage(drawn):
                    later = message("check_later_stage", drawn=drawn, used=used)
                    yield Fault(place_of(rule), later)


# --- words


def _words(pack: Pack) -> Iterator[Fault]:
    """Everything that can be stated or drawn has its words, with the right arguments."""
    verdicts = pack.predicates_of("verdict")
    if len(verdicts) != 1:
        yield _fault("words.yaml", "check_one_verdict", ", ".join(verdicts))
    drawn, predicates = _drawn(pack), pack.word_list.predicates
    for name, arity in sorted(drawn - set(REPORTED.items())):
        if name not in predicates or len(predicates[name].args) != arity:
            yield _fault("words.yaml", "check_no_words", f"{name}/{arity}")
    for name, predicate in predicates.items():
        if (name, len(predicate.args)) not in drawn:
            yield _fault("words.yaml", "check_never_drawn", name)
        yield from _template(pack, f"words.yaml: {name}", predicate.args, predicate)
    for name, fact in pack.vocabulary.facts.items():
        for template in (fact.question, fact.statement):
            yield from _template(pack, f"vocabulary.yaml: {name}", fact.args, template)
        if fact.group not in pack.vocabulary.groups:
            yield _fault("vocabulary.yaml", "check_no_group", fact.group)
    for name, refusal in pack.word_list.refusals.items():
        yield from _slots(f"words.yaml: {name}", refusal.args, refusal)


def _template(
    pack: Pack, place: str, args: Mapping[str, str], template: Bilingual
) -> Iterator[Fault]:
    yield from _slots(place, args, template)
    for kind in args.values():
        if kind not in pack.types:
            yield _fault(place, "check_no_type", kind)


def _slots(place: str, args: Iterable[str], template: Bilingual) -> Iterator[Fault]:
    for lang in LANGS:
        for slot in sorted(slots(template.said.say(lang)) - set(args)):
            yield _fault(place, "check_slot", slot)


def _schools(pack: Pack) -> Iterator[Fault]:
    """Each school of interpretation decides some reading, and no two are the same."""
    ids, pins = Counter[str](), list[Mapping[str, str]]()
    for school in pack.schools:
        place = f"schools.yaml: {school.id}"
        if not school.pins:
            yield Fault(place, message("schools_no_pins", school=school.id))
        if school.id in ids or school.pins in pins:
            yield _fault(place, "schools_twice", school.id)
        ids[school.id] += 1
        pins.append(school.pins)
