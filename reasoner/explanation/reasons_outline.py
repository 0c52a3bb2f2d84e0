"""The outline of reasons: of a proof, or of an answer to why not."""

from ..pack.model import Pack
from .absence_outline import AbsenceOutline, absence_outline
from .outline import Citer
from .proof_graph import Proof
from .proof_outline import ProofOutline, proof_outline

ReasonsOutline = ProofOutline | AbsenceOutline


def reasons_outline(
    proof: Proof, pack: Pack, lang: str, cite: Citer | None = None
) -> ReasonsOutline:
    """Outline a proof graph, whichever it is; several outlines of one answer share a ``cite``."""
    if proof.nodes[proof.root].kind == "absent":
        return absence_outline(proof, pack, lang, cite)
    return proof_outline(proof, pack, lang, cite)
