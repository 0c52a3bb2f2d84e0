"""The rules of a pack in words: what each draws, from what, and unless what."""

from collections.abc import Iterable, Iterator, Mapping

from clingo import ast
from clingo.symbol import Number, Symbol, SymbolType

from ...reasoner.explanation.law_wording import variable_types
from ...reasoner.i18n import Words, fill, message
from ...reasoner.pack.literate import Rule
from ...reasoner.pack.model import Pack
from ...reasoner.pack.words import Speaker
from ...reasoner.syntax import functions
from .json import RuleInWordsJson

_JOINED = "text_separator"
# Numbers of an interval that are worth naming one by one.
_MOST_LISTED = 20


class RuleWords:
    """Says the rules of one pack in one language, of things of the types that they speak of.

    Proofs say what a rule did in one case; this says what it does in any.
    """

    def __init__(self, pack: Pack, lang: str) -> None:
        self._pack = pack
        self._lang = lang
        self._speaker = Speaker(pack)
        self._templates: Mapping[str, tuple[Mapping[str, str], Words]] = {
            **{n: (f.args, f.statement.said) for n, f in pack.vocabulary.facts.items()},
            **{n: (p.args, p.said) for n, p in pack.word_list.predicates.items()},
        }

    def in_words(self, rule: Rule) -> RuleInWordsJson:
        """One rule in words. Rules for the engine only draw nothing; ``whole`` is true if every
        condition has words.
        """
        needs, unless, whole = self._conditions(rule.statement)
        return {
            "reason": self._reason(rule),
            "draws": _once(self._drawn(rule.statement)),
            "needs": _once(needs),
            "unless": _once(unless),
            "whole": whole,
        }

    def _reason(self, rule: Rule) -> str | None:
        """The rule's own words, which proofs say in its place."""
        if rule.words is None:
            return None
        types = variable_types(self._pack, rule.statement)
        text = {name: self._anything(kind) for name, kind in types.items()}
        return fill(rule.words.say(self._lang), text)

    def _drawn(self, statement: ast.AST) -> Iterator[str]:
        """The atoms that can become true; of a choice all that may be chosen."""
        head = getattr(statement, "head", None)
        elements = [] if head is None else getattr(head, "elements", [head])
        for element in elements:
            for function in functions(getattr(element, "literal", element)):
                text = self._atom(function)
                if text is not None:
                    yield text

    def _conditions(self, statement: ast.AST) -> tuple[list[str], list[str], bool]:
        needs: list[str] = []
        unless: list[str] = []
        whole = True
        for literal in getattr(statement, "body", ()):
            text = self._condition(literal)
            if text is None:
                whole = False
            elif literal.sign == ast.Sign.Negation:
                unless.append(text)
            else:
                needs.append(text)
        return needs, unless, whole

    def _condition(self, literal: ast.AST) -> str | None:
        """A condition that is a single atom with words; comparisons and counts have none."""
        atom = getattr(literal, "atom", None)
        if atom is None or atom.ast_type is not ast.ASTType.SymbolicAtom:
            return None
        return next((self._atom(function) for function in functions(atom)), None)

    def _atom(self, function: ast.AST) -> str | None:
        arguments = function.arguments
        if function.name == "reading" and len(arguments) == 2:
            return self._reading(*map(str, arguments))
        if function.name == "denied" and len(arguments) == 1:
            denied = self._atom(arguments[0])
            return None if denied is None else self._words(message("told_denied", said=denied))
        known = self._templates.get(function.name)
        if known is None or len(known[0]) != len(arguments):
            return None
        kinds, template = known
        values = {
            name: self._value(kind, argument)
            for (name, kind), argument in zip(kinds.items(), arguments, strict=True)
        }
        return fill(self._words(template), values)

    def _reading(self, name: str, option: str) -> str | None:
        """A reading that is taken, with its option where the rule requires one."""
        reading = self._pack.reading(name)
        if reading is None:
            return None
        taken = next((o.label.said for o in reading.options if o.id == option), None)
        if taken is None:
            return self._words(reading.question.said)
        return self._words(message("told_reading", question=reading.question.said, option=taken))

    def _value(self, kind: str, term: ast.AST) -> str:
        """A value of a rule, or those that it admits; of a variable any of its type."""
        values = _values(term)
        if values is None:
            return self._anything(kind)
        text = (self._words(self._speaker.label(kind, value)) for value in values)
        return self._words(message(_JOINED)).join(text)

    def _anything(self, kind: str) -> str:
        return self._words(self._speaker.anything(kind))

    def _words(self, words: Words) -> str:
        return words.say(self._lang)


def _values(term: ast.AST) -> list[Symbol] | None:
    """The values that a term admits; None where they are not all written there."""
    match term.ast_type:
        case ast.ASTType.SymbolicTerm:
            return [term.symbol]
        case ast.ASTType.Pool:
            found = [_values(each) for each in term.arguments]
            known = [values for values in found if values is not None]
            return [v for values in known for v in values] if len(known) == len(found) else None
        case ast.ASTType.Interval:
            ends = [_values(term.left), _values(term.right)]
            numbers = [end[0].number for end in ends if end and end[0].type is SymbolType.Number]
            if len(numbers) == 2 and numbers[1] - numbers[0] < _MOST_LISTED:
                return [Number(n) for n in range(numbers[0], numbers[1] + 1)]
    return None


def _once(text: Iterable[str]) -> list[str]:
    """Each sentence once: rules name one thing by several variables, which all read alike."""
    return list(dict.fromkeys(text))
