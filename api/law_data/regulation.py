"""A regulation and its encoding at a glance: what it is, its text, what can come out."""

from ...reasoner.i18n import LANGS
from ...reasoner.pack.model import Pack
from .json import (
    PredicateJson,
    RefusalJson,
    RegulationJson,
    RegulationOverviewJson,
    ValueTypeJson,
    VerdictJson,
)
from .plain import arguments, both, labelled
from .provisions import text


def regulation(pack: Pack, lang: str) -> RegulationJson:
    """All of a regulation but its rules, readings and fact schema, which are requested apart.

    Raises PackError where the pack has not exactly one verdict.
    """
    return {**overview(pack, lang), "provisions": list(text(pack, lang))}


def overview(pack: Pack, lang: str) -> RegulationOverviewJson:
    """The regulation without its text. Raises PackError as `regulation` does."""
    about = pack.about
    return {
        "id": about.id,
        "version": about.version,
        "digest": pack.digest,
        "text_digest": pack.text_digest,
        "title": both(about.title.said),
        "number": both(about.number.said),
        "issuer": both(about.issuer.said),
        "source": about.source.say(lang),
        "translation": about.translation.say(lang),
        "languages": list(LANGS),
        "stages": labelled(pack.word_list.stages, lang),
        "groups": labelled(pack.vocabulary.groups, lang),
        "types": _types(pack, lang),
        "verdict": _verdict(pack, lang),
        "conclusions": _predicates(pack, "conclusion", lang),
        "discretion": _predicates(pack, "discretion", lang),
        "assumptions": _predicates(pack, "assumption", lang),
        "steps": _predicates(pack, "step", lang),
        "refusals": _refusals(pack, lang),
    }


def _types(pack: Pack, lang: str) -> list[ValueTypeJson]:
    """The types of what can be stated and drawn; ``words`` are empty but of fixed words."""
    return [
        {
            "id": name,
            "kind": kind.kind,
            "label": kind.say(lang),
            "words": labelled(kind.labels, lang),
        }
        for name, kind in pack.types.items()
    ]


def _verdict(pack: Pack, lang: str) -> VerdictJson:
    """The verdict: its predicate, the type of those it judges, its fixed words."""
    predicate = _predicate(pack, pack.verdict, lang)
    judged, word = pack.word_list.predicates[pack.verdict].args.values()
    return {**predicate, "judges": judged, "values": labelled(pack.types[word].labels, lang)}


def _predicates(pack: Pack, kind: str, lang: str) -> list[PredicateJson]:
    return [_predicate(pack, name, lang) for name in pack.predicates_of(kind)]


def _predicate(pack: Pack, name: str, lang: str) -> PredicateJson:
    predicate = pack.word_list.predicates[name]
    return {
        "predicate": name,
        "stage": predicate.stage,
        "words": predicate.say(lang),
        "arguments": arguments(pack, predicate.args, lang),
        "provisions": list(pack.cited_by(name)),
    }


def _refusals(pack: Pack, lang: str) -> list[RefusalJson]:
    return [
        {
            "id": name,
            "code": refusal.code,
            "words": refusal.say(lang),
            "arguments": list(refusal.args),
            "lacks": list(refusal.lacks),
        }
        for name, refusal in pack.word_list.refusals.items()
    ]
