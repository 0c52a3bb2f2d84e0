"""``wenze draw``: maps of collisions and the graph of the articles."""

import xml.etree.ElementTree as ET
from pathlib import Path

import yaml
from click.testing import CliRunner, Result

from support.packs import LAW_FOLDER
from wenze.api.cli.main import main


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["draw", *arguments])


def worked(name: str, target: Path) -> str:
    """The case of a worked case as a file of its own."""
    [path] = (LAW_FOLDER / "cases").glob(f"{name}*.yaml")
    case = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["case"]  # noqa: S506
    file = target / "case.yaml"
    file.write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    return str(file)


def words(result: Result) -> str:
    """All text of an SVG drawing."""
    assert result.exit_code == 0, result.stderr
    return "".join("".join(ET.fromstring(result.stdout_bytes).itertext()).split())  # noqa: S314


def test_a_collision_shows_its_circumstances_options_and_dispositions(tmp_path: Path) -> None:
    shown = words(run("collision", worked("01", tmp_path)))
    for expected in ("第十一条第（二）项", "第十三条第（二）项", "王某", "免予问责", "从重问责"):
        assert expected in shown


def test_a_collision_is_named_by_the_reading_that_settles_it(tmp_path: Path) -> None:
    case = worked("01", tmp_path)
    named = run("collision", case, "--reading", "exemption_vs_aggravation", "--lang", "en")
    assert "Art.11(2)" in words(named)
    other = run("collision", case, "--reading", "leniency_vs_aggravation")
    assert (other.exit_code, other.stdout) == (1, "")


def test_the_articles_hang_together() -> None:
    assert "第十三条" in words(run("articles"))
    assert "Art.13(2)" in words(run("articles", "--provisions", "--lang", "en"))


def test_a_drawing_comes_as_dot_png_and_pdf_too(tmp_path: Path) -> None:
    case = worked("01", tmp_path)
    for form, start in (("dot", b"digraph"), ("png", b"\x89PNG"), ("pdf", b"%PDF")):
        result = run("collision", case, "--format", form)
        assert result.exit_code == 0
        assert (
            result.stdout_bytes.lstrip(b"/ \n").startswith(start)
            or start in (result.stdout_bytes[:200])
        )


def test_an_unknown_regulation_is_wrong_usage() -> None:
    assert run("articles", "--pack", "no-such-law").exit_code == 2
