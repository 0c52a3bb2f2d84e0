"""Names that are free text, in every place where a name stands and every form of an answer."""

from __future__ import annotations

import json
import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from io import StringIO
from typing import Any

import graphviz
import pytest
from click.testing import CliRunner
from clingo.symbol import String
from rich.console import Console

from support.cases.hostile_names import HOSTILE_NAMES
from support.cases.law_cases import LAW
from support.cases.sound import as_json, sound
from support.reading.svg_reading import SVG, groups, squeezed
from support.sampling import foremost
from wenze import Case, CaseRefused, Outcomes, Problem
from wenze.api.cli.main import main
from wenze.api.text.outcomes import OutcomesText, refusal_text
from wenze.api.text.printed import WIDTH, outcomes_text
from wenze.api.text.why import why_text
from wenze.reasoner.answer.outcomes_answer import Answer
from wenze.reasoner.answer.outline import OutcomesOutliner
from wenze.reasoner.answer.why import Explanation, NoSuchOutcome, explain, find_outcome
from wenze.reasoner.answer.why_outline import why_outline
from wenze.reasoner.case.findings import name_fault
from wenze.reasoner.case.outcome_selector import OutcomeSelector
from wenze.reasoner.escaping import printable
from wenze.reasoner.explanation.tooltips import official_words
from wenze.viz.collision import collision_dot
from wenze.viz.proof import proof_dot
from wenze.viz.render import render

HARMLESS = "王某"
LISTED = 3
SHAPES = ("svg", "g", "title", "text", "polygon", "path", "polyline", "ellipse")
COLOURS = re.compile(r"\x1b\[[\d;]*m")
# What ``printable`` leaves though Python calls it unprintable.
LEFT = frozenset("\n\u00a0\u3000\u200d")


def stated(name: str) -> dict[str, Any]:
    """A case with a collision in which a person, an organ, an act, a type and the case itself have
    one name.
    """
    case = sound(
        organ=[[name, "administrative_organ"]],
        nominal_organ=[name],
        serves=[[name, name], ["李某", name]],
        role=[[name, "handler"], ["李某", "approver"]],
        deceived_by_party=[name],
        fault_act=[[name, name, name, "2023-02-01"], ["x", name, name, "2022-12-20"]],
        at_issue=[name],
        disputed={"obstructed_inquiry": [[name, "falsification"]]},
        denied={"fault": [[name, "intent"]]},
    )
    return {"title": name, **case}


@dataclass(frozen=True)
class Asked:
    """A case with one name in all places, and what is asked about it."""

    name: str
    found: Outcomes
    why: Explanation
    why_not: Explanation

    @cached_property
    def data(self) -> dict[str, Any]:
        """What tools are given."""
        return {
            "outcomes": Answer(self.found, "zh").as_json(LISTED),
            "why": self.why.as_json("zh"),
            "why-not": self.why_not.as_json("en"),
        }

    @cached_property
    def reasons(self) -> list[str]:
        """What people are told of the reasons."""
        asked = (self.why, self.why_not)
        return [
            why_text(why_outline(e, lang), lang, quote=True) for e in asked for lang in ("zh", "en")
        ]

    @cached_property
    def graphs(self) -> list[graphviz.Digraph]:
        """The drawings."""
        [collision] = self.found.summary.collisions
        return [
            proof_dot(self.why.proof, "zh", official_words(self.why.proof, LAW.pack, "zh")),
            proof_dot(self.why_not.proof, "en"),
            collision_dot(OutcomesOutliner(self.found, "zh").collision(collision), "zh"),
        ]

    @cached_property
    def structure(self) -> list[tuple[str, ...]]:
        """The nodes and edges that Graphviz reads in the sources of the drawings."""
        done = subprocess.run(
            ["dot", "-Tdot_json"],  # noqa: S607 - found as the code under test finds it
            input="\n".join(graph.source for graph in self.graphs).encode(),
            capture_output=True,
            check=True,
        )
        return [tuple(read) for read in _structures(done.stdout.decode())]

    @cached_property
    def refused(self) -> list[Sequence[Problem]]:
        """What is said against a case and questions in which the name stands where it may not."""
        return [
            _problems(partial(LAW.solve, Case.from_data(misplaced(self.name)))),
            *(
                _problems(partial(explain, self.found, conclusion, None, holds=True))
                for conclusion in misasked(self.name)
            ),
            _problems(partial(OutcomeSelector.of, misdescribed(self.name), LAW.pack)),
        ]


def _problems(ask: Callable[[], object]) -> Sequence[Problem]:
    with pytest.raises(CaseRefused) as refusal:
        ask()
    return refusal.value.problems


def _structures(text: str) -> list[list[str]]:
    decoder, found, at = json.JSONDecoder(), [], 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        read, at = decoder.raw_decode(text, at)
        edges = [f"{each['tail']} {each['head']}" for each in read["edges"]]
        found.append([*(each["name"] for each in read["objects"]), *edges])
    return found


@cache
def asked_of(name: str) -> Asked:
    person = String(name)
    found = LAW.solve(Case.from_data(stated(name)))
    described = {
        "dispositions": {name: "exempted"},
        "disputed": {f"obstructed_inquiry( {person} , falsification )": False},
    }
    wanted = OutcomeSelector.of(described, LAW.pack)
    return Asked(
        name,
        found,
        explain(found, f"disposition({person},exempted)", wanted, holds=True, others=1),
        explain(found, f"circumstance({person},13,2)", wanted, holds=False),
    )


@pytest.fixture(scope="module", params=foremost(HOSTILE_NAMES))
def asked(request: pytest.FixtureRequest) -> Asked:
    return asked_of(HOSTILE_NAMES[request.param])


@pytest.fixture(scope="module")
def harmless() -> Asked:
    return asked_of(HARMLESS)


def renamed(value: Any, name: str) -> Any:
    """An answer about the harmless name, from one about another; without digests of the case."""
    match value:
        case str():
            text = value.replace(str(String(name)), str(String(HARMLESS)))
            text = text.replace(name, HARMLESS).replace(printable(name), HARMLESS)
            return re.sub(r"\b(\d+)-[0-9a-f]{16}\b", r"\1", text)
        case dict():
            entries = value.items()
            return {renamed(k, name): renamed(v, name) for k, v in entries if k != "receipt"}
        case list():
            return [renamed(each, name) for each in value]
        case _:
            return value


def unseen(text: str) -> set[str]:
    """The characters of a text that nobody sees."""
    return {each for each in text if not each.isprintable()} - LEFT


# --- data


def test_data_are_the_same_but_for_the_name_which_is_exact(asked: Asked, harmless: Asked) -> None:
    assert name_fault(asked.name) is None
    assert list(asked.data["outcomes"]["persons"]) == [asked.name, "李某"]
    assert asked.data["why"]["conclusion"] == f"disposition({String(asked.name)},exempted)"
    assert json.loads(json.dumps(asked.data, ensure_ascii=False)) == asked.data
    assert renamed(asked.data, asked.name) == renamed(harmless.data, HARMLESS)


# --- text


def test_reasons_read_the_same_but_for_the_name(asked: Asked, harmless: Asked) -> None:
    for text, expected in zip(asked.reasons, harmless.reasons, strict=True):
        assert unseen(text) == set()
        assert printable(asked.name) in text
        assert renamed(text, asked.name) == renamed(expected, HARMLESS)


def test_outcomes_in_text_show_the_name_and_nothing_that_steers(asked: Asked) -> None:
    text = outcomes_text(asked.found, "en", LISTED)
    assert unseen(text) == set()
    said = squeezed(text)
    assert said.count(squeezed(printable(asked.name))) > 4


def test_a_terminal_is_shown_the_same_in_colours(asked: Asked) -> None:
    file = StringIO()
    console = Console(
        file=file, width=WIDTH, force_terminal=True, color_system="truecolor", _environ={}
    )
    outline = OutcomesOutliner(asked.found, "zh").write(cover=LISTED)
    console.print(OutcomesText(outline, "zh"))
    text = file.getvalue()
    assert COLOURS.search(text)
    assert COLOURS.sub("", text) == outcomes_text(asked.found, "zh", LISTED)


# --- drawings


def test_dot_has_the_same_nodes_and_edges_whatever_the_name(asked: Asked, harmless: Asked) -> None:
    assert asked.structure == harmless.structure
    for graph in asked.graphs:
        assert unseen(graph.source) <= {"\t"}


def test_svg_is_shapes_and_text_and_leads_nowhere(asked: Asked) -> None:
    for graph in asked.graphs:
        svg = render(graph, "svg")
        assert unseen(svg.decode()) == set()
        for element in ET.fromstring(svg).iter():  # noqa: S314 - what is tested
            assert element.tag.removeprefix(SVG) in SHAPES
            names = {name.rpartition("}")[2].lower() for name in element.attrib}
            assert not {name for name in names if name.startswith("on") or name == "href"}
        words = squeezed("".join(groups(svg, "graph")["graph0"].itertext()))
        assert squeezed(printable(asked.name)) in words


@pytest.mark.parametrize(
    "kind", foremost(["all characters", "no characters", "emoji that join"], count=1)
)
def test_pictures_are_drawn_as_well(kind: str) -> None:
    [*_, collision] = asked_of(HOSTILE_NAMES[kind]).graphs
    assert render(collision, "png").startswith(b"\x89PNG")
    assert render(collision, "pdf").startswith(b"%PDF")


# --- refusals


def misplaced(name: str) -> dict[str, Any]:
    """A case that has the name where something else belongs."""
    return {
        "facts": {
            "knew_of_error": [name],
            "serves": [[name, name]],
            "harm": [name],
            "date": [name],
        },
        "disputed": {name: [name]},
        "readings": {name: name, "corrector": name},
        name: name,
    }


def misasked(name: str) -> list[str]:
    """Conclusions that nobody can ask about."""
    said = str(String(name))
    return [f"disposition({said},no_ground)", f"no_such({said})", f"ruling({said},1)", name]


def misdescribed(name: str) -> dict[str, Any]:
    """An outcome that is described as none can be."""
    return {
        "readings": {name: name, "corrector": name},
        "disputed": {name: name},
        "dispositions": {name: name},
        name: name,
    }


def test_a_refusal_is_the_same_but_for_the_name(asked: Asked, harmless: Asked) -> None:
    for told, expected in zip(asked.refused, harmless.refused, strict=True):
        assert told
        for problem, wanted in zip(told, expected, strict=True):
            assert (problem.code, problem.allowed) == (wanted.code, wanted.allowed)
            assert problem.pointer.count("/") == wanted.pointer.count("/")
            for lang in ("zh", "en"):
                said = problem.message.say(lang)
                assert renamed(said, asked.name) == wanted.message.say(lang)


def test_a_refusal_in_text_has_nothing_that_steers(asked: Asked) -> None:
    for problems in asked.refused:
        file = StringIO()
        Console(file=file, width=WIDTH, _environ={}).print(refusal_text(problems, "en"))
        assert unseen(file.getvalue()) == set()


def test_an_outcome_with_such_an_id_is_said_not_to_be(asked: Asked) -> None:
    with pytest.raises(NoSuchOutcome) as missing:
        find_outcome(asked.found, asked.name)
    assert printable(asked.name) in missing.value.words.say("zh")


@pytest.mark.parametrize(
    "kind", foremost(["all programs", "a pointer and a pair", "an override of direction"], count=1)
)
def test_the_command_takes_such_names_in_a_question(kind: str) -> None:
    asked = asked_of(HOSTILE_NAMES[kind])
    person = String(asked.name)
    told = CliRunner().invoke(
        main,
        [
            *("why", "-", f"disposition({person},exempted)"),
            f"--finding=obstructed_inquiry( {person} , falsification )=false",
            f"--disposition={asked.name}=exempted",
        ],
        input=as_json(stated(asked.name)),
    )
    assert (told.exit_code, told.stderr) == (0, "")
    found = explain(
        asked.found, f"disposition({person},exempted)", asked.why.outcome.id, holds=True
    )
    assert told.stdout == why_text(why_outline(found, "zh"), "zh")
