"""What the command takes upon itself before it answers."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from support.cases.sound import COLLISION, as_json, sound
from wenze.api.cli.main import main

# What asks for the command, then names what was imported on the way.
IMPORTED = """
import sys
from wenze.api.cli.main import main
main(sys.argv[1:], standalone_mode=False)
print(*sorted(sys.modules), file=sys.stderr)
"""


@pytest.fixture
def case(tmp_path: Path) -> str:
    path = tmp_path / "case.json"
    path.write_bytes(as_json(sound(**COLLISION)))
    return str(path)


def imported(*arguments: str) -> set[str]:
    """The modules that a run of the command imports."""
    done = subprocess.run(  # noqa: S603 - the command under test
        [sys.executable, "-c", IMPORTED, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_an_answer_as_json_imports_nothing_that_only_other_commands_need(case: str) -> None:
    others = {
        "rich",
        "graphviz",
        "wenze.viz",
        "wenze.reasoner.asp",
        "wenze.reasoner.check.pack_check",
        "wenze.reasoner.case.worked_cases",
    }
    modules = imported("outcomes", case, "--json")
    assert "wenze.reasoner.solver.outcomes" in modules
    assert not modules & others


def test_an_answer_for_people_draws_nothing_and_checks_nothing(case: str) -> None:
    modules = imported("outcomes", case)
    assert "rich" in modules
    assert not modules & {
        "graphviz",
        "wenze.viz",
        "wenze.reasoner.asp",
        "wenze.reasoner.check.pack_check",
    }


def test_every_command_is_listed_and_can_be_called() -> None:
    names = list(main.commands)
    assert {"outcomes", "why", "why-not", "draw", "asp", "check", "doctor", "demo"} <= set(names)
    for name in names:
        result = CliRunner().invoke(main, [name, "--help"])
        assert result.exit_code == 0
        assert main.commands[name].name == name


def test_a_mistyped_command_is_named_the_one_it_is_like() -> None:
    result = CliRunner().invoke(main, ["outcme"])
    assert result.exit_code == 2
    assert "'outcomes'" in result.stderr


def test_a_command_leaves_the_search_for_garbage_as_it_was() -> None:
    before = gc.get_threshold()
    CliRunner().invoke(main, ["doctor", "--json"])
    assert gc.get_threshold() == before


def test_help_imports_no_command_and_no_engine() -> None:
    modules = imported("--help")
    assert "wenze.api.cli.main" in modules
    engine = {name for name in modules if name.startswith(("wenze.reasoner.", "wenze.viz"))}
    assert engine <= {"wenze.reasoner.version"}
    assert not modules & {"clingo", "networkx", "pydantic", "rich", "wenze.api.cli.outcomes"}
