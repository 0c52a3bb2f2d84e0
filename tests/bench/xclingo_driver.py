"""One explanation by xclingo, run by a Python that has it; see ``peer``.

Reads ``{"program": …, "goal": …}`` from standard input; prints the processor time in seconds from
the program's text to the explanation of one answer set.
"""

import json
import sys
import time

from xclingo import XclingoControl
from xclingo.extensions import load_xclingo_extension


def explain(program: str, goal: str) -> str:
    """Trace every rule, and show the goal's explanation in the first answer set."""
    control = XclingoControl(["1", "--warn=none"], n_explanations="1")
    control.extend_explainer("base", [], load_xclingo_extension("autotrace_all.lp"))
    control.add("base", [], f"{program}\n%!show_trace {{{goal}}}.\n")
    control.ground([("base", [])])
    for model in control.solve():
        for graph in model.explain_model():
            return "\n".join(graph.explain(traced).ascii_tree() for traced in graph.show_trace)
    return ""


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    start = time.process_time()
    explained = explain(asked["program"], asked["goal"])
    taken = time.process_time() - start
    sys.exit("no explanation") if not explained else print(taken)
