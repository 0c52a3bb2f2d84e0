"""The provisions of a regulation: official words, translation, and how the pack encodes them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...reasoner.i18n import Words
from ...reasoner.pack.literate import Line, Rule
from ...reasoner.pack.model import Pack
from ...reasoner.pack.provision import Provision
from ...reasoner.syntax import heads
from .json import (
    Cites,
    DrawnJson,
    EncodingJson,
    Part,
    ProvisionFactJson,
    ProvisionHeadJson,
    ProvisionJson,
    ProvisionNoteJson,
    ProvisionReadingJson,
    ProvisionRuleJson,
    SilentReasonJson,
    Status,
    TextLineJson,
)
from .plain import NoSuchEntry, arguments, both
from .readings import told_reading
from .rules import RuleWords


class NoSuchProvision(NoSuchEntry):
    """The text of the regulation has no such provision."""

    key = "check_no_provision"


def provision(pack: Pack, number: str, lang: str) -> ProvisionJson:
    """One provision with all that the pack has on it: an article, paragraph, item or sentence.

    Notes, rules, facts and readings that cite it or a part of it have ``cites: "this"``, those
    that cite a whole to which it belongs ``cites: "whole"``. The place of a rule is written as in
    proofs. Raises NoSuchProvision.
    """
    try:
        wanted = Provision.parse(number)
    except ValueError:
        raise NoSuchProvision(pack.id, number) from None
    lines = _lines(pack, wanted)
    if not lines:
        raise NoSuchProvision(pack.id, number)
    quoted = pack.quoted(wanted)
    return {
        **_head(pack, wanted, lang),
        "text": both(quoted) if quoted is not None else None,
        "parts": [
            {**_head(pack, part, lang), "text": both(words)}
            for part, words in _parts(pack, wanted, lines)
        ],
        "notes": list(_notes(pack, wanted, lang)),
        "rules": list(_rules(pack, wanted, lang)),
        "facts": list(_facts(pack, wanted, lang)),
        "readings": list(_readings(pack, wanted, lang)),
    }


def text(pack: Pack, lang: str) -> Iterator[TextLineJson]:
    """The whole text line by line, with headings and with what belongs to no article."""
    for article in pack.articles:
        for line in article.lines:
            if line.provision is None:
                yield {"number": None, "kind": "outside", "text": both(line.text)}
            else:
                yield {
                    **_head(pack, line.provision, lang),
                    "text": both(line.text),
                    "notes": [
                        words.say(lang)
                        for article in pack.articles
                        for noted, notes in article.notes.items()
                        if _home(pack, noted) == line.provision
                        for words in notes
                    ],
                    "readings": [
                        reading.id
                        for reading in pack.readings
                        if line.provision
                        in (_home(pack, Provision.parse(p)) for p in reading.provisions)
                    ],
                }


def _home(pack: Pack, cited: Provision) -> Provision | None:
    """The line of the text at which to display notes on a provision: its own, or the first of its
    parts.
    """
    return next((line.provision for line in _lines(pack, replace(cited, sentence=0))), None)


def _lines(pack: Pack, wanted: Provision) -> list[Line]:
    """The lines of a provision: its own and those of its parts. A sentence stands in one line."""
    whole = replace(wanted, sentence=0)
    lines = [
        line
        for article in pack.articles
        for line in article.lines
        if line.provision is not None and line.provision.within(whole)
    ]
    if not wanted.sentence:
        return lines
    return [
        line
        for line in lines
        if line.provision == whole and wanted.sentence <= len(line.sentences("zh"))
    ]


def _head(pack: Pack, wanted: Provision, lang: str) -> ProvisionHeadJson:
    """Names, place in the article and encoding of a provision."""
    return {
        "number": str(wanted),
        "citation": wanted.cite(lang),
        "article": str(wanted.article),
        "kind": _kind(pack, wanted),
        "encoding": _encoding(pack, wanted, lang),
    }


def _kind(pack: Pack, wanted: Provision) -> Part:
    if wanted.sentence:
        return "sentence"
    if wanted.item:
        return "item"
    below = [p for p in pack.provisions() if p != wanted and p.within(wanted)]
    if any(p.item and replace(p, item=0) == wanted for p in below):
        return "chapeau"
    return "paragraph" if wanted.paragraph else "article"


def _encoding(pack: Pack, wanted: Provision, lang: str) -> EncodingJson:
    """Status of a provision: rules draw something from it, or the pack says why nothing follows.

    ``status`` is ``encoded``, ``silent``, ``partly`` (some sentences are silent), ``in_parts``
    (only the provisions below it are encoded or silent) or ``missing``, as in no sound pack.
    """
    cited = {p for rule in pack.rules for p in rule.provisions}
    silent = {p: words for article in pack.articles for p, words in article.silent.items()}
    own = {p for p in cited | silent.keys() if wanted in (p, replace(p, sentence=0))}
    if not own and wanted.sentence:  # the line was encoded as a whole
        return _encoding(pack, replace(wanted, sentence=0), lang)
    reasons: list[SilentReasonJson] = [
        {"number": str(p), "reason": silent[p].say(lang)} for p in sorted(own & silent.keys())
    ]
    if own & cited:
        status: Status = "partly" if reasons else "encoded"
    elif reasons:
        status = "silent"
    else:
        below = any(p.within(wanted) for p in cited | silent.keys())
        status = "in_parts" if below else "missing"
    return {"status": status, "reasons": reasons}


def _parts(
    pack: Pack, wanted: Provision, lines: Iterable[Line]
) -> Iterator[tuple[Provision, Words]]:
    """The paragraphs and items below a provision, or the sentences of one that has several."""
    for line in () if wanted.sentence else lines:
        if line.provision is not None and line.provision != wanted:
            quoted = pack.quoted(line.provision)
            yield line.provision, quoted if quoted is not None else line.text
        elif line.provision == wanted:
            count = len(line.sentences("zh"))
            for number in range(1, count + 1) if count > 1 else ():
                sentence = replace(wanted, sentence=number)
                quoted = pack.quoted(sentence)
                if quoted is not None:
                    yield sentence, quoted


def _cites(wanted: Provision, cited: Iterable[str | Provision]) -> Cites | None:
    """The relation of `cited` provisions to `wanted`; None if they are unrelated."""
    provisions = [p if isinstance(p, Provision) else Provision.parse(p) for p in cited]
    if any(p.within(wanted) for p in provisions):
        return "this"
    return "whole" if any(wanted.within(p) for p in provisions) else None


def _notes(pack: Pack, wanted: Provision, lang: str) -> Iterator[ProvisionNoteJson]:
    for article in pack.articles:
        for noted, notes in article.notes.items():
            if (cites := _cites(wanted, (noted,))) is not None:
                for words in notes:
                    yield {"number": str(noted), "cites": cites, "note": words.say(lang)}


def _rules(pack: Pack, wanted: Provision, lang: str) -> Iterator[ProvisionRuleJson]:
    words = RuleWords(pack, lang)
    for rule in pack.rules:
        if (cites := _cites(wanted, rule.provisions)) is not None:
            yield {
                "cites": cites,
                "file": rule.file,
                "line": rule.line,
                "column": rule.column,
                "text": rule.text,
                "provisions": [str(p) for p in rule.provisions],
                "words": rule.words.say(lang) if rule.words is not None else None,
                "draws": _draws(pack, rule, lang),
                "told": words.in_words(rule),
            }


def _draws(pack: Pack, rule: Rule, lang: str) -> list[DrawnJson]:
    """The predicates that a rule can make true; ``kind`` and ``words`` are null of those that
    speak to the engine.
    """
    known = pack.word_list.predicates
    return [
        {
            "predicate": name,
            "kind": known[name].kind if name in known else None,
            "words": known[name].say(lang) if name in known else None,
        }
        for name, _ in sorted(heads(rule.statement))
    ]


def _facts(pack: Pack, wanted: Provision, lang: str) -> Iterator[ProvisionFactJson]:
    for name, fact in pack.vocabulary.facts.items():
        if (cites := _cites(wanted, fact.provisions)) is not None:
            yield {
                "cites": cites,
                "predicate": name,
                "provisions": list(fact.provisions),
                "arguments": arguments(pack, fact.args, lang),
                "question": fact.question.say(lang),
                "statement": fact.statement.say(lang),
            }


def _readings(pack: Pack, wanted: Provision, lang: str) -> Iterator[ProvisionReadingJson]:
    for reading in pack.readings:
        if (cites := _cites(wanted, reading.provisions)) is not None:
            yield {"cites": cites, **told_reading(reading, lang)}
