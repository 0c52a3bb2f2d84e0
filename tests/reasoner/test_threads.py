"""Eight threads that ask one reasoner get the answers that one thread gets."""

import json
from concurrent.futures import ThreadPoolExecutor

from wenze import Reasoner
from wenze.reasoner.answer.outcomes_answer import Answer
from wenze.reasoner.case.worked_cases import worked_cases


def test_threads_on_one_reasoner_get_the_answers_of_one_thread(law: Reasoner) -> None:
    cases = [worked.case for worked in worked_cases(law.pack)[1:7] if not worked.refused]

    def answers(_: int) -> str:
        return json.dumps([Answer(law.solve(case), "zh").as_json(5) for case in cases])

    alone = answers(0)
    with ThreadPoolExecutor(max_workers=8) as threads:
        assert set(threads.map(answers, range(8))) == {alone}
