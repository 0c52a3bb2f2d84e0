"""The map of one collision: what meets, the question it puts, and where each answer leads."""

from collections.abc import Iterable

import graphviz
from clingo.symbol import Symbol

from ..reasoner.atoms import plain
from ..reasoner.i18n import message
from ..reasoner.pack.model import Option
from ..reasoner.pack.provision import Provision
from ..reasoner.pack.words import Speaker
from ..reasoner.solver.outcomes import Outcomes
from ..reasoner.solver.results import Collision
from .drawing import Block, Drawing
from .text import shortened

MAX_NAMES = 8
_QUOTED_EMS = 110.0

Verdicts = tuple[tuple[Symbol, ...], ...]


def collision_dot(outcomes: Outcomes, collision: Collision, lang: str) -> graphviz.Digraph:
    """The DOT graph of one of the collisions of a case, from left to right: circumstances, the
    contested question, its options, and what becomes of each person.

    Persons whom every option leaves with the same dispositions are drawn together.
    """
    return _CollisionDrawing(outcomes, collision, lang).drawn()


class _CollisionDrawing:
    def __init__(self, outcomes: Outcomes, collision: Collision, lang: str) -> None:
        self._outcomes = outcomes
        self._pack = outcomes.pack
        self._collision = collision
        self._lang = lang
        self._drawing = Drawing(message("viz_title_collision").say(lang), lang, "LR")

    def drawn(self) -> graphviz.Digraph:
        """The finished graph."""
        first = [self._circumstance(p, who) for p, who in self._circumstances().items()]
        self._question()
        for name in first:
            self._drawing.edge(name, "question")
        for option in self._options():
            self._option(option)
        for number, (verdicts, persons) in enumerate(self._fates().items()):
            self._fate(number, verdicts, persons)
        self._drawing.graph.graph_attr["ordering"] = "out"
        return self._drawing.finished("question")

    def _circumstances(self) -> dict[Provision, list[Symbol]]:
        """The provisions that meet, each with the persons to whom it applies."""
        found: dict[Provision, list[Symbol]] = {
            Provision.parse(name): [] for name in self._collision.provisions
        }
        for symbol in self._outcomes.summary.remarks:
            if symbol.name == "collides":
                reading, person, provision = symbol.arguments
                if reading.name == self._collision.reading:
                    found[Provision.parse(provision.string)].append(person)
        persons = self._collision.persons
        return {p: sorted(who, key=persons.index) for p, who in found.items()}

    def _circumstance(self, provision: Provision, persons: list[Symbol]) -> str:
        name = f"circumstance {provision}"
        quoted = self._pack.quoted(provision)
        said = quoted.say(self._lang) if quoted is not None else ""
        blocks = [
            Block(self._headed("viz_look_circumstance", provision.cite(self._lang)), small=True),
            *([Block(shortened(said, _QUOTED_EMS))] if said else []),
            Block(self._names(persons), small=True),
        ]
        self._drawing.node(name, "circumstance", blocks, [said])
        return name

    def _question(self) -> None:
        reading = self._pack.reading(self._collision.reading)
        if reading is None:
            return
        cited = self._drawing.say("text_cite_separator").join(
            Provision.parse(name).cite(self._lang) for name in reading.provisions
        )
        question = reading.question.said.say(self._lang)
        head = Block(self._headed("viz_look_reading", cited), small=True)
        self._drawing.node("question", "reading", [head, Block(question, bold=True)], [question])

    def _options(self) -> Iterable[Option]:
        reading = self._pack.reading(self._collision.reading)
        options = reading.options if reading is not None else ()
        return (option for option in options if option.id in self._collision.options)

    def _option(self, option: Option) -> None:
        head = Block(message("viz_look_option").say(self._lang), small=True)
        label = Block(option.label.said.say(self._lang))
        argument = option.argument.said.say(self._lang)
        self._drawing.node(f"option {option.id}", "option", [head, label], [argument])
        self._drawing.edge("question", f"option {option.id}")

    def _fates(self) -> dict[Verdicts, list[Symbol]]:
        """What each option may make of a person, and the persons for whom that is the same."""
        found: dict[Verdicts, list[Symbol]] = {}
        for person in self._collision.persons:
            ends = tuple(
                tuple(verdict.arguments[1] for verdict in by_person.get(person, ()))
                for by_person in self._collision.options.values()
            )
            found.setdefault(ends, []).append(person)
        return found

    def _fate(self, number: int, verdicts: Verdicts, persons: list[Symbol]) -> None:
        """What may become of some persons on each option."""
        everyone = self._drawing.say("text_separator").join(map(plain, persons))
        for option, ends in zip(self._collision.options, verdicts, strict=True):
            name = f"end {number} {option}"
            labels = list(map(self._label, ends))
            blocks = [Block(self._names(persons), small=True)]
            blocks += [Block(f"· {label}", bold=True) for label in labels]
            said = self._drawing.say("text_or").join(labels)
            tooltip = everyone + self._drawing.say("text_colon") + said
            self._drawing.node(name, "verdict", blocks, [tooltip])
            self._drawing.edge(f"option {option}", name)

    def _label(self, end: Symbol) -> str:
        kind = list(self._pack.word_list.predicates[self._pack.verdict].args.values())[1]
        return Speaker(self._pack).label(kind, end).say(self._lang)

    def _headed(self, key: str, text: str) -> str:
        kind = self._drawing.say(key)
        return self._drawing.say("viz_dot").join([kind, text.replace(" ", "\u00a0")])

    def _names(self, persons: list[Symbol]) -> str:
        named = self._drawing.say("text_separator").join(map(plain, persons[:MAX_NAMES]))
        if len(persons) <= MAX_NAMES:
            return named
        return self._drawing.say("viz_and_more_persons", list=named, count=str(len(persons)))
