"""Citations of outlines."""

import pickle

from wenze.api.law_data.provisions import provision
from wenze.reasoner.explanation.outline import Citer, Passage
from wenze.reasoner.pack import Pack


def test_a_citation_has_the_official_words_and_their_translation(law_pack: Pack) -> None:
    found = Citer(law_pack, "en").cite("11(2)")
    words = provision(law_pack, "11(2)", "en")["text"]
    assert isinstance(words, dict)
    assert (found.number, found.label) == ("11(2)", "Art. 11(2)")
    assert found.passages == (Passage(words["zh"], words["en"]),)


def test_in_chinese_there_is_no_translation(law_pack: Pack) -> None:
    found = Citer(law_pack, "zh").cite("11(2)")
    assert [passage.translation for passage in found.passages] == [None]


def test_every_provision_has_the_passages_that_the_law_as_data_has(law_pack: Pack) -> None:
    citer = Citer(law_pack, "zh")
    for each in law_pack.provisions():
        told: dict[str, object] = dict(provision(law_pack, str(each), "zh"))
        parts = [told] if told["text"] else told["parts"]
        assert isinstance(parts, list)
        passages = [passage.text for passage in citer.cite(each).passages]
        assert passages == [part["text"]["zh"] for part in parts]


def test_citations_can_be_pickled_and_each_is_kept_once(law_pack: Pack) -> None:
    first, again = Citer(law_pack, "zh")(["2", "2"])
    assert first is again
    assert pickle.loads(pickle.dumps(first)) == first  # noqa: S301
