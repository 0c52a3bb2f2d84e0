"""The command ``wenze``: exit codes, streams, languages, JSON, and names printed as they are."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

import pytest
from click.testing import CliRunner, Result

from support.cases.sound import AWKWARD_NAMES, COLLISION, as_json, sound
from support.packs import LAW_FOLDER, LAW_ID, MINI_FOLDER, MINI_ID, broken
from support.sampling import crossed, few
from wenze.api.cli.main import main
from wenze.reasoner.budget import TimeUp
from wenze.reasoner.case.text_tree import MAX_BYTES

Write = Callable[..., str]


def run(*arguments: str, content: bytes | str | None = None, **env: str) -> Result:
    return CliRunner().invoke(main, list(arguments), input=content, env=env)


def answer(result: Result) -> dict[str, Any]:
    """The JSON on standard output."""
    return cast("dict[str, Any]", json.loads(result.stdout))


def process(
    *arguments: str, content: bytes = b"", **env: str
) -> subprocess.CompletedProcess[bytes]:
    """A run of the installed command in a process of its own."""
    command = Path(sys.executable).with_name("wenze")
    return subprocess.run(  # noqa: S603 - the command under test
        [str(command), *arguments],
        input=content,
        capture_output=True,
        env={**os.environ, **env},
        check=False,
    )


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def writer(case: Mapping[str, Any] | bytes, name: str = "case.json") -> str:
        path = tmp_path / name
        path.write_bytes(case if isinstance(case, bytes) else as_json(case))
        return str(path)

    return writer


# --- Exit codes and streams


def test_an_answer_is_exit_code_0_and_all_on_standard_output(write: Write) -> None:
    for options in ([], ["--json"]):
        result = run("outcomes", write(sound()), *options)
        assert (result.exit_code, result.stderr) == (0, "")
        assert "王某" in result.stdout


def test_a_refused_case_is_exit_code_1_and_speaks_on_standard_error(write: Write) -> None:
    result = run("outcomes", write(sound(harm=["none", "small"])), "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "problems found: 1" in result.stderr
    assert "/facts/harm/0" in result.stderr
    assert "/facts/harm/1" in result.stderr


def test_a_refused_case_with_json_has_its_errors_on_standard_output(write: Write) -> None:
    result = run("outcomes", write(sound(ruling=["revokd"])), "--json", "--lang", "en")
    assert (result.exit_code, result.stderr) == (1, "")
    assert answer(result) == {
        "errors": [
            {
                "code": "value",
                "pointer": "/facts/ruling/0",
                "also": [],
                "line": None,
                "found": "revokd",
                "message": "“revokd” is not a value for: ruling",
                "allowed": [
                    "revoked",
                    "declared_unlawful",
                    "declared_void",
                    "varied",
                    "ordered_to_perform",
                    "state_compensation",
                    "otherwise_lost",
                ],
                "nearest": "revoked",
            }
        ]
    }


@pytest.mark.parametrize(
    "content",
    [b"", b"# nothing", b"[]", b"facts: [", b"\xff", b"[" * 100_000, b"x" * (MAX_BYTES + 1)],
    ids=["empty", "comment", "list", "not YAML", "not UTF-8", "deep", "large"],
)
@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
def test_what_is_no_case_is_refused_and_not_a_crash(
    write: Write, content: bytes, options: list[str]
) -> None:
    result = run("outcomes", write(content), *options)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert answer(result)["errors"] if options else result.stderr


@pytest.mark.parametrize(
    "key", ["\ud800", "\x1b[31m", "[red]x[/red]", "k" * 5000], ids=["half", "esc", "markup", "long"]
)
@crossed(
    template=["{KEY: 1}", '{"facts": {KEY: ["a"]}}', '{"regulation": KEY}'],
    options=[[], ["--json"]],
)
def test_hostile_keys_are_refused_and_not_a_crash(
    write: Write, template: str, key: str, options: list[str]
) -> None:
    case = write(template.replace("KEY", json.dumps(key)).encode())
    result = run("outcomes", case, *options)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "\x1b[31m" not in result.stdout + result.stderr


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_file_that_cannot_be_read_is_exit_code_2(tmp_path: Path, lang: str) -> None:
    for path in (tmp_path / "no.yaml", tmp_path):
        result = run("outcomes", str(path), "--lang", lang)
        assert (result.exit_code, result.stdout) == (2, "")
        assert str(path) in result.stderr
        assert ("无法读取" if lang == "zh" else "cannot be read") in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["outcomes"],
        ["outcomes", "a", "b"],
        ["no-such-command"],
        ["outcomes", "a", "--lang", "fr"],
        ["outcomes", "a", "--limit", "-1"],
        ["outcomes", "a", "--limit", "x"],
        ["outcomes", "a", "--no-such-option"],
        ["check"],
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error" in result.stderr


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
def test_an_unknown_regulation_is_refused_with_those_there_are(
    write: Write, options: list[str]
) -> None:
    result = run("outcomes", write({**sound(), "regulation": "no-such-law"}), *options)
    assert result.exit_code == 1
    if options:
        (error,) = answer(result)["errors"]
        assert (error["pointer"], error["found"]) == ("/regulation", "no-such-law")
        assert LAW_ID in error["message"]
    else:
        assert "no-such-law" in result.stderr
        assert LAW_ID in result.stderr


@pytest.mark.parametrize("command", ["outcomes", "demo"])
def test_an_unknown_regulation_asked_for_by_option_is_told_and_not_a_crash(
    write: Write, command: str
) -> None:
    case = [write(sound())] if command == "outcomes" else []
    result = run(command, *case, "--pack", "no-such-law", "--lang", "en")
    assert result.exit_code in (1, 2)
    assert isinstance(result.exception, SystemExit)
    assert "no-such-law" in result.stderr


@pytest.mark.parametrize("command", ["outcomes", "demo"])
def test_a_pack_that_cannot_be_read_is_told_and_not_a_crash(
    write: Write, tmp_path: Path, command: str
) -> None:
    folder = broken(MINI_FOLDER, tmp_path, ("words.yaml", "types:", "types: ["))
    case = [write({})] if command == "outcomes" else []
    result = run(command, *case, "--pack", str(folder))
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert "words.yaml" in result.stderr


def test_help_and_version_are_given() -> None:
    for arguments in (["--help"], ["-h"], ["outcomes", "--help"], ["--version"]):
        assert run(*arguments).exit_code == 0
    told = run("--help").stdout
    assert all(command in told for command in ("outcomes", "check", "doctor", "demo"))


# --- The JSON of an answer

SHAPE = {
    "regulation",
    "outcome_count",
    "complete",
    "certified",
    "pinned",
    "outcomes",
    "persons",
    "always",
    "sometimes",
    "collisions",
    "assumptions",
    "idle",
    "dropped",
    "receipt",
}


def test_an_answer_has_the_shape_that_is_promised(write: Write) -> None:
    case = sound(
        **COLLISION,
        disputed={"minor_circumstances": ["王某"], "statutory_leniency": ["王某"]},
        readings={"later_conduct": "counted"},
    )
    told = answer(run("outcomes", write(case), "--json", "--lang", "en"))
    assert set(told) == SHAPE
    assert told["regulation"]["id"] == LAW_ID
    assert told["regulation"]["digest"].startswith("sha256:")
    assert (told["complete"], told["certified"]) == (True, True)
    assert told["pinned"] == {"later_conduct": "counted"}
    assert told["outcome_count"] >= len(told["outcomes"]) == 100
    assert told["idle"] == ['minor_circumstances("王某")']
    for position, outcome in enumerate(told["outcomes"], start=1):
        assert outcome["id"].startswith(f"{position}-")
        assert {"readings", "disputed", "dispositions", "conclusions"} <= set(outcome)
        assert set(outcome["dispositions"]) == {"王某"}
        for conclusion in outcome["conclusions"]:
            assert set(conclusion) == {"atom", "text", "provisions"}
            assert conclusion["provisions"]
    person = told["persons"]["王某"]
    assert set(person) == {"dispositions", "contested", "readings"}
    collision = told["collisions"][0]
    assert set(collision) == {"reading", "persons", "provisions", "options"}
    assert collision["persons"] == ["王某"]
    for key in ("always", "sometimes", "assumptions"):
        assert all({"atom", "text", "provisions"} == set(each) for each in told[key])
    assert "not_certified" not in {each["atom"] for each in told["assumptions"]}
    assert "date" not in {key.lower() for key in told["receipt"]}


def test_a_dropped_combination_is_told_with_its_errors(write: Write) -> None:
    case = sound(disputed={"harm": ["none", "small"]})
    (dropped,) = answer(run("outcomes", write(case), "--json"))["dropped"]
    assert dropped["disputed"] == {"harm(none)": True, "harm(small)": True}
    assert [error["code"] for error in dropped["errors"]] == ["contradiction"]


def test_the_limit_cuts_the_list_and_nothing_else(write: Write) -> None:
    path = write(sound(**COLLISION))
    whole = answer(run("outcomes", path, "--json"))
    del whole["receipt"]
    for limit in (0, 1, 5, 38, 1000):
        cut = answer(run("outcomes", path, "--json", "--limit", str(limit)))
        assert cut.pop("receipt")["asked"]["limit"] == limit
        assert cut == {**whole, "outcomes": whole["outcomes"][:limit]}


def test_text_cut_by_the_limit_says_so(write: Write) -> None:
    path = write(sound(**COLLISION))
    for limit in ("0", "1"):
        result = run("outcomes", path, "--limit", limit, "--lang", "en")
        assert result.exit_code == 0
        assert "Outcomes in all: 38" in result.stdout
        assert "use --limit for more" in result.stdout
    assert "use --limit" not in run("outcomes", path, "--lang", "en").stdout


def test_a_count_that_json_readers_would_round_is_written_as_text(write: Write) -> None:
    names = [f"职员{number}" for number in range(34)]
    case = sound(
        serves=[[name, "局"] for name in names],
        role=[[name, "handler"] for name in names],
        statutory_leniency=names,
        readings={"residual_leniency": "full_range"},
    )
    told = answer(run("outcomes", write(case), "--json", "--limit", "1"))
    assert told["outcome_count"] == str(3**34)
    assert told["complete"] is True
    fewer = sound(
        serves=[[name, "局"] for name in names[:33]],
        role=[[name, "handler"] for name in names[:33]],
        statutory_leniency=names[:33],
        readings={"residual_leniency": "full_range"},
    )
    assert answer(run("outcomes", write(fewer), "--json", "--limit", "0"))["outcome_count"] == 3**33


def test_the_same_case_gives_the_same_bytes_in_any_process(write: Write) -> None:
    case = sound(
        **COLLISION,
        disputed={"loss_harm": ["vile_influence"], "harm": ["none", "small"]},
        serves=[["王某", "局"], ["李某", "局"]],
        role=[["王某", "handler"], ["李某", "approver"]],
    )
    path = write(case)
    told = [
        process("outcomes", path, "--json", "--limit", "1000", PYTHONHASHSEED=seed)
        for seed in ("1", "4711")
    ]
    assert [each.returncode for each in told] == [0, 0]
    assert told[0].stdout
    assert told[0].stdout == told[1].stdout
    ids = [outcome["id"] for outcome in json.loads(told[0].stdout)["outcomes"]]
    assert len(ids) == len(set(ids)) > 100


# --- The time limit


def test_at_the_time_limit_what_was_found_is_printed_with_exit_code_3(write: Write) -> None:
    path = write(sound(**COLLISION))
    for lang, words in (("zh", "时限"), ("en", "time limit of 1e-06 s")):
        result = run("outcomes", path, "--json", "--time-limit", "0.000001", "--lang", lang)
        assert result.exit_code == 3
        assert words in result.stderr
        told = answer(result)
        assert (told["outcomes"], told["outcome_count"], told["complete"]) == ([], None, False)


@pytest.mark.parametrize("command", ["outcomes", "demo"])
def test_at_the_time_limit_the_sections_that_are_ready_are_shown(
    write: Write, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def late(*_: object) -> None:
        raise TimeUp

    case = [write(sound(**COLLISION))] if command == "outcomes" else []
    whole = run(command, *case, "--lang", "en", COLUMNS="200")
    monkeypatch.setattr("wenze.reasoner.answer.outline.OutcomesOutliner._conclusions", late)
    part = run(command, *case, "--lang", "en", COLUMNS="200")
    assert (whole.exit_code, part.exit_code) == (0, 3)
    assert whole.stdout.startswith(part.stdout.rstrip("\n"))
    assert "Outcome" in part.stdout
    assert "time limit" in part.stderr


def test_no_outcome_is_shown_before_it_is_certified(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = iter(range(3))

    def certificate(*_: object) -> bool:
        if next(left, None) is None:
            raise TimeUp
        return True

    monkeypatch.setattr("wenze.reasoner.answer.outline.certificate", certificate)
    result = run("outcomes", write(sound(**COLLISION)), "--lang", "en")
    assert result.exit_code == 3
    assert len(re.findall(r"^Outcomes? \d", result.stdout, re.MULTILINE)) == 3


def test_what_cannot_be_interrupted_is_ended_a_moment_later(tmp_path: Path) -> None:
    endless = broken(MINI_FOLDER, tmp_path, ("articles/02.lp", "", "n(0). n(X+1) :- n(X).\n"))
    case = as_json({"facts": {"loan": [["张三", "2030-03-01"]]}})
    options = ("--pack", str(endless), "--time-limit", "1", "--lang", "en")
    ended = process("outcomes", "-", *options, content=case)
    assert (ended.returncode, ended.stdout) == (3, b"")
    said = "Stopped: the time limit of 1 s was reached, and there is no answer; "
    assert ended.stderr.decode() == f"{said}--time-limit gives more time\n"


def test_a_refused_case_is_refused_within_any_time_limit_that_is_enough(write: Write) -> None:
    result = run("outcomes", write(sound(harm=["none", "small"])), "--time-limit", "60")
    assert (result.exit_code, result.stdout) == (1, "")


@pytest.mark.parametrize("seconds", ["0", "-1", "inf", "nan", "x"])
def test_a_time_limit_that_is_none_is_wrong_usage(write: Write, seconds: str) -> None:
    for command in ("outcomes", "verify"):
        result = run(command, write(sound()), f"--time-limit={seconds}")
        assert result.exit_code == 2


# --- Standard input, languages, packs


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_a_dash_is_standard_input(form: str) -> None:
    content = as_json(sound()) if form == "json" else b"facts:\n  ruling: [revoked]\n"
    result = run("outcomes", "-", "--json", content=content)
    assert result.exit_code == (0 if form == "json" else 1)
    assert ("persons" if form == "json" else "errors") in answer(result)


def test_the_language_is_the_option_then_the_variable_then_chinese(write: Write) -> None:
    path = write(sound())

    def lang(*options: str, **env: str) -> str:
        return "zh" if "各人的处理" in run("outcomes", path, *options, **env).stdout else "en"

    assert lang() == "zh"
    assert lang(WENZE_LANG="en") == "en"
    assert lang("--lang", "zh", WENZE_LANG="en") == "zh"
    assert lang("--lang", "en") == "en"
    assert lang(WENZE_LANG="fr") == "zh"


def test_only_words_are_translated(write: Write) -> None:
    path = write(sound(**COLLISION))
    zh, en = (answer(run("outcomes", path, "--json", "--lang", lang)) for lang in ("zh", "en"))

    def without_text(value: Any) -> Any:
        if isinstance(value, dict):
            said = ("text", "message", "lang", "parts", "answer")  # words, and digests of them
            return {k: without_text(v) for k, v in value.items() if k not in said}
        return [without_text(v) for v in value] if isinstance(value, list) else value

    assert zh != en
    assert without_text(zh) == without_text(en)


def test_an_answer_reads_in_chinese_as_a_lawyer_expects(write: Write) -> None:
    case = {**sound(**COLLISION, disputed={"minor_circumstances": ["王某"]}), "title": "王某案"}
    told = run("outcomes", write(case), "--lang", "zh", COLUMNS="200").stdout
    for words in (
        "沂源县行政败诉案件过错责任追究暂行办法",
        "王某案",
        "免予问责、不予问责、问责、从重问责",
        "共38种结果",
        "第十一条第（二）项",
        "第十三条第（二）项",
        "不影响任何结论的争议事实",
        "执法过错情节轻微",
        "证明引擎（SWI-Prolog）复核",
    ):
        assert words in told, words


def test_an_answer_reads_in_english_as_a_lawyer_expects(write: Write) -> None:
    case = sound(**COLLISION, readings={"later_conduct": "counted"})
    told = run("outcomes", write(case), "--lang", "en", COLUMNS="200").stdout
    for words in (
        "Interim Measures of Yiyuan County",
        "exempted from accountability",
        "Art. 11(2)",
        "Art. 13(2)",
        "Outcomes in all: 18",
        "Readings that are pinned",
        "What holds in every outcome",
        "checked by the second engine",
    ):
        assert words in told, words
    assert "问责" not in told.replace("免予或不予问责", "").replace("从重问责", "")[:200]


@pytest.mark.parametrize(
    "name", few([*AWKWARD_NAMES, "[link=x]y[/link]", "[/]", "[bold", "\\[red]"])
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_name_is_printed_as_it_is(write: Write, name: str, lang: str) -> None:
    case = {
        **sound(
            organ=[[name, "administrative_organ"]],
            nominal_organ=[name],
            serves=[[name, name]],
            role=[[name, "handler"]],
            disputed={"deceived_by_party": [name], "minor_circumstances": [name]},
            statutory_severity=[name],
        ),
        "title": f"案 {name}",
    }
    result = run("outcomes", write(case), "--lang", lang, COLUMNS="1000")
    assert result.exit_code == 0
    assert f"案 {name}" in result.stdout
    assert result.stdout.count(name) > 4
    told = answer(run("outcomes", write(case), "--json", "--lang", lang))
    assert list(told["persons"]) == [name]


def test_a_name_in_a_refusal_is_printed_as_it_is(write: Write) -> None:
    case = sound(knew_of_error=["[red]x[/red]"], deceived_by_party=["\x1b[31m甲"])
    result = run("outcomes", write(case), "--lang", "en", COLUMNS="300")
    assert "[red]x[/red]" in result.stderr
    assert "\x1b" not in result.stderr
    assert "\\x1b[31m" in result.stderr


def test_a_second_pack_beside_the_first_is_found_by_its_id(write: Write) -> None:
    case = {"regulation": MINI_ID, "facts": {"loan": [["张三", "2030-03-01"]]}}
    for shelf in (MINI_FOLDER.parent, MINI_FOLDER):
        result = run("outcomes", write(case), "--json", WENZE_PACKS=str(shelf))
        assert answer(result)["persons"]["张三"]["dispositions"] == ["not_due"]
    unknown = run("outcomes", write(case), "--json")
    assert answer(unknown)["errors"][0]["pointer"] == "/regulation"


def test_with_two_packs_a_case_must_name_its_regulation(write: Write) -> None:
    shelf = str(MINI_FOLDER.parent)
    result = run("outcomes", write(sound()), "--json", "--lang", "en", WENZE_PACKS=shelf)
    (error,) = answer(result)["errors"]
    assert LAW_ID in error["message"]
    assert MINI_ID in error["message"]
    named = run("outcomes", write({**sound(), "regulation": LAW_ID}), WENZE_PACKS=shelf)
    assert named.exit_code == 0


def test_a_pack_is_taken_by_path_too(write: Write) -> None:
    case = {"facts": {"loan": [["张三", "2030-03-01"]], "late": ["张三"]}}
    result = run("outcomes", write(case), "--pack", str(MINI_FOLDER), "--lang", "en")
    assert result.exit_code == 0
    assert "the fee is charged" in result.stdout


# --- Demonstration, check, doctor


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "示例：承办人受骗"), ("en", "Worked case: The handler was deceived")]
)
def test_the_demonstration_solves_the_case_the_regulation_names(lang: str, words: str) -> None:
    result = run("demo", "--lang", lang, COLUMNS="200")
    assert result.exit_code == 0
    assert words in result.stdout
    assert "李某" in result.stdout
    told = answer(run("demo", "--json", "--lang", lang))
    assert set(told) == SHAPE


def test_a_regulation_without_a_demonstration_says_so(tmp_path: Path) -> None:
    folder = broken(
        MINI_FOLDER, tmp_path, ("pack.yaml", "demonstration: 01_illness_at_home.yaml\n", "")
    )
    result = run("demo", "--pack", str(folder), "--lang", "en")
    assert result.exit_code == 2
    assert "no demonstration" in result.stderr


def test_a_demonstration_that_is_missing_is_told_and_not_a_crash(tmp_path: Path) -> None:
    folder = broken(MINI_FOLDER, tmp_path, without=["cases/01_illness_at_home.yaml"])
    result = run("demo", "--pack", str(folder))
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize(("lang", "words"), [("zh", "未发现问题"), ("en", "no fault found")])
def test_checking_a_sound_pack_is_exit_code_0(lang: str, words: str) -> None:
    result = run("check", str(MINI_FOLDER), "--lang", lang)
    assert result.exit_code == 0
    assert words in result.stdout
    told = answer(run("check", str(MINI_FOLDER), "--lang", lang, "--json"))
    assert (told["pack"], told["faults"]) == (MINI_ID, [])


def test_checking_a_broken_pack_is_exit_code_1(tmp_path: Path) -> None:
    folder = broken(MINI_FOLDER, tmp_path, ("vocabulary.yaml", "group: excuses", "group: [x]"))
    other = broken(
        MINI_FOLDER, tmp_path / "other", ("vocabulary.yaml", "group: excuses", 'group: "[b]x[/b]"')
    )
    for pack in (folder, other, tmp_path / "no-such-pack"):
        result = run("check", str(pack), "--lang", "en", COLUMNS="300")
        assert result.exit_code == 1
        assert isinstance(result.exception, SystemExit)
        assert "no fault found" not in result.stdout
    assert "[b]x[/b]" in run("check", str(other), "--lang", "en").stdout


def test_doctor_names_what_is_missing_and_the_line_that_installs_it() -> None:
    result = process("doctor", "--lang", "en", PATH="")
    told = result.stdout.decode()
    assert result.returncode == 1
    for words in ("missing", "apt-get install swi-prolog-nox", "apt-get install graphviz"):
        assert words in told
    components = json.loads(process("doctor", "--json", PATH="").stdout)["components"]
    missing = {each["name"] for each in components if each["version"] is None}
    assert {"SWI-Prolog", "Graphviz", "CJK font"} <= missing
    assert "clingo" not in missing
    assert "缺少" in process("doctor", PATH="").stdout.decode()


def test_the_installed_command_answers_from_a_file_and_from_standard_input(write: Write) -> None:
    by_file = process("outcomes", write(sound()), "--json")
    by_input = process("outcomes", "-", "--json", content=as_json(sound()))
    assert by_file.returncode == by_input.returncode == 0
    assert by_file.stdout == by_input.stdout
    refused = process("outcomes", "-", content=b"{}")
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr


def test_the_command_needs_no_utf_8_locale(write: Write) -> None:
    told = process("outcomes", write(sound()), LC_ALL="C", LANG="C")
    assert told.returncode == 0
    assert "王某" in told.stdout.decode()
    check = process("check", str(LAW_FOLDER / "cases"), LC_ALL="C")
    assert check.returncode == 1
