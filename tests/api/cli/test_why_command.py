"""``wenze why`` and ``wenze why-not``: forms, languages, exit codes, streams."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import networkx as nx
import pytest
from click.testing import CliRunner, Result

from support.cases.law_cases import LAW
from support.cases.sound import AWKWARD_NAMES, COLLISION, as_json, sound
from support.packs import LAW_FOLDER, MINI_FOLDER
from support.sampling import crossed, foremost
from wenze import Case, Outcomes
from wenze.api.cli.main import main
from wenze.reasoner.answer.why import explain
from wenze.reasoner.explanation.proofs import forget_proofs
from wenze.reasoner.proof.bridge import ProverMissing

EXEMPTED = 'disposition("王某",exempted)'
FORMS = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF", "dot": b"digraph"}
KINDS = {"fact", "disputed", "assumed", "rule", "reading", "discretion", "absent", "computed"}
CASE = sound(**COLLISION)


def run(*arguments: str, content: bytes | None = None, **env: str) -> Result:
    return CliRunner().invoke(main, list(arguments), input=content, env=env)


def asked(command: str, *more: str, content: bytes | None = None) -> Result:
    """A question about the disposition of 王某 in the case, given on standard input."""
    return run(command, "-", EXEMPTED, *more, content=as_json(CASE) if content is None else content)


def answer(result: Result) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(result.stdout))


def outcomes() -> Outcomes:
    return LAW.solve(Case.from_data(CASE))


@pytest.fixture
def path(tmp_path: Path) -> str:
    file = tmp_path / "case.json"
    file.write_bytes(as_json(CASE))
    return str(file)


# --- text


@pytest.mark.parametrize("command", ["why", "why-not"])
def test_the_answer_is_numbered_text_with_citations_in_the_language_asked_for(
    command: str,
) -> None:
    zh, en = (asked(command, "--lang", lang) for lang in ("zh", "en"))
    assert (zh.exit_code, en.exit_code) == (0, 0)
    assert (zh.stderr, en.stderr) == ("", "")
    assert "第十一条" in zh.stdout
    assert "Art. 11" in en.stdout
    assert "第十一条" not in en.stdout
    assert "Art. " not in zh.stdout
    assert "王某" in zh.stdout


def test_the_answer_names_the_outcome_that_it_is_about() -> None:
    first = next(o for o in outcomes() if EXEMPTED in map(str, o.conclusions))
    other = next(o for o in outcomes() if EXEMPTED not in map(str, o.conclusions))
    assert first.id in asked("why").stdout.splitlines()[0]
    assert other.id in asked("why-not").stdout.splitlines()[0]


def test_an_outcome_is_chosen_by_its_id() -> None:
    [*_, last] = [o for o in outcomes() if EXEMPTED in map(str, o.conclusions)]
    said = answer(asked("why", "--outcome", last.id, "--json"))
    assert said["outcome"] == last.id
    assert said["readings"] == dict(last.readings)


def test_an_outcome_is_chosen_by_what_it_has() -> None:
    case = sound(disputed={"statutory_severity": ["王某"]}, **COLLISION)
    described = [
        *("--reading", "exemption_vs_aggravation=assessed", "--reading", "later_conduct=counted"),
        *("--finding", ' statutory_severity ( "王某" )=false', "--disposition", "王某=exempted"),
    ]
    said = answer(asked("why", "--json", *described, content=as_json(case)))
    outcome = next(
        each
        for each in LAW.solve(Case.from_data(case))
        if each.readings["exemption_vs_aggravation"] == "assessed"
        and each.readings["later_conduct"] == "counted"
        and each.disputed == {'statutory_severity("王某")': False}
        and EXEMPTED in map(str, each.conclusions)
    )
    assert said["outcome"] == outcome.id
    absent = answer(asked("why-not", "--json", "--disposition", "王某=ordinary"))
    assert absent["outcome"] == next(
        o.id for o in outcomes() if 'disposition("王某",ordinary)' in map(str, o.conclusions)
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_official_words_come_on_demand_only(lang: str) -> None:
    plain = asked("why", "--lang", lang).stdout
    quoted = asked("why", "--lang", lang, "--quote").stdout
    assert len(quoted) > len(plain)
    quote = LAW.pack.quoted(next(p for p in LAW.pack.provisions() if str(p) == "11(2)"))
    assert quote is not None
    squeezed = "".join(quote.say(lang).split())[:20]
    assert squeezed in "".join(quoted.split())
    assert squeezed not in "".join(plain.split())


def test_the_language_is_that_of_the_environment_else_chinese() -> None:
    content = as_json(CASE)
    plain = run("why", "-", EXEMPTED, content=content).stdout
    assert plain == asked("why", "--lang", "zh").stdout
    english = run("why", "-", EXEMPTED, content=content, WENZE_LANG="en").stdout
    assert english == asked("why", "--lang", "en").stdout


def test_a_file_and_standard_input_are_answered_alike(path: str) -> None:
    assert run("why", path, EXEMPTED).stdout == asked("why").stdout


def test_a_law_named_by_its_folder_is_used() -> None:
    case = {"facts": {"loan": [["张三", "2030-03-01"]], "late": ["张三"]}}
    result = run(
        *("why", "-", 'fee("张三",charged)', "--pack", str(MINI_FOLDER)),
        content=as_json(case),
    )
    assert (result.exit_code, result.stderr) == (0, "")


# --- JSON


@pytest.mark.parametrize("command", ["why", "why-not"])
def test_json_is_a_graph_with_everything_that_interfaces_promise(command: str) -> None:
    said = answer(asked(command, "--json"))
    assert said["conclusion"] == EXEMPTED
    assert said["holds"] is (command == "why")
    nodes = said["nodes"]
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(nodes)
    for id_, node in nodes.items():
        assert {"atom", "text", "kind", "rule", "provision", "children"} <= set(node)
        assert node["kind"] in KINDS
        assert isinstance(node["text"], str)
        assert node["text"]
        assert node["provision"] is None or isinstance(node["provision"], str)
        if node["rule"] is not None:
            assert set(node["rule"]) == {"file", "line", "column", "text", "bindings"}
            assert LAW.pack.rule_at(*(node["rule"][k] for k in ("file", "line", "column")))
        graph.add_edges_from((id_, child) for child in node["children"])
    assert set(graph) == set(nodes)
    assert nx.is_directed_acyclic_graph(graph)
    assert nodes[said["root"]]["atom"] == EXEMPTED
    assert nodes[said["root"]]["kind"] == ("rule" if command == "why" else "absent")


def test_an_absent_thing_in_a_proof_says_why_it_is_absent() -> None:
    for node in answer(asked("why", "--json", "--lang", "en"))["nodes"].values():
        if node["kind"] == "absent":
            assert node["detail"], node["atom"]


def test_the_two_ways_to_ask_for_json_are_one() -> None:
    assert asked("why", "--json").stdout == asked("why", "--format", "json").stdout


def test_json_is_what_the_library_says() -> None:
    found = explain(outcomes(), EXEMPTED, None, holds=True).as_json("en")
    assert answer(asked("why", "--json", "--lang", "en")) == json.loads(json.dumps(found))


def test_further_proofs_are_counted_and_listed_on_demand() -> None:
    said = answer(asked("why", "--json", "--others", "2"))
    assert said["proof_count"] >= 1
    assert len(said["others"]) <= 2
    assert "others" not in answer(asked("why", "--json"))
    assert asked("why-not", "--others", "2").exit_code == 2


# --- drawings


@crossed(form=FORMS, command=["why", "why-not"])
def test_a_drawing_goes_to_standard_output_and_nothing_else_does(command: str, form: str) -> None:
    result = asked(command, "--format", form)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout_bytes.startswith(FORMS[form])


@pytest.mark.soak
def test_the_same_question_gives_the_same_bytes_whatever_the_seed_of_hashes(path: str) -> None:
    command = [str(Path(sys.executable).with_name("wenze"))]
    for question in (["why", "--json"], ["why-not", "--format", "dot"]):
        answers = {
            subprocess.run(  # noqa: S603 - the command under test
                [*command, question[0], path, EXEMPTED, *question[1:]],
                capture_output=True,
                check=True,
                env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C"},
            ).stdout
            for seed in ("1", "2")
        }
        assert len(answers) == 1


def test_without_graphviz_a_drawing_says_how_to_get_it_and_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = asked("why", "--format", "svg", "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Graphviz" in result.stderr


# --- what goes wrong


@pytest.mark.parametrize(
    "atom",
    [
        'dispositions("王某",exempted)',
        'disposition("王某")',
        "disposition(王某,exempted)",
        'disposition("李某",exempted)',
        'disposition("王某",lenient)',
        '"). :- x.',
        "'; halt. %",
        "",
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_cannot_be_asked_is_refused_with_1(atom: str, lang: str) -> None:
    content = as_json(CASE)
    text = run("why", "-", atom, "--lang", lang, content=content)
    assert (text.exit_code, text.stdout) == (1, "")
    assert text.stderr
    data = run("why", "-", atom, "--lang", lang, "--json", content=content)
    assert (data.exit_code, data.stderr) == (1, "")
    [error] = answer(data)["errors"]
    assert error["pointer"] == "/conclusion"
    assert error["message"]


def test_why_not_of_what_holds_everywhere_is_refused_and_points_to_why() -> None:
    always = str(outcomes().summary.always[0])
    result = run("why-not", "-", always, "--lang", "en", content=as_json(CASE))
    assert result.exit_code == 1
    assert "ask why" in result.stderr


@crossed(outcome=["1-0000000000000000", "999-0000000000000000", "one", ""], form=[[], ["--json"]])
def test_an_outcome_that_is_not_there_is_refused_with_1(outcome: str, form: list[str]) -> None:
    result = asked("why", "--outcome", outcome, "--lang", "en", *form)
    assert result.exit_code == 1
    assert "no such outcome" in result.stderr + result.stdout


@pytest.mark.parametrize(
    ("described", "code", "place"),
    [
        (["--reading", "corector=organ"], "reading", "/readings/corector"),
        (["--reading", "corrector=organs"], "option", "/readings/corrector"),
        (["--reading", "corrector"], "malformed", "/readings"),
        (["--reading", "corrector=organ", "--reading", "corrector=organ"], "duplicate_key", None),
        (["--finding", "harm(small)=maybe"], "malformed", "/disputed/harm(small)"),
        (["--finding", "harm(small"], "malformed", "/disputed"),
        (["--finding", "harm(small=true"], "malformed", "/disputed/harm(small"),
        (["--finding", "harms(small)=true"], "unknown_predicate", "/disputed/harms(small)"),
        (["--disposition", "王某=exemptd"], "value", "/dispositions/王某"),
        (["--disposition", "=exempted"], "name", "/dispositions/"),
        (["--disposition", "王某=no_ground"], "value", ""),
        (["--disposition", "李某=exempted"], "value", ""),
        (["--finding", "harm(small)=true"], "value", ""),
    ],
)
@pytest.mark.parametrize("command", ["why", "why-not"])
def test_an_outcome_that_cannot_be_described_so_is_refused_with_1(
    command: str, described: list[str], code: str, place: str | None
) -> None:
    data = asked(command, "--json", *described)
    assert (data.exit_code, data.stderr) == (1, "")
    [error] = answer(data)["errors"]
    assert error["code"] == code
    assert place is None or error["pointer"] == f"/outcome{place}"
    text = asked(command, *described)
    assert (text.exit_code, text.stdout) == (1, "")
    assert text.stderr


def test_all_faults_of_a_description_are_reported_together() -> None:
    described = ["--reading", "x=y", "--finding", "x=y", "--disposition", "x=y"]
    errors = answer(asked("why", "--json", *described))["errors"]
    assert {error["pointer"].split("/")[2] for error in errors} == {
        "readings",
        "disputed",
        "dispositions",
    }


def test_a_refused_case_is_refused_as_ever() -> None:
    content = as_json(sound(harm=["none", "small"]))
    text = asked("why", content=content)
    assert (text.exit_code, text.stdout) == (1, "")
    data = asked("why", "--json", content=content)
    assert data.exit_code == 1
    assert [error["code"] for error in answer(data)["errors"]] == ["contradiction"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["why"],
        ["why", "-"],
        ["why", "-", EXEMPTED, "--format", "gif"],
        ["why", "-", EXEMPTED, "--lang", "de"],
        ["why", "-", EXEMPTED, "more"],
        ["why", "/no/such/file.yaml", EXEMPTED],
        ["why", "-", EXEMPTED, "--pack", "no-such-law"],
        ["why-not", "-", EXEMPTED, "--time-limit", "0"],
        ["why", "-", EXEMPTED, "--outcome", "1-0", "--reading", "corrector=organ"],
        ["why", "-", EXEMPTED, "--outcome", "", "--finding", "harm(small)=true"],
        ["why-not", "-", EXEMPTED, "--disposition", "王某=exempted", "--outcome", "1-0"],
        ["why", "-", EXEMPTED, "--reading"],
    ],
)
def test_wrong_usage_and_an_unreadable_file_end_with_2(arguments: list[str]) -> None:
    result = run(*arguments, content=as_json(CASE))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


@pytest.mark.parametrize("command", ["why", "why-not"])
def test_without_swi_prolog_nothing_is_proved_and_it_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def missing() -> None:
        raise ProverMissing

    monkeypatch.setattr("wenze.reasoner.proof.bridge._prolog", missing)
    forget_proofs()
    for form in ([], ["--json"]):
        result = asked(command, "--lang", "en", *form)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "SWI-Prolog is not installed" in result.stderr
        assert "wenze doctor" in result.stderr


# --- names


@pytest.mark.parametrize("name", foremost(AWKWARD_NAMES))
def test_a_name_is_shown_as_it_is(name: str) -> None:
    case = sound(serves=[[name, "局"]], role=[[name, "handler"]])
    found = LAW.solve(Case.from_data(case))
    [atom] = [str(s) for s in found.summary.sometimes if s.name == "disposition"]
    content = as_json(case)
    said = answer(run("why", "-", atom, "--json", content=content))
    assert said["conclusion"] == atom
    assert said["nodes"][said["root"]]["atom"] == atom
    text = run("why", "-", atom, content=content)
    assert (text.exit_code, text.stderr) == (0, "")
    assert name in text.stdout
    drawn = run("why", "-", atom, "--format", "dot", content=content)
    assert drawn.exit_code == 0


def test_the_pack_may_be_named_by_its_folder(path: str) -> None:
    named = run("why", path, EXEMPTED, "--pack", str(LAW_FOLDER))
    assert named.stdout == asked("why").stdout
