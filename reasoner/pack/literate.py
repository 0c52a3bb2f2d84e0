"""Literate article files: official text, translation, notes and rules from one parse."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clingo import ast

from ..errors import PackError
from ..i18n import LANGS, Words
from ..syntax import Sourced, heads
from .provision import Provision
from .source import checked_source

_ITEM = re.compile(r"(?:（[一二三四五六七八九十]+）|\(\d+\))")
_HEADING = re.compile(r"(?:第[一二三四五六七八九十]+条　|Article \d+\. )")
_SENTENCE_ENDS = {"zh": re.compile(r"(?<=。)(?!$)"), "en": re.compile(r"(?<=[.])\s+")}


@dataclass(frozen=True, slots=True)
class Rule(Sourced):
    """One statement of a pack, with what a reader needs to trust it.

    ``head`` is the predicate it draws, when its head is a single atom.
    """

    head: str | None
    provisions: tuple[Provision, ...]
    words: Words | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the official text and its translation: a paragraph, a chapeau or an item."""

    provision: Provision | None
    text: Words

    def sentences(self, lang: str) -> list[str]:
        """The line cut into its sentences, the article's heading left out."""
        text = _HEADING.sub("", self.text.say(lang))
        return [part.strip() for part in _SENTENCE_ENDS[lang].split(text)]


@dataclass(slots=True)
class Article:
    """One file of a pack."""

    file: str
    number: int | None = None
    lines: list[Line] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    notes: dict[Provision, list[Words]] = field(default_factory=dict)
    silent: dict[Provision, Words] = field(default_factory=dict)

    def provisions(self) -> list[Provision]:
        """The provisions the text has, sentences left out."""
        return [line.provision for line in self.lines if line.provision is not None]


def read_article(path: Path) -> Article:
    """Parse one literate file.

    Raises PackError with file and line for anything clingo or the format does not allow.
    """
    reader = _Reader(path, checked_source(path))
    return reader.article()


class _Reader:
    """Walks the statements of one file in order, remembering the directives above each rule."""

    def __init__(self, path: Path, source: str) -> None:
        self._path = path
        self._source = source.splitlines()
        self._article = Article(path.name)
        self._blocks: dict[str, list[str]] = {}
        self._provisions: tuple[Provision, ...] = ()
        self._pending: dict[str, str] = {}
        self._texts: dict[tuple[str, tuple[Provision, ...]], dict[str, list[str]]] = {}

    def article(self) -> Article:
        statements: list[ast.AST] = []
        messages: list[str] = []
        try:
            ast.parse_files(
                [str(self._path)],
                statements.append,
                logger=lambda _, text: messages.append(text),
            )
        except RuntimeError as error:
            raise PackError(str(self._path), " ".join(messages) or str(error)) from None
        for statement in statements:
            if statement.ast_type is ast.ASTType.Comment:
                self._comment(statement)
            elif statement.ast_type is not ast.ASTType.Program:
                self._rule(statement)
        if self._pending:
            raise self._error(len(self._source), "words without a rule below them")
        self._article.lines = list(self._lines())
        for (kind, provisions), texts in self._texts.items():
            self._attach(kind, provisions, texts)
        return self._article

    def _error(self, line: int, reason: str) -> PackError:
        return PackError(f"{self._path}:{line}", reason)

    def _comment(self, comment: ast.AST) -> None:
        text = comment.value
        for lang in LANGS:
            if text.startswith(f"%*{lang}\n"):
                if lang in self._blocks:
                    raise self._error(_line(comment), f"a second {lang} block")
                self._blocks[lang] = text.removeprefix(f"%*{lang}\n").removesuffix("*%").split("\n")
        if text.startswith("%!"):
            self._directive(text.removeprefix("%!").strip(), comment)

    def _directive(self, text: str, comment: ast.AST) -> None:
        keyword, _, rest = text.partition(" ")
        rest = rest.strip()
        match keyword:
            case "article" if rest.isdecimal():
                self._article.number = int(rest)
            case "provision":
                try:
                    self._provisions = tuple(Provision.parse(part) for part in rest.split())
                except ValueError as error:
                    raise self._error(_line(comment), str(error)) from None
            case "zh" | "en":
                self._pending[keyword] = rest
            case "note" | "silent":
                lang, _, words = rest.partition(" ")
                if lang not in LANGS or not self._provisions:
                    raise self._error(_line(comment), f"not a directive: {text}")
                texts = self._texts.setdefault((keyword, self._provisions), {})
                texts.setdefault(lang, []).append(words.strip())
            case _:
                raise self._error(_line(comment), f"not a directive: {text}")

    def _rule(self, statement: ast.AST) -> None:
        begin, end = statement.location.begin, statement.location.end
        lines = self._source[begin.line - 1 : end.line]
        # clingo counts columns in bytes
        last = lines[-1].encode()[: end.column - 1].decode()
        lines = [*lines[:-1], last]
        lines[0] = lines[0].encode()[begin.column - 1 :].decode()
        words = None
        if self._pending:
            if set(self._pending) != set(LANGS):
                raise self._error(begin.line, "words of a rule in one language only")
            words = Words(self._pending)
            self._pending = {}
        file, text, head = self._path.name, "\n".join(lines), _head(statement)
        place = (file, begin.line, begin.column)
        self._article.rules.append(Rule(statement, *place, text, head, self._provisions, words))

    def _lines(self) -> Sequence[Line]:
        blocks = {lang: [t.strip() for t in self._blocks.get(lang, [])] for lang in LANGS}
        texts = {str(lang): [line for line in block if line] for lang, block in blocks.items()}
        pairs = self._pairs(texts, "official text and translation have not the same lines")
        if self._article.number is None:
            return [Line(None, words) for words in pairs]
        return _number(self._article.number, pairs)

    def _pairs(self, texts: Mapping[str, Sequence[str]], reason: str) -> list[Words]:
        """Texts with their translations; they must be as many."""
        sides = [texts.get(lang, ()) for lang in LANGS]
        if len({*map(len, sides)}) != 1:
            raise self._error(1, reason)
        return [Words(dict(zip(LANGS, pair, strict=True))) for pair in zip(*sides, strict=True)]

    def _attach(
        self, kind: str, provisions: tuple[Provision, ...], texts: dict[str, list[str]]
    ) -> None:
        for words in self._pairs(texts, f"{kind} on {provisions[0]} in one language only"):
            for provision in provisions:
                if kind == "note":
                    self._article.notes.setdefault(provision, []).append(words)
                else:
                    self._article.silent[provision] = words


def _line(statement: ast.AST) -> int:
    line: int = statement.location.begin.line
    return line


def _head(statement: ast.AST) -> str | None:
    drawn = heads(statement)
    return next(iter(drawn))[0] if len(drawn) == 1 else None


def _number(article: int, texts: list[Words]) -> list[Line]:
    """Give each line of an article its provision, by the marks that the text itself bears."""
    is_item = [_ITEM.match(words.say("zh")) is not None for words in texts]
    paragraphs = is_item.count(False)
    lines: list[Line] = []
    paragraph = item = 0
    for index, words in enumerate(texts):
        if is_item[index]:
            item += 1
        else:
            paragraph, item = paragraph + 1, 0
        named = paragraph if paragraphs > 1 else 0
        lines.append(Line(Provision(article, named, item), words))
    return lines
