"""Texts in two languages: templates are filled, values never read; catalogues are whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.cases.sound import AWKWARD_NAMES
from support.packs import REPOSITORY
from wenze.reasoner.i18n import LANGS, Words, catalogue, fill, message, messages, read_yaml, slots

MESSAGES = messages()
SOURCES = {
    path: path.read_text(encoding="utf-8")
    for folder in ("reasoner", "api", "viz")
    for path in sorted((REPOSITORY / folder).rglob("*.py"))
    if "pages" not in path.relative_to(REPOSITORY).parts  # they have words of their own
}
# A key, at once or put together; words are said in a language, which is no key.
CALLS = re.compile(r'(?:\bmessage|say|phrase)\(\s*(f?)"(?!(?:zh|en)")(\w[^"]*)"')


@given(st.text(), st.text())
def test_values_are_never_read_as_templates(first: str, second: str) -> None:
    assert fill("{A}|{B}", {"A": first, "B": second}) == f"{first}|{second}"


@pytest.mark.parametrize("name", [*AWKWARD_NAMES, "{B}", "{A}", "{}", "{0}", "%s", "\\1", "{{"])
def test_a_name_that_looks_like_a_slot_is_said_as_it_is(name: str) -> None:
    assert fill("{A}，{B}", {"A": name, "B": "b"}) == f"{name}，b"


def test_a_slot_without_a_value_stays() -> None:
    assert fill("{A} {B}", {"A": "a"}) == "a {B}"


def test_slots_are_the_names_in_braces() -> None:
    assert slots("{Person}：{Disposition} {Person}") == {"Person", "Disposition"}
    assert slots("no slot, { no } {} slot") == frozenset()


def test_words_are_said_in_the_language_asked_for() -> None:
    words = Words({"zh": "是", "en": "yes"})
    assert (words.say("zh"), words.say("en")) == ("是", "yes")


def test_a_message_is_filled_with_words_of_its_own_language() -> None:
    said = message("value", found="x", type=Words({"zh": "日期", "en": "date"}))
    assert "日期" in said.say("zh")
    assert "date" in said.say("en")


def test_both_catalogues_have_the_same_keys_in_the_same_order() -> None:
    assert list(LANGS) == list(MESSAGES)
    assert list(MESSAGES["zh"]) == list(MESSAGES["en"])


def test_a_message_has_the_same_slots_in_both_languages() -> None:
    for key, english in MESSAGES["en"].items():
        assert slots(MESSAGES["zh"][key]) == slots(english), key


def test_a_message_is_chinese_in_chinese_and_not_in_english() -> None:
    chinese = re.compile(r"[\u4e00-\u9fff]")
    for key, english in MESSAGES["en"].items():
        bare = re.sub(r"\{\w+\}|[\W_]", "", MESSAGES["zh"][key])
        assert not bare or chinese.search(MESSAGES["zh"][key]), key
        assert not chinese.search(english), key


def test_every_message_that_the_code_asks_for_exists() -> None:
    for path, source in SOURCES.items():
        for match in CALLS.finditer(source):
            formatted, key = match[1], match[2]
            if not formatted:
                assert key in MESSAGES["en"], f"{path}: {key}"
            else:
                pattern = re.sub(r"\\\{[^}]*\\\}", r"\\w+", re.escape(key))
                assert any(re.fullmatch(pattern, each) for each in MESSAGES["en"]), key


def test_every_message_of_the_catalogue_is_used() -> None:
    """Keys that travel through variables stand in the sources in quotes."""
    quoted = {key for source in SOURCES.values() for key in re.findall(r"[\"'](\w+)[\"']", source)}
    pieced = re.compile(r"""f(["'])(\w+\{.*?)\1""")
    made = {match[2] for source in SOURCES.values() for match in pieced.finditer(source)}
    patterns = [re.sub(r"\\\{[^}]*\\\}", r"\\w+", re.escape(key)) for key in made]
    put_together = {key for key in MESSAGES["en"] for p in patterns if re.fullmatch(p, key)}
    used = quoted | put_together
    unused = [key for key in MESSAGES["en"] if key not in used]
    assert unused == []


@pytest.mark.parametrize("folder", ["reasoner/messages", "api/words"])
def test_a_message_stands_in_the_file_that_its_key_begins_with(folder: str) -> None:
    for lang in LANGS:
        files = {path.stem: read_yaml(path.read_text("utf-8")) for path in texts(folder, lang)}
        for file, words in files.items():
            strayed = [
                key
                for key in words
                for other in files
                if other != file and key.startswith(f"{other}_")
            ]
            assert strayed == [], (lang, file)


@pytest.mark.parametrize("folder", ["reasoner/messages", "api/words"])
def test_both_languages_have_the_same_files(folder: str) -> None:
    zh, en = ([path.name for path in texts(folder, lang)] for lang in LANGS)
    assert zh == en


def texts(folder: str, lang: str) -> list[Path]:
    return sorted((REPOSITORY / folder / lang).iterdir())


def test_a_message_that_stands_twice_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for lang in LANGS:
        for name in ("a", "b"):
            path = tmp_path / "twice" / "words" / lang / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("key: text", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ValueError, match="key"):
        catalogue("twice", "words")


def test_a_message_without_words_is_refused_where_it_is_made() -> None:
    with pytest.raises(KeyError):
        message("no_such_message")
