"""Changes: what replaces what, the fewest that come to some flips, rows of a case file."""

from __future__ import annotations

import pytest

from wenze.reasoner.atoms import read_atom
from wenze.reasoner.inquiry.what_if.changes import Change, fewest_changes, patch, replaces

HANDLER, APPROVER, OTHERS, LEADER, PAID, DATE = map(
    read_atom,
    (
        'role("王某",handler)',
        'role("王某",approver)',
        'role("李某",handler)',
        'role("李某",leader)',
        "compensation_paid",
        "date(act,date(2023,2,1))",
    ),
)
ORDER = {f: n for n, f in enumerate((HANDLER, OTHERS, PAID, APPROVER, LEADER, DATE))}


def test_one_value_is_replaced_and_no_more() -> None:
    assert replaces(APPROVER, HANDLER)
    assert replaces(OTHERS, HANDLER)
    assert not replaces(LEADER, HANDLER)
    assert not replaces(HANDLER, HANDLER)
    assert not replaces(PAID, HANDLER)


@pytest.mark.parametrize(
    ("stated", "unstated", "changes"),
    [
        ([HANDLER], [], [Change(HANDLER)]),
        ([], [DATE], [Change(None, DATE)]),
        ([HANDLER], [APPROVER], [Change(HANDLER, APPROVER)]),
        ([HANDLER], [LEADER], [Change(HANDLER), Change(None, LEADER)]),
        ([HANDLER, OTHERS], [LEADER], [Change(HANDLER), Change(OTHERS, LEADER)]),
        (
            [HANDLER, OTHERS],
            [APPROVER, LEADER],
            [Change(HANDLER, APPROVER), Change(OTHERS, LEADER)],
        ),
        ([HANDLER], [APPROVER, LEADER], [Change(HANDLER, APPROVER), Change(None, LEADER)]),
    ],
)
def test_the_fewest_changes_come_to_the_flips(
    stated: list[object], unstated: list[object], changes: list[Change]
) -> None:
    flips = frozenset((*stated, *unstated))
    assert [*fewest_changes(flips, ORDER, stated)] == changes  # type: ignore[arg-type]


def test_a_patch_has_the_rows_as_a_case_file_has_them() -> None:
    changes = [Change(HANDLER, APPROVER), Change(OTHERS), Change(None, DATE), Change(PAID)]
    assert patch(changes) == {
        "withdrawn": {
            "role": [["王某", "handler"], ["李某", "handler"]],
            "compensation_paid": True,
        },
        "added": {"role": [["王某", "approver"]], "date": [["act", "2023-02-01"]]},
    }
