"""Measure everything; show it, and write it beside this file."""

from pathlib import Path

from rich.console import Console
from rich.status import Status

from bench.machine import machine, versions
from bench.proofs import law, prover
from bench.scale import scale
from bench.sheet import Sheet
from bench.throughput import throughput
from bench.worked import worked
from wenze import Reasoner

RESULTS = Path(__file__).with_name("RESULTS.md")


def measure(status: Status) -> list[Sheet]:
    """All tables, one after another."""
    reasoner = Reasoner()
    table = scale(reasoner, status.update)
    status.update("worked cases")
    cases = worked(reasoner)
    status.update("proofs")
    proofs = [law(reasoner), prover()]
    status.update("wenze batch")
    return [table, cases, *proofs, throughput()]


def main() -> None:
    """Show the tables and write them down."""
    console = Console(width=160)
    measured_on = [f"Machine: {machine()}.", f"Versions: {versions()}."]
    with Console(stderr=True).status("") as status:
        sheets = measure(status)
    for sheet in sheets:
        console.print(sheet.on_terminal())
    for line in measured_on:
        console.print(line)
    head = ["# Results of `make bench`", "", *(f"- {line}" for line in measured_on), ""]
    text = "\n".join([*head, *(sheet.as_markdown() for sheet in sheets)])
    RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
