"""``wenze verify``: whether an answer still comes out as its receipt says."""

import sys
from collections.abc import Iterator

import click

from ...reasoner.errors import CaseRefused
from ...reasoner.escaping import printable
from ...reasoner.i18n import message
from ...reasoner.verify.diff import Tally
from ...reasoner.verify.receipt_reader import MAX_RECEIPT, ReceiptFile, read_receipt
from ...reasoner.verify.verification import Verification, verify_receipt
from .cases import proving, reasoner_for
from .options import REFUSED, UNREADABLE, limited, pack_option, spoken
from .terminal import fail, print_json, refuse


@click.command()
@click.argument("receipt", type=click.Path(allow_dash=True))
@pack_option
@limited
@spoken
def verify(receipt: str, pack: str | None, lang: str, as_json: bool) -> None:
    """Ask again what RECEIPT says was asked, and compare.

    RECEIPT is a file (- for standard input) with an answer and its receipt, the receipt alone, or a
    stream of outcomes, one a line. The exit code is 0 where everything comes out the same, also
    with engines of other versions, and 1 where something differs or is refused.
    """
    given = _read(receipt, lang, as_json)
    reasoner = reasoner_for(given.case, pack, lang, as_json)
    with proving(lang, as_json):
        found = verify_receipt(given, reasoner)
    if as_json:
        print_json(found.as_json(lang))
    else:
        click.echo("\n".join(map(printable, _lines(found, lang))))
    sys.exit(0 if found.same else REFUSED)


def _read(path: str, lang: str, as_json: bool) -> ReceiptFile:
    try:
        if path == "-":
            return read_receipt(sys.stdin.buffer.read(MAX_RECEIPT + 1))
        with open(path, "rb") as file:
            return read_receipt(file.read(MAX_RECEIPT + 1))
    except OSError as error:
        words = message("unreadable", path=path, reason=error.strerror or type(error).__name__)
        fail(words.say(lang), UNREADABLE)
    except CaseRefused as refusal:
        refuse(refusal.problems, lang, as_json)


def _lines(found: Verification, lang: str) -> Iterator[str]:
    """Lines of a verification: the result, remarks, problems, differences."""
    mark, key = ("✓", "verify_same") if found.same else ("✗", "verify_differs")
    yield f"{mark} {message(key).say(lang)}"
    for remark in found.remarks:
        yield f"{'✗' if remark.fault else '·'} {remark.words.say(lang)}"
    if found.refused:
        yield f"✗ {message('verify_refused').say(lang)}"
    for problem in found.refused:
        yield f"  {problem.message.say(lang)} [{problem.pointer or '/'}]"
    yield from _some("verify_places", found.places, lang)
    yield from _some("verify_gained", found.gained, lang)
    yield from _some("verify_lost", found.lost, lang)


def _some(key: str, tally: Tally, lang: str) -> Iterator[str]:
    if tally.count:
        yield message(key, count=str(tally.count)).say(lang)
        yield from (f"  {each}" for each in tally.first)
    if tally.count > len(tally.first):
        yield f"  {message('verify_more').say(lang)}"
