"""Literate article files: text, translation, directives and rules from one parse."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from support.packs import MINI_FOLDER
from wenze.reasoner.errors import PackError
from wenze.reasoner.pack.literate import Article, read_article
from wenze.reasoner.pack.provision import Provision

HEAD = """\
%*zh
第一条　甲。乙。
（一）子；
（二）丑。
丙。
*%
%*en
Article 1. A. B.
(1) c;
(2) d.
E.
*%
%! article 1
"""


def read(tmp_path: Path, text: str) -> Article:
    path = tmp_path / "01.lp"
    path.write_text(text, encoding="utf-8")
    return read_article(path)


def test_lines_have_the_provisions_that_their_marks_say(tmp_path: Path) -> None:
    article = read(tmp_path, HEAD)
    assert article.number == 1
    assert list(map(str, article.provisions())) == ["1.1", "1.1(1)", "1.1(2)", "1.2"]
    assert article.lines[0].sentences("zh") == ["甲。", "乙。"]
    assert article.lines[0].sentences("en") == ["A.", "B."]


def test_an_article_of_one_paragraph_numbers_its_items_only() -> None:
    article = read_article(MINI_FOLDER / "articles" / "02.lp")
    assert list(map(str, article.provisions())) == ["2", "2(1)", "2(2)"]


def test_a_file_without_a_number_is_text_without_provisions() -> None:
    article = read_article(MINI_FOLDER / "articles" / "00_title.lp")
    assert (article.number, article.provisions()) == (None, [])
    assert article.lines[0].text.say("en") == "Lending Rules of Tongwan Library"


def test_a_rule_has_its_place_its_text_its_provisions_and_its_words(tmp_path: Path) -> None:
    text = HEAD + "%! provision 1.1 1.2\n%! zh 是\n%! en yes\na(X) :-\n    b(X). c.\n"
    first, second = read(tmp_path, text).rules
    assert (first.file, first.line, first.column, first.head) == ("01.lp", 17, 1, "a")
    assert first.text == "a(X) :-\n    b(X)."
    assert list(map(str, first.provisions)) == ["1.1", "1.2"]
    assert first.words is not None
    assert (first.words.say("zh"), first.words.say("en")) == ("是", "yes")
    assert (second.line, second.column, second.text, second.words) == (18, 11, "c.", None)


def test_the_text_of_a_rule_is_exact_after_wide_characters(tmp_path: Path) -> None:
    text = HEAD + '%! provision 1.1\na("王某"). b("𠮷") :- a("王某"). % 注\n'
    assert [rule.text for rule in read(tmp_path, text).rules] == [
        'a("王某").',
        'b("𠮷") :- a("王某").',
    ]


def test_notes_and_silences_belong_to_the_provisions_above_them(tmp_path: Path) -> None:
    text = HEAD + (
        "%! provision 1.1(1) 1.1(2)\n%! note zh 一\n%! note en one\n%! note zh 二\n%! note en two\n"
        "%! provision 1.2\n%! silent zh 无\n%! silent en none\n"
    )
    article = read(tmp_path, text)
    for name in ("1.1(1)", "1.1(2)"):
        notes = article.notes[Provision.parse(name)]
        assert [(n.say("zh"), n.say("en")) for n in notes] == [("一", "one"), ("二", "two")]
    assert article.silent[Provision.parse("1.2")].say("zh") == "无"


@pytest.mark.parametrize(
    ("addition", "reason", "line"),
    [
        ("%! artikel 1\n", "not a directive", 14),
        ("%! article one\n", "not a directive", 14),
        ("%! note zh 一\n", "not a directive", 14),
        ("%! provision 1.1\n%! note fr un\n", "not a directive", 15),
        ("%! provision x\n", "not a provision", 14),
        ("%! provision 1.1\n%! zh 一\na.\n", "one language", 16),
        ("%! provision 1.1\n%! note zh 一\n", "one language", 1),
        ("%! provision 1.1\n%! zh 一\n%! en one\n", "without a rule", 16),
        ("%*zh\n又\n*%\n", "second zh block", 14),
        ("a :- b\n", "syntax error", None),
        ("甲.\n", "non-ASCII", 14),
        ('a("x) :- b.\n', "", None),
    ],
)
def test_what_the_format_does_not_allow_is_refused_with_its_line(
    tmp_path: Path, addition: str, reason: str, line: int | None
) -> None:
    with pytest.raises(PackError) as error:
        read(tmp_path, HEAD + addition)
    assert reason in str(error.value)
    assert "01.lp" in str(error.value)
    if line is not None:
        assert error.value.place.endswith(f"01.lp:{line}")


def test_text_and_translation_must_have_the_same_lines(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="same lines"):
        read(tmp_path, HEAD.replace("(2) d.\n", ""))


def test_a_script_in_a_rule_file_is_not_run_when_it_is_read(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    script = f"#script (python)\nopen({str(mark)!r}, 'w')\n#end.\n"
    with contextlib.suppress(PackError):
        read(tmp_path, HEAD + script)
    assert not mark.exists()
