"""Digests: of the content, not of how it is written; the same on every machine."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.sampling import examples
from wenze.reasoner.canonical import ListFingerprint, canonical, digest, fingerprint

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


def test_a_digest_is_of_the_content_and_not_of_the_order_of_keys() -> None:
    for made in (digest, fingerprint):
        assert made({"a": 1, "b": ["王"]}) == made({"b": ["王"], "a": 1})
        assert made(["a", "b"]) != made(["b", "a"])
        assert made(["ab"]) != made(["a", "b"])
        assert made(1) != made(True) != made("1")
    assert len(digest(None)) == 64


def test_canonical_json_is_as_receipts_say_it_is() -> None:
    value = {"b": [1, None, True], "王": 'say "so"\n', "a": {}}
    assert canonical(value) == '{"a":{},"b":[1,null,true],"王":"say \\"so\\"\\n"}'.encode()
    assert fingerprint(value) == f"sha256:{hashlib.sha256(canonical(value)).hexdigest()}"


@examples(60)
@given(VALUES)
def test_canonical_json_is_json_and_means_the_same(value: object) -> None:
    assert json.loads(canonical(value)) == value
    assert canonical(json.loads(canonical(value))) == canonical(value)


def test_half_a_character_stays_an_escape() -> None:
    assert canonical("a\ud800") == b'"a\\ud800"'


@pytest.mark.parametrize("number", [float("nan"), float("inf"), [-float("inf")]])
def test_what_json_has_no_number_for_has_no_canonical_json(number: object) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical(number)


def test_a_list_has_the_digest_of_its_lines_however_it_is_taken_in() -> None:
    elements: list[object] = [{"a": 1}, "王", []]
    lines = [*map(canonical, elements)]
    found = ListFingerprint()
    for line in lines:
        found.add(line)
    assert str(found) == str(ListFingerprint(lines))
    plain = hashlib.sha256('{"a":1}\n"王"\n[]\n'.encode()).hexdigest()
    assert str(found) == f"sha256:{plain}"


def test_a_copy_of_a_list_s_digest_goes_on_by_itself() -> None:
    found = ListFingerprint([b"1"])
    other = found.copy()
    other.add(b"2")
    assert str(found) == str(ListFingerprint([b"1"]))
    assert str(other) == str(ListFingerprint([b"1", b"2"]))
