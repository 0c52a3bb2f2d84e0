"""The wording of a law: nodes of proofs in the words of its pack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from clingo import ast
from clingo.symbol import Symbol, parse_term

from ..atoms import plain
from ..case.findings import Findings
from ..i18n import Words, as_it_is, filled, message
from ..pack.model import Option, Pack, Reading
from ..pack.predicates import PROVIDED
from ..pack.provision import Provision
from ..pack.words import Speaker
from ..proof.session import World
from ..proof.steps import AtomPattern, Attempt, Mark, PlainRule, Step
from ..syntax import functions
from .proof_graph import Node
from .worded_steps import Wording, bound_literal, kind_of, law_of, values_of

_SIGNS = {
    ast.ComparisonOperator.Equal: "=",
    ast.ComparisonOperator.NotEqual: "≠",
    ast.ComparisonOperator.LessThan: "<",
    ast.ComparisonOperator.LessEqual: "≤",
    ast.ComparisonOperator.GreaterThan: ">",
    ast.ComparisonOperator.GreaterEqual: "≥",
}


@dataclass(frozen=True, slots=True)
class Untaken:
    """An option that is not taken, and the one that is, if any."""

    question: Words
    option: Words
    taken: Words | None


class LawWording(Wording):
    """The wording of a pack in one world of a case."""

    def __init__(self, pack: Pack, findings: Findings, world: World) -> None:
        self._pack = pack
        self._world = world
        self._speaker = Speaker(pack)
        self._disputed = frozenset(findings.disputed)
        self._pinned = findings.pins
        self._denied = frozenset(findings.denied)

    def leaf(self, atom: Symbol) -> Node | None:
        """Word a fact of the case or a reading; None for any other atom."""
        fact = self._pack.vocabulary.facts.get(atom.name)
        if fact is not None:
            kind = "disputed" if atom in self._disputed else "fact"
            return Node(kind, self._speaker.say(atom), _parsed(fact.provisions))  # type: ignore[arg-type]
        match atom.name, atom.arguments:
            case "reading", [name, option]:
                return self._reading(name.name, option.name)
            case "mentions", [_, _, entity]:
                return Node("fact", message("told_mentions", entity=plain(entity)))
            case "denied", [denied]:
                return Node("fact", message("told_denied", said=self._speaker.say(denied)))
        return None

    def _reading(self, name: str, option_id: str) -> Node:
        reading, option = self._known(name, option_id)
        if reading is None or option is None:
            raise ValueError(f"no such reading: {name} {option_id}")
        key = "told_reading_pinned" if name in self._pinned else "told_reading"
        return Node(
            "reading",
            message(key, question=reading.question.said, option=option.label.said),
            _parsed(reading.provisions),
            (
                message("told_argument", said=option.argument.said),
                message("told_rests_on", said=option.rests_on.said),
            ),
        )

    def step(self, step: Step) -> Node:
        """Word a step by its rule's own words, else by those of the predicate it draws."""
        if step.rule is None:
            raise ValueError(f"given, and no fact of the case: {step.atom}")
        predicate = self._pack.word_list.predicates.get(step.atom.name)
        kind = kind_of(step)
        if predicate is not None and predicate.kind == "assumption":
            kind = "assumed"
        elif kind == "fact":
            kind = "rule"  # the law itself says so; a fact is what the case states
        claim = self._own_words(step.rule, step.values) or self._speaker.say(step.atom)
        return Node(kind, claim, provisions_of(step.rule))

    def _own_words(self, rule: PlainRule, values: Sequence[Symbol | None]) -> Words | None:
        """A rule's own words, filled as far as they can be; None if it has none."""
        law = law_of(rule)
        if law is None or law.words is None:
            return None
        types = variable_types(self._pack, rule.statement)
        labels = {
            name: self._speaker.label(types[name], value)
            if name in types
            else as_it_is(plain(value))
            for name, value in values_of(rule, values).items()
        }
        labels |= {
            name: self._speaker.anything(kind) for name, kind in types.items() if name not in labels
        }
        return filled(law.words, labels)

    def atom(self, pattern: AtomPattern) -> Words:
        """An atom in words; arguments left open are ``anything``."""
        match pattern.signature[0], pattern.arguments:
            case "denied", [Symbol(name=name, arguments=arguments)]:
                return message("told_denied", said=self._speaker.say_pattern(name, arguments))
            case name, arguments:
                return self._speaker.say_pattern(name, arguments)

    def absence(self, pattern: AtomPattern) -> Node:
        """Word an absent atom; of a fact or a reading, with why it is absent."""
        atom, claim = pattern.symbol, self.atom(pattern)
        name = pattern.signature[0]
        text = message("told_absent", said=claim)
        fact = self._pack.vocabulary.facts.get(name)
        if fact is not None:
            return Node("absent", text, _parsed(fact.provisions), (self._unfound(atom),), claim)
        if name == "reading" and atom is not None:
            return self._not_read(*(argument.name for argument in atom.arguments))
        return Node("absent", text, negated=claim)

    def _unfound(self, fact: Symbol | None) -> Words:
        """Say why a fact is not found."""
        if fact in self._disputed:
            return message("told_disputed_away")
        return message("told_denied_fact" if fact in self._denied else "told_not_stated")

    def _not_read(self, name: str, option_id: str) -> Node:
        """Word an option that this world does not take, with the one that it does."""
        reading, option = self._known(name, option_id)
        if reading is None or option is None:
            return Node("absent", message("told_absent", said=option_id))
        claim = message("told_option", question=reading.question.said, option=option.label.said)
        _, taken = self._known(name, self._taken.get(name, ""))
        detail = () if taken is None else (message("told_taken", option=taken.label.said),)
        text = message("told_absent", said=claim)
        return Node("absent", text, _parsed(reading.provisions), detail, claim)

    def _known(self, name: str, option_id: str) -> tuple[Reading | None, Option | None]:
        """A reading and its option, as far as the pack has them."""
        reading = self._pack.reading(name)
        options = reading.options if reading is not None else ()
        return reading, next((option for option in options if option.id == option_id), None)

    @cached_property
    def _taken(self) -> Mapping[str, str]:
        """The option of each reading that is taken in this world."""
        taken = (atom.arguments for atom in self._world.of("reading", 2))
        return {reading.name: option.name for reading, option in taken}

    @cached_property
    def bases(self) -> Mapping[Symbol, tuple[Provision, ...]]:
        """The provisions that carry each conclusion in this world."""
        found: dict[Symbol, list[Provision]] = {}
        for atom in self._world.of("basis", 2):
            conclusion, provision = atom.arguments
            found.setdefault(conclusion, []).append(Provision.parse(provision.string))
        return {conclusion: tuple(sorted(bases)) for conclusion, bases in found.items()}

    def is_final(self, pattern: AtomPattern) -> bool:
        """True for facts and readings: they are stated or chosen, not drawn."""
        name = pattern.signature[0]
        return name in self._pack.vocabulary.facts or name in PROVIDED

    def attempt(self, attempt: Attempt, pattern: AtomPattern) -> Node:
        """Word a rule that could have drawn an atom, its own words filled as far as they can be."""
        claim = self._own_words(attempt.rule, attempt.values) or self.atom(pattern)
        return Node("absent", claim, provisions_of(attempt.rule))

    def not_taken(self, pattern: AtomPattern) -> tuple[Words, ...]:
        """Say what was chosen in place of an atom: atoms that differ in the last argument only."""
        *same, _ = pattern.arguments or (None,)
        chosen = sorted(
            atom for atom in self._world.of(*pattern.signature) if atom.arguments[:-1] == same
        )
        return tuple(
            message("told_chosen", said=self._speaker.say(atom)) for atom in chosen
        ) or super().not_taken(pattern)

    def unfound(self, pattern: AtomPattern) -> str:
        """The key of the message on facts that are not found in the same manner."""
        fact = pattern.symbol
        if fact in self._disputed:
            return "told_disputed_facts"
        return "told_denied" if fact in self._denied else "told_unstated"

    def untaken(self, pattern: AtomPattern) -> Untaken | None:
        """An option of a reading; None for any other atom."""
        if pattern.signature[0] != "reading" or pattern.symbol is None:
            return None
        name, option_id = (argument.name for argument in pattern.symbol.arguments)
        reading, option = self._known(name, option_id)
        if reading is None or option is None:
            return None
        _, taken = self._known(name, self._taken.get(name, ""))
        return Untaken(
            reading.question.said, option.label.said, taken.label.said if taken else None
        )

    def is_assumed(self, pattern: AtomPattern) -> bool:
        """True if an atom would be an assumption."""
        predicate = self._pack.word_list.predicates.get(pattern.signature[0])
        return predicate is not None and predicate.kind == "assumption"

    def untrue(self, attempt: Attempt, mark: Mark) -> Words:
        """Say that a comparison does not hold."""
        literal = bound_literal(attempt.rule, mark.literal, attempt.values)
        return message("told_false", said=self.computed(literal).text)

    def computed(self, literal: ast.AST) -> Node:
        """Word a comparison, with its values as people write them."""
        return Node("computed", as_it_is(_comparison(literal) or str(literal)))


def variable_types(pack: Pack, statement: ast.AST) -> dict[str, str]:
    """The types of a rule's variables, from the places where they stand."""
    facts = {name: fact.args for name, fact in pack.vocabulary.facts.items()}
    known = facts | {name: p.args for name, p in pack.word_list.predicates.items()}
    types: dict[str, str] = {}
    for function in functions(statement):
        kinds = known.get(function.name, {}).values()
        if len(kinds) == len(function.arguments):
            for kind, argument in zip(kinds, function.arguments, strict=True):
                if argument.ast_type is ast.ASTType.Variable:
                    types.setdefault(argument.name, kind)
    return types


def _comparison(literal: ast.AST) -> str | None:
    """A comparison of plain values in signs; None for anything else."""
    if literal.ast_type is not ast.ASTType.Literal or literal.sign != ast.Sign.NoSign:
        return None
    atom = literal.atom
    if atom.ast_type is not ast.ASTType.Comparison:
        return None
    parts = [_value(atom.term)]
    for guard in atom.guards:
        parts += [_SIGNS[ast.ComparisonOperator(guard.comparison)], _value(guard.term)]
    return " ".join(parts)


def _value(term: ast.AST) -> str:
    """A term as people write it, computed where nothing in it is left open."""
    try:
        return plain(parse_term(str(term), logger=lambda *_: None))
    except RuntimeError:
        return str(term)


def provisions_of(rule: PlainRule | None) -> tuple[Provision, ...]:
    """The provisions that a rule encodes; none for a rule that is no pack's."""
    law = law_of(rule)
    return () if law is None else law.provisions


def _parsed(provisions: Sequence[str]) -> tuple[Provision, ...]:
    return tuple(map(Provision.parse, provisions))
