"""Turns: first come first served; slow holders leave one to the others; nothing is lost."""

from __future__ import annotations

import math

import pytest

from wenze.reasoner.workers.turns import Abandoned, Turn, Turns, TurnsClosed


class Holder:
    """A thread's dealings with turns, told apart into steps, without the thread."""

    def __init__(self, turns: Turns, *, late: bool = False) -> None:
        self._turns, self.turn = turns, Turn(late, slow=late)
        turns.enter(self.turn)

    @property
    def has_turn(self) -> bool:
        return self.turn.come.is_set()

    def must_yield(self) -> bool:
        return self._turns.must_yield(self.turn)

    def leave(self) -> None:
        self._turns.leave(self.turn)


@pytest.fixture(params=[1, 2, 3])
def most(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def holders(turns: Turns, count: int) -> list[Holder]:
    return [Holder(turns) for _ in range(count)]


def test_first_come_first_served(most: int) -> None:
    waiting = holders(Turns(most, quick_lane=False), 9)
    while waiting:
        assert [each.has_turn for each in waiting] == [n < most for n in range(len(waiting))]
        waiting.pop(0).leave()


def test_without_a_bound_nobody_waits() -> None:
    assert all(each.has_turn for each in holders(Turns(math.inf, quick_lane=True), 50))


def test_one_who_leaves_the_queue_holds_up_nobody() -> None:
    first, second, third = holders(Turns(1, quick_lane=False), 3)
    second.leave()
    first.leave()
    assert third.has_turn
    assert not second.has_turn


def test_one_slow_holder_leaves_the_other_turns_to_the_quick(most: int) -> None:
    turns = Turns(most, quick_lane=True)
    slow, *quick = holders(turns, 9)
    assert not slow.must_yield()
    while quick:
        first = quick.pop(0)
        assert first.has_turn
        first.leave()
    assert slow.has_turn


def test_where_all_holders_are_slow_one_gives_up_its_turn_and_starts_over_late(most: int) -> None:
    turns = Turns(most, quick_lane=True)
    places = max(most, 2)
    slow, waiting = holders(turns, places), Holder(turns)
    for each in slow[:-1]:
        assert not each.must_yield()
    assert slow[-1].must_yield()
    assert waiting.has_turn
    slow[-1].leave()
    late = Holder(turns, late=True)
    assert not late.has_turn  # all places but one are held by slow ones
    slow[0].leave()
    assert late.has_turn
    assert not late.must_yield()


def test_nobody_gives_up_a_turn_for_which_nobody_waits(most: int) -> None:
    for each in holders(Turns(most, quick_lane=True), max(most, 2)):
        assert not each.must_yield()


def test_a_late_holder_is_never_asked_to_start_over_again() -> None:
    turns = Turns(2, quick_lane=True)
    late, quick = Holder(turns, late=True), Holder(turns)
    waiting = Holder(turns)
    assert not late.must_yield()
    assert quick.must_yield()
    assert waiting.has_turn


def test_however_many_slow_ones_there_are_quick_ones_come_before_them() -> None:
    """Each slow one holds a turn for one span of patience, and then one after the other."""
    turns = Turns(2, quick_lane=True)
    slow, quick = holders(turns, 6), Holder(turns)
    late: list[Holder] = []
    while not quick.has_turn:
        for each in [each for each in slow if each.has_turn]:
            if each.must_yield():
                each.leave()
                slow.remove(each)
                late.append(Holder(turns, late=True))
    assert len(late) == 5
    quick.leave()
    slow[0].leave()
    while late:
        first = late.pop(0)
        assert first.has_turn
        assert not any(each.has_turn for each in late)
        first.leave()


def test_a_turn_is_waited_for_as_long_as_the_client_is_there() -> None:
    turns = Turns(1, quick_lane=False)
    with turns.turn(), pytest.raises(Abandoned), turns.turn(lambda: True):
        pass
    with turns.turn():
        assert turns.waiting == 0


def test_closed_turns_are_told_to_all_who_wait_and_all_who_come() -> None:
    turns = Turns(1, quick_lane=True)
    _, waiting = Holder(turns), Holder(turns)
    turns.close()
    assert waiting.has_turn
    with pytest.raises(TurnsClosed), turns.turn():
        pass
