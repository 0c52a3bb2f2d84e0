"""The random cases reach everything, are mostly sound, and can be repeated."""

from __future__ import annotations

import random
import unicodedata

from support.oracles.reference.facts import VOCABULARY, read_case
from support.oracles.reference.oracle import outcomes
from support.oracles.reference.random_cases import random_case


def test_random_cases_reach_every_predicate_and_word_and_are_mostly_sound() -> None:
    seen: set[object] = set()
    refused = 0
    for seed in range(150):
        document = random_case(random.Random(seed), size="rich" if seed % 2 else "small")
        case = read_case(document)
        for part in (case.facts, case.disputed):
            for name, rows in part.items():
                seen |= {name, *((name, place, v) for row in rows for place, v in enumerate(row))}
        refused += outcomes(case).refused
    for name, arguments in VOCABULARY.items():
        assert name in seen
        for place, argument in enumerate(arguments):
            if isinstance(argument, tuple):
                assert all((name, place, word) in seen for word in argument), name
    assert refused < 60


def test_random_cases_repeat_and_name_things_as_the_interfaces_allow() -> None:
    for seed in range(50):
        document = random_case(random.Random(seed))
        assert document == random_case(random.Random(seed))
        for rows in read_case(document).facts.values():
            for text in (text for row in rows for text in row):
                assert 1 <= len(text) <= 64
                assert unicodedata.is_normalized("NFC", text)
