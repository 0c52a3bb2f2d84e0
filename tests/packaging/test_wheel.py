"""The wheel holds one package, and works beside a project with folders named as its rooms."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pytest

from support.cases.sound import COLLISION, sound
from support.packs import LAW_ID

ROOT = Path(__file__).parents[2]
ROOMS = ("api", "kb", "reasoner", "viz")
# What the package may hold beside Python.
DATA = {".css", ".html", ".js", ".lp", ".md", ".pl", ".txt", ".typed", ".yaml"}
PROGRAM = """\
from wenze import Case, Reasoner

reasoner = Reasoner("yiyuan-2022-59")
answer = reasoner.outcomes("case.yaml", "en")
contested: bool = answer["persons"]["王某"]["contested"]
names: dict[str, str] = answer["outcomes"][0]["dispositions"]
reveal_type(reasoner.outcomes({"facts": {}})["receipt"]["pack"]["digest"])
reveal_type(reasoner.why(Case.load("case.yaml"), "x").as_json("en")["nodes"]["1"]["kind"])
answer["person"]
answer["persons"]["王某"]["contestd"]
wrong: str = answer["persons"]["王某"]["contested"]
reasoner.outcomes(3)
"""


def run(*command: str | Path, cwd: Path) -> str:
    """Run a program, which must succeed, and return its output."""
    done = subprocess.run(  # noqa: S603 - programs of this environment
        [str(part) for part in command], cwd=cwd, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def built(target: str, source: Path, folder: Path) -> Path:
    """Build a distribution, without any network."""
    run(sys.executable, "-m", "hatchling", "build", "-t", target, "-d", folder, cwd=source)
    [path] = folder.iterdir()
    return path


@dataclass(frozen=True)
class Project:
    """A user's folder with rooms of its own, and the programs of an environment with the wheel."""

    folder: Path
    programs: Path

    def run(self, program: str, *arguments: str) -> str:
        return run(self.programs / program, *arguments, cwd=self.folder)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def project(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder, environment = (tmp_path_factory.mktemp(name) for name in ("project", "environment"))
    for room in ROOMS:
        (folder / room).mkdir()
        (folder / room / "__init__.py").write_text(f'OWN = "{room}"\n')
    (folder / "case.yaml").write_text(json.dumps(sound(**COLLISION)), encoding="utf-8")
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=folder)
    [site] = environment.glob("lib/python*/site-packages")
    # The dependencies of this environment, without the links to the tree that it has too.
    shared = [path for path in sys.path if path.endswith("site-packages")]
    (site / "dependencies.pth").write_text("\n".join(shared))
    python = environment / "bin" / "python"
    install = ("install", "--no-deps", "--no-index", "--quiet", "--force-reinstall", wheel)
    run(sys.executable, "-m", "pip", "--python", python, *install, cwd=folder)
    return Project(folder, python.parent)


def members(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_the_wheel_holds_one_package_with_its_packs_and_words(wheel: Path) -> None:
    names = [name for name in members(wheel) if ".dist-info/" not in name]
    assert {name.partition("/")[0] for name in names} == {"wenze"}
    assert {name.split("/")[1] for name in names} == {*ROOMS, "__init__.py", "py.typed"}
    assert {Path(name).suffix for name in names} == {".py", *DATA}
    tracked = (
        run("git", "ls-files", *ROOMS, cwd=ROOT).splitlines() if (ROOT / ".git").exists() else []
    )
    assert {f"wenze/{name}" for name in tracked} <= set(names)


def test_the_source_distribution_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    sdist = built("sdist", ROOT, tmp_path / "sdist")
    with tarfile.open(sdist) as file:
        file.extractall(tmp_path, filter="data")
    again = built("wheel", tmp_path / sdist.name.removesuffix(".tar.gz"), tmp_path / "wheel")
    assert members(again) == members(wheel)


def test_beside_folders_named_as_its_rooms_the_command_works(project: Project) -> None:
    assert "王某" in project.run("wenze", "demo")
    answer = json.loads(project.run("wenze", "outcomes", "case.yaml", "--json"))
    assert answer["persons"]["王某"]["contested"] is True


def test_beside_folders_named_as_its_rooms_the_library_works(project: Project) -> None:
    program = f"""
import api, kb, reasoner, viz
from pathlib import Path
import wenze
from wenze import Case, Reasoner
from wenze.api import create_app

assert [room.OWN for room in (api, kb, reasoner, viz)] == {[*ROOMS]}
assert wenze.__version__ == {version("wenze")!r}
assert {str(ROOT)!r} not in wenze.__file__
law, case = Reasoner({LAW_ID!r}), Case.load("case.yaml")
answer = law.outcomes(case)
assert answer["persons"]["王某"]["contested"]
forms = ("case.yaml", Path("case.yaml"), case.as_data({LAW_ID!r}))
assert [law.outcomes(form) for form in forms] == [answer] * len(forms)
assert create_app().test_client().get("/v1/regulations").status_code == 200
"""
    project.run("python", "-c", program)


def test_a_user_s_program_is_checked_against_the_types_of_answers(project: Project) -> None:
    (project.folder / "program.py").write_text(PROGRAM, encoding="utf-8")
    checked = subprocess.run(  # noqa: S603 - mypy of this environment
        [
            *(sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--config-file="),
            *("--python-executable", str(project.programs / "python"), "program.py"),
        ],
        cwd=project.folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    faulty = {int(number) for number in re.findall(r":(\d+): error: ", checked.stdout)}
    assert faulty == {9, 10, 11, 12}, checked.stdout
    revealed = re.findall(r":(\d+): note: Revealed type is \"(.*)\"", checked.stdout)
    assert revealed[0] == ("7", "str")
    assert revealed[1][1].startswith("Literal['fact']")
