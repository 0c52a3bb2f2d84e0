"""A law that is encoded wrongly is noticed: the pack is broken on purpose, rule by rule.

``mutants.yaml`` lists the changes with what notices each: a worked case, `wenze check`, or one of
the cases given there, held against the independent oracle. A mutant that survives what is named
for it is held against everything else before it counts as alive.
"""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.cases.worked import worked
from support.oracles.oracle_comparison import disagreements
from support.oracles.reference import random_case
from support.packs import LAW_FOLDER
from wenze import Reasoner
from wenze.reasoner.check.deviations import deviations
from wenze.reasoner.check.pack_check import check_pack

pytestmark = pytest.mark.soak

LISTED: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "mutants.yaml").read_text(encoding="utf-8")
)
DIRECTED: dict[str, dict[str, Any]] = LISTED["cases"]
WORKED = {case.file: case for case in worked(LAW_FOLDER)}


@dataclass(frozen=True)
class Mutant:
    """One change of the encoded law, and what is expected to notice it."""

    article: int
    old: str
    new: str
    noticed_by: str

    @property
    def name(self) -> str:
        words = " ".join(f"{self.old} -> {self.new or 'nothing'}".split())
        return f"art. {self.article}: {words[:120]}"


MUTANTS = [Mutant(**each) for each in LISTED["mutants"]]


def mutated(mutant: Mutant, target: Path) -> Path:
    """A copy of the pack with the one change; a rule may stand in any file."""
    folder = target / LAW_FOLDER.name
    shutil.copytree(LAW_FOLDER, folder)
    files = [path for path in sorted(folder.rglob("*.lp")) if mutant.old in path.read_text("utf-8")]
    assert files, f"no file has {mutant.old!r}: bring mutants.yaml up to date"
    text = files[0].read_text("utf-8")
    files[0].write_text(text.replace(mutant.old, mutant.new, 1), encoding="utf-8")
    return folder


def noticed(reasoner: Reasoner, by: str) -> bool:
    """Whether one named witness notices that the law is another."""
    if by == "check":
        return bool(check_pack(str(reasoner.pack.folder)).faults)
    if by in DIRECTED:
        return bool(disagreements(reasoner, DIRECTED[by]))
    return by in WORKED and bool(deviations(reasoner, WORKED[by]))


def noticed_by_anything(reasoner: Reasoner) -> bool:
    """Worked cases and `wenze check`, the cases of the list, and some random ones."""
    if any(noticed(reasoner, by) for by in (*DIRECTED, "check")):
        return True
    cases = (random_case(random.Random(f"mutant {seed}"), size="rich") for seed in range(40))
    return any(disagreements(reasoner, case) for case in cases)


@pytest.mark.parametrize("mutant", MUTANTS, ids=[mutant.name for mutant in MUTANTS])
def test_a_mutant_does_not_survive(mutant: Mutant, tmp_path: Path) -> None:
    reasoner = Reasoner(mutated(mutant, tmp_path))
    assert noticed(reasoner, mutant.noticed_by) or noticed_by_anything(reasoner)


@pytest.mark.parametrize("name", DIRECTED)
def test_the_law_itself_agrees_with_the_oracle_where_mutants_do_not(
    law: Reasoner, name: str
) -> None:
    assert disagreements(law, DIRECTED[name]) == []


def test_mutants_are_of_every_article_and_of_the_findings() -> None:
    assert {mutant.article for mutant in MUTANTS} == {*range(1, 20), 0}
    assert len({(mutant.old, mutant.new) for mutant in MUTANTS}) == len(MUTANTS)
    assert len(MUTANTS) >= 100
