"""``wenze verify``: whether an answer still comes out as its receipt says."""

import sys
from collections.abc import Iterator

import click

from ...reasoner.escaping import printable
from ...reasoner.i18n import message
from ...reasoner.verify.diff import Tally
from ...reasoner.verify.receipt_reader import MAX_RECEIPT, read_receipt
from ...reasoner.verify.verification import Verification, verify_receipt
from .invocation import Invocation, answering
from .options import REFUSED
from .terminal import print_json


@click.command()
@click.argument("receipt", type=click.Path(allow_dash=True))
@answering(grace=0.0)
def verify(run: Invocation, receipt: str) -> None:
    """Ask again what RECEIPT says was asked, and compare.

    RECEIPT is a file (- for standard input) with an answer and its receipt, the receipt alone, or a
    stream of outcomes, one a line. The exit code is 0 where everything comes out the same, also
    with engines of other versions, and 1 where something differs or is refused.
    """
    given = read_receipt(run.content(receipt, MAX_RECEIPT))
    found = verify_receipt(given, run.reasoner(given.case))
    if run.as_json:
        print_json(found.as_json(run.lang))
    else:
        click.echo("\n".join(map(printable, _lines(found, run.lang))))
    sys.exit(0 if found.same else REFUSED)


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
