"""The oracle's law against the law: every expectation is worked out by hand from the page."""

from __future__ import annotations

import pytest

from support.oracles.reference.facts import READINGS, Case, Row
from support.oracles.reference.given import (
    DECEIVED,
    EXEMPTION,
    FALSIFIED,
    FORCE_MAJEURE,
    FULL_LENIENCY,
    SEVERE,
    both_grounds,
    facts,
    implemented_by,
    in_every,
    in_none,
    response_case,
    sets,
    words,
)
from support.oracles.reference.oracle import outcomes
from support.oracles.reference.refusals import refusals

# --- The bare case ---


def test_a_bare_case_gives_ordinary_accountability_and_what_follows_from_it() -> None:
    measures = (
        "written_self_examination",
        "criticism_and_education",
        "circulated_criticism",
        "admonishment_talk",
        "transfer_from_post",
        "other_statutory_measure",
    )
    expected = {
        ("disposition", "甲", "ordinary"),
        *(("admissible_measure", "甲", each) for each in measures),
        ("loses_annual_honours", "甲"),
        ("may_seek", "甲", "review"),
        ("may_seek", "甲", "appeal"),
        ("counted_in_assessment", "局"),
    }
    assert sets(facts()) == {frozenset(expected)}


def test_a_bare_case_has_one_outcome_and_no_live_reading() -> None:
    answer = outcomes(Case(facts()))
    assert (answer.count(), answer.live(frozenset())) == (1, ())


# --- In force ---


@pytest.mark.parametrize(
    ("day", "word"),
    [
        ("2022-12-15", "no_ground"),
        ("2022-12-16", "ordinary"),
        ("2024-12-15", "ordinary"),
        ("2024-12-16", "no_ground"),
    ],
)
def test_both_end_days_are_in_force_and_their_neighbours_are_not(day: str, word: str) -> None:
    assert words(facts(("date", "act", day)), temporal_anchor="conduct") == {word}


def test_the_anchor_decides_which_day_counts() -> None:
    case = facts(
        ("date", "act", "2022-12-15"),
        ("date", "judgment", "2023-05-04"),
        ("date", "decision", "2024-12-16"),
    )
    assert words(case, temporal_anchor="conduct") == {"no_ground"}
    assert words(case, temporal_anchor="judgment") == {"ordinary"}
    assert words(case, temporal_anchor="decision") == {"no_ground"}
    assert outcomes(Case(case)).live(frozenset()) == ("temporal_anchor",)


def test_under_conduct_each_ground_has_its_own_day() -> None:
    case = facts(
        ("loss_cause", "poor_response"),
        ("poor_response", "non_appearance"),
        ("serves", "乙", "局"),
        ("role", "乙", "litigator"),
        ("date", "act", "2022-12-15"),
        ("date", "response", "2022-12-16"),
    )
    assert words(case, "甲") == {"no_ground"}
    assert words(case, "乙") == {"ordinary"}


def test_an_undated_event_is_assumed_in_force_unless_the_order_rules_it_out() -> None:
    assert words(facts(("date", "act", "2024-12-16")), temporal_anchor="judgment") == {"no_ground"}
    assert words(facts(("date", "response", "2022-12-15"))) == {"no_ground"}
    straddled = facts(("date", "act", "2022-12-15"), ("date", "decision", "2024-12-16"))
    assert words(straddled, temporal_anchor="judgment") == {"ordinary"}
    assert words(facts(("date", "judgment", "2024-12-16"))) == {"ordinary"}


# --- Scope ---


def test_otherwise_lost_needs_grave_fault_of_someone_serving_an_organ_of_the_case() -> None:
    lost = (("ruling", "otherwise_lost"), ("serves", "乙", "局"))
    revoked: tuple[Row, ...] = (("ruling", "revoked"),)
    assert words(facts(*lost, without=revoked)) == {"no_ground"}
    assert words(facts(*lost, ("fault", "乙", "ordinary"), without=revoked)) == {"no_ground"}
    grave = facts(*lost, ("fault", "乙", "gross_negligence"), without=revoked)
    assert words(grave) == {"ordinary"}
    elsewhere = facts(
        ("ruling", "otherwise_lost"),
        ("organ", "外", "administrative_organ"),
        ("serves", "乙", "外"),
        ("fault", "乙", "intent"),
        without=revoked,
    )
    assert words(elsewhere) == {"no_ground"}


def test_reconsideration_takes_in_the_six_rulings_and_not_otherwise_lost() -> None:
    reconsidered: Row = ("proceeding", "reconsideration")
    assert words(facts(reconsidered)) == {"ordinary"}
    other = facts(
        reconsidered,
        ("ruling", "otherwise_lost"),
        ("fault", "甲", "intent"),
        without=(("ruling", "revoked"),),
    )
    assert words(other) == {"no_ground"}


def test_a_lost_case_counts_in_the_assessment_even_out_of_scope_but_only_in_force() -> None:
    out_of_scope = facts(("ruling", "otherwise_lost"), without=(("ruling", "revoked"),))
    assert in_every(out_of_scope, "counted_in_assessment", "局")
    assert in_none(facts(("date", "act", "2022-12-15")), "counted_in_assessment", "局")


@pytest.mark.parametrize(
    ("kind", "text_only", "litigation_law"),
    [
        ("administrative_organ", "ordinary", "ordinary"),
        ("authorised_organisation", "ordinary", "ordinary"),
        ("rule_authorised_organisation", "no_ground", "ordinary"),
        ("entrusted_body", "no_ground", "no_ground"),
        ("other_body", "no_ground", "no_ground"),
    ],
)
def test_the_kind_of_a_nominal_organ_decides_scope(
    kind: str, text_only: str, litigation_law: str
) -> None:
    case = facts(("organ", "局", kind), without=(("organ", "局", "administrative_organ"),))
    for entrusted in READINGS["entrusted_body"]:
        assert words(case, authorising_instrument="text_only", entrusted_body=entrusted) == {
            text_only
        }
        assert words(case, authorising_instrument="litigation_law", entrusted_body=entrusted) == {
            litigation_law
        }


# --- Which organ answers (7) ---


def test_another_organ_that_implements_answers_instead_of_the_nominal_one() -> None:
    case = implemented_by("administrative_organ")
    assert words(case, "甲") == {"no_ground"}
    assert words(case, "乙") == {"ordinary"}


def test_a_nominal_organ_at_fault_answers_beside_the_implementing_one() -> None:
    case = implemented_by("administrative_organ", ("organ_at_fault", "局"))
    assert (words(case, "甲"), words(case, "乙")) == ({"ordinary"}, {"ordinary"})


def test_every_nominal_organ_answers_when_only_nominal_organs_implement() -> None:
    case = facts(
        ("organ", "队", "administrative_organ"),
        ("nominal_organ", "队"),
        ("implementing_organ", "队"),
    )
    assert words(case) == {"ordinary"}  # 甲 serves 局, nominal and not implementing


@pytest.mark.parametrize(
    ("option", "nominal", "entrusted"),
    [
        ("excluded", "no_ground", "no_ground"),
        ("extended", "no_ground", "ordinary"),
        ("attributed", "ordinary", "no_ground"),
    ],
)
def test_an_implementing_entrusted_body_is_settled_by_its_reading(
    option: str, nominal: str, entrusted: str
) -> None:
    case = implemented_by("entrusted_body")
    assert words(case, "甲", entrusted_body=option) == {nominal}
    assert words(case, "乙", entrusted_body=option) == {entrusted}
    at_fault = implemented_by("entrusted_body", ("organ_at_fault", "局"))
    assert words(at_fault, "甲", entrusted_body=option) == {"ordinary"}


def test_an_entrusted_body_is_never_in_scope_for_the_response() -> None:
    case = implemented_by(
        "entrusted_body",
        ("loss_cause", "poor_response"),
        ("poor_response", "non_appearance"),
        ("serves", "丙", "队"),
        ("role", "丙", "litigator"),
    )
    for option in READINGS["entrusted_body"]:
        assert words(case, "丙", entrusted_body=option) == {"no_ground"}


# --- Grounds (6) ---


def test_lateness_is_excused_when_justified_and_withholding_by_the_reading() -> None:
    late = response_case(("poor_response", "evidence_late"))
    assert words(late) == {"ordinary"}
    excused = response_case(("poor_response", "evidence_late"), ("justified", "evidence_late"))
    assert words(excused, justification_scope="late_only") == {"no_ground"}
    withheld = response_case(
        ("poor_response", "evidence_not_provided"), ("justified", "evidence_not_provided")
    )
    assert words(withheld, justification_scope="late_only") == {"ordinary"}
    assert words(withheld, justification_scope="both") == {"no_ground"}


def test_a_handler_does_not_answer_for_the_response_nor_a_leader_for_the_act() -> None:
    response_only = response_case(
        ("poor_response", "non_appearance"), ("serves", "乙", "局"), ("role", "乙", "handler")
    )
    assert words(response_only, "乙") == {"no_ground"}
    leader = facts(("role", "甲", "leader"), without=(("role", "甲", "handler"),))
    assert words(leader) == {"no_ground"}


def test_the_fault_threshold_removes_grounds_step_by_step() -> None:
    faultless = facts(("no_subjective_cause", "甲"))
    assert words(faultless, fault_threshold="none_needed") == EXEMPTION
    assert words(faultless, fault_threshold="some_fault") == {"no_ground"}
    assert words(faultless, fault_threshold="grave_fault") == {"no_ground"}
    ordinary = facts(("fault", "甲", "ordinary"))
    assert words(ordinary, fault_threshold="some_fault") == {"ordinary"}
    assert words(ordinary, fault_threshold="grave_fault") == {"no_ground"}
    assert words(facts(), fault_threshold="grave_fault") == {"ordinary"}


# --- Exemption (11) ---


@pytest.mark.parametrize(
    ("minor", "harm", "conjunctive", "disjunctive"),
    [
        (True, "none", True, True),
        (True, "small", True, True),
        (False, "none", False, False),
        (False, "small", False, True),
        (True, "vile_influence", False, False),
        (True, None, False, False),
    ],
)
def test_minor_fault_by_its_clause(
    minor: bool, harm: str | None, conjunctive: bool, disjunctive: bool
) -> None:
    more: list[Row] = [("minor_circumstances", "甲")] if minor else []
    case = facts(*more, *([("harm", harm)] if harm else []))
    assert (words(case, minor_fault_clause="conjunctive") == EXEMPTION) is conjunctive
    assert (words(case, minor_fault_clause="disjunctive") == EXEMPTION) is disjunctive


def test_reasonable_review_exempts_only_together_with_an_error_in_a_prior_act() -> None:
    review: Row = ("reasonable_review", "甲")
    error: Row = ("prior_act_error", "third_party_appraisal")
    assert words(facts(review)) == words(facts(error)) == {"ordinary"}
    assert words(facts(review, error)) == EXEMPTION


def test_force_majeure_exempts_only_those_serving_that_organ_of_the_case() -> None:
    case = facts(
        ("serves", "乙", "局"), ("role", "乙", "approver"), ("force_majeure_prevented_duty", "局")
    )
    assert words(case, "甲") == words(case, "乙") == EXEMPTION
    elsewhere = facts(
        ("organ", "外", "administrative_organ"),
        ("serves", "甲", "外"),
        ("force_majeure_prevented_duty", "外"),
    )
    assert words(elsewhere) == {"ordinary"}


def test_an_excuse_for_the_act_reaches_the_response_only_for_the_whole_person() -> None:
    for case in (
        both_grounds(DECEIVED),
        response_case(("poor_response", "non_appearance"), DECEIVED),
    ):
        assert words(case, exemption_reach="ground_bound") == {"ordinary"}
        assert words(case, exemption_reach="whole_person") == EXEMPTION


def test_want_of_any_subjective_cause_reaches_both_grounds() -> None:
    case = both_grounds(("no_subjective_cause", "甲"))
    assert words(case, exemption_reach="ground_bound") == EXEMPTION


def test_a_permissive_exemption_may_be_left_unused() -> None:
    assert words(facts(DECEIVED), exemption_force="binding") == EXEMPTION
    assert words(facts(DECEIVED), exemption_force="permissive") == {*EXEMPTION, "ordinary"}
    lenient = facts(DECEIVED, FORCE_MAJEURE)
    assert words(lenient, exemption_force="permissive") == {"exempted", *FULL_LENIENCY}


# --- Leniency (12) ---


def test_correction_needs_all_three_steps_by_one_person_or_by_the_organ() -> None:
    steps: tuple[Row, ...] = (
        ("error_discovered", "甲"),
        ("error_corrected_in_time", "乙"),
        ("loss_averted", "丙"),
    )
    case = facts(("serves", "乙", "局"), ("serves", "丙", "局"), *steps)
    assert words(case, corrector="individual") == {"ordinary"}
    assert words(case, corrector="organ") == FULL_LENIENCY
    two = facts(("serves", "乙", "局"), *steps[:2])
    assert words(two, corrector="organ") == {"ordinary"}


def test_leniency_on_12_3_alone_may_exclude_not_pursuing() -> None:
    case = facts(("statutory_leniency", "甲"))
    assert words(case, residual_leniency="full_range") == FULL_LENIENCY
    assert words(case, residual_leniency="as_named") == {"lenient", "mitigated"}
    with_12_1 = facts(("statutory_leniency", "甲"), FORCE_MAJEURE)
    assert words(with_12_1, residual_leniency="as_named") == FULL_LENIENCY


# --- Aggravation (13) ---


@pytest.mark.parametrize(
    ("one", "other", "rolling", "calendar"),
    [
        ("2023-05-04", "2023-05-04", True, True),
        ("2023-05-04", "2024-05-04", True, False),
        ("2023-05-04", "2024-05-05", False, False),
        ("2023-01-01", "2023-12-31", True, True),
        ("2023-12-31", "2024-01-01", True, False),
        ("2024-02-29", "2025-02-28", True, False),
        ("2024-02-29", "2025-03-01", False, False),
        ("2023-02-28", "2024-02-28", True, False),
        ("2023-02-28", "2024-02-29", False, False),
    ],
)
def test_the_window_of_one_year(one: str, other: str, rolling: bool, calendar: bool) -> None:
    for first, second in ((one, other), (other, one)):
        case = facts(
            ("fault_act", "a", "甲", "超期", first),
            ("fault_act", "b", "甲", "超期", second),
            ("at_issue", "a"),
        )
        assert (words(case, one_year_window="rolling") == {"aggravated"}) is rolling
        assert (words(case, one_year_window="calendar") == {"aggravated"}) is calendar


def test_repetition_needs_one_type_and_an_act_at_issue_in_the_pair() -> None:
    def pair(type_of_b: str, at_issue: str) -> set[str]:
        return words(
            facts(
                ("fault_act", "a", "甲", "超期", "2023-05-04"),
                ("fault_act", "b", "甲", type_of_b, "2023-05-05"),
                ("fault_act", "c", "甲", "别的", "2023-05-06"),
                ("at_issue", at_issue),
            )
        )

    assert pair("超期", "a") == pair("超期", "b") == {"aggravated"}
    assert pair("程序", "a") == {"ordinary"}
    assert pair("超期", "c") == {"ordinary"}


def test_acts_of_colleagues_count_when_the_organ_is_the_subject() -> None:
    case = facts(
        ("serves", "乙", "局"),
        ("serves", "丙", "局"),
        ("fault_act", "a", "乙", "超期", "2023-05-04"),
        ("fault_act", "b", "丙", "超期", "2023-05-05"),
        ("at_issue", "a"),
    )
    assert words(case, same_subject="person") == {"ordinary"}
    assert words(case, same_subject="organ") == {"aggravated"}


def test_harm_of_the_loss_always_aggravates_and_harm_of_the_act_by_the_reading() -> None:
    assert words(facts(("loss_harm", "vile_influence"))) == {"aggravated"}
    act = facts(("harm", "serious_economic_loss"))
    assert words(act, loss_caused="loss_only") == {"ordinary"}
    assert words(act, loss_caused="act_included") == {"aggravated"}


# --- Which effect governs ---


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("exemption_prevails", EXEMPTION),
        ("aggravation_prevails", {"aggravated"}),
        ("offset", {"ordinary"}),
        ("assessed", {*EXEMPTION, "aggravated", "ordinary"}),
    ],
)
def test_exemption_against_aggravation(option: str, expected: set[str]) -> None:
    assert words(facts(DECEIVED, SEVERE), exemption_vs_aggravation=option) == expected


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("leniency_prevails", FULL_LENIENCY),
        ("aggravation_prevails", {"aggravated"}),
        ("offset", {"ordinary"}),
        ("assessed", {*FULL_LENIENCY, "aggravated", "ordinary"}),
    ],
)
def test_leniency_against_aggravation(option: str, expected: set[str]) -> None:
    assert words(facts(FORCE_MAJEURE, SEVERE), leniency_vs_aggravation=option) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("exemption_prevails", "aggravation_prevails", EXEMPTION),
        ("aggravation_prevails", "leniency_prevails", FULL_LENIENCY),
        ("aggravation_prevails", "aggravation_prevails", {"aggravated"}),
        ("aggravation_prevails", "offset", {"ordinary"}),
        ("offset", "aggravation_prevails", FULL_LENIENCY),
        ("assessed", "aggravation_prevails", {*EXEMPTION, "aggravated", *FULL_LENIENCY}),
        ("assessed", "offset", {*EXEMPTION, "ordinary", *FULL_LENIENCY}),
    ],
)
def test_with_all_three_effects_the_exemption_is_weighed_first(
    first: str, second: str, expected: set[str]
) -> None:
    case = facts(DECEIVED, FORCE_MAJEURE, SEVERE)
    options = {"exemption_vs_aggravation": first, "leniency_vs_aggravation": second}
    assert words(case, **options) == expected


def test_exemption_governs_where_it_stands_beside_leniency() -> None:
    assert words(facts(DECEIVED, FORCE_MAJEURE)) == EXEMPTION


def test_an_exemption_left_unused_leaves_the_aggravation_alone() -> None:
    case = facts(DECEIVED, SEVERE)
    options = {"exemption_force": "permissive", "exemption_vs_aggravation": "offset"}
    assert words(case, **options) == {"ordinary", "aggravated"}


def test_later_conduct_leaves_the_clash_and_is_pursued_on_its_own() -> None:
    case = facts(DECEIVED, FALSIFIED)
    options = {"later_conduct": "separate", "exemption_vs_aggravation": "aggravation_prevails"}
    assert words(case, **options) == EXEMPTION
    assert in_every(case, "separate_pursuit", "甲", **options)
    counted = {**options, "later_conduct": "counted"}
    assert words(case, **counted) == {"aggravated"}
    assert in_none(case, "separate_pursuit", "甲", **counted)


def test_later_conduct_stays_separate_even_where_the_exemption_falls() -> None:
    case = facts(DECEIVED, FALSIFIED, SEVERE, FORCE_MAJEURE)
    options = {
        "later_conduct": "separate",
        "exemption_vs_aggravation": "offset",
        "leniency_vs_aggravation": "aggravation_prevails",
    }
    assert words(case, **options) == FULL_LENIENCY  # 13(2) is out of step 2 too
    assert in_every(case, "separate_pursuit", "甲", **options)


def test_later_conduct_is_counted_where_no_exemption_is_in_play() -> None:
    lenient = facts(FORCE_MAJEURE, ("retaliated", "甲", "threat"))
    options = {"later_conduct": "separate", "leniency_vs_aggravation": "aggravation_prevails"}
    assert words(lenient, **options) == {"aggravated"}
    assert in_none(lenient, "separate_pursuit", "甲", **options)
    unused = sets(
        facts(DECEIVED, FALSIFIED), later_conduct="separate", exemption_force="permissive"
    )
    how = {
        (atom[2], ("separate_pursuit", "甲") in atoms)
        for atoms in unused
        for atom in atoms
        if atom[0] == "disposition"
    }
    assert how == {("exempted", True), ("not_pursued", True), ("aggravated", False)}


def test_discretion_is_exercised_for_each_person_apart() -> None:
    case = facts(
        DECEIVED, ("serves", "乙", "局"), ("role", "乙", "reviewer"), ("deceived_by_party", "乙")
    )
    assert len(sets(case)) == 4  # two dispositions each
    assert len(sets(case, exemption_force="permissive")) == 9


# --- What follows ---


def test_a_displaced_leading_cadre_is_under_the_cadre_rules_and_nothing_else() -> None:
    case = facts(("leading_cadre", "甲"), DECEIVED, FALSIFIED)
    displaced = {"leading_cadre_regime": "displaced", "later_conduct": "separate"}
    only = {
        ("disposition", "甲", "under_cadre_rules"),
        ("leading_cadre_rules_apply", "甲"),
        ("counted_in_assessment", "局"),
    }
    assert sets(case, **displaced) == {frozenset(only)}
    assert in_every(case, "leading_cadre_rules_apply", "甲")
    groundless = facts(("leading_cadre", "甲"), ("date", "act", "2022-12-15"))
    assert words(groundless, **displaced) == {"no_ground"}
    assert in_none(groundless, "leading_cadre_rules_apply", "甲", **displaced)


def test_recourse_follows_grave_fault_whatever_the_disposition() -> None:
    def due(*more: Row, **options: str) -> bool:
        case = facts(("compensation_paid",), *more)
        partial = in_every(case, "recourse", "甲", "partial", **options)
        assert partial is not in_none(case, "recourse", "甲", "full", **options)
        return partial

    assert due(("fault", "甲", "intent"))
    assert due(("fault", "甲", "gross_negligence"), DECEIVED)
    assert not due()
    assert not due(("fault", "甲", "ordinary"))
    assert not due(("fault", "甲", "intent"), ("date", "act", "2022-12-15"))
    out_of_scope = facts(
        ("compensation_paid",),
        ("fault", "甲", "intent"),
        ("organ", "局", "other_body"),
        without=(("organ", "局", "administrative_organ"),),
    )
    assert words(out_of_scope) == {"no_ground"}
    assert in_every(out_of_scope, "recourse", "甲", "full")


def test_recourse_needs_a_role_and_a_case_in_scope() -> None:
    case = facts(("compensation_paid",), ("serves", "乙", "局"), ("fault", "乙", "intent"))
    assert in_none(case, "recourse", "乙", "full")
    reconsidered = facts(
        ("compensation_paid",),
        ("fault", "甲", "intent"),
        ("proceeding", "reconsideration"),
        ("ruling", "otherwise_lost"),
        without=(("ruling", "revoked"),),
    )
    assert in_none(reconsidered, "recourse", "甲", "full")


def test_referral_follows_from_the_findings_alone() -> None:
    case = facts(
        ("serves", "乙", "局"),
        ("suspected_crime", "乙"),
        ("discipline_warranted", "甲"),
        ("date", "act", "2022-12-15"),
    )
    assert in_every(case, "refer", "乙", "judicial")
    assert in_every(case, "refer", "甲", "discipline")
    assert words(case, "乙") == set()  # no role, no disposition


def test_competence_needs_a_ground() -> None:
    managed: Row = ("managed_by", "甲", "discipline_inspection")
    assert in_every(facts(managed, DECEIVED), "competent", "甲", "discipline_inspection")
    out = facts(managed, ("date", "act", "2022-12-15"))
    assert in_none(out, "competent", "甲", "discipline_inspection")


def test_the_duty_of_self_correction_needs_start_and_timely_correction() -> None:
    knew, started, corrected = (
        ("knew_of_error", "局"),
        ("self_correction_started", "局"),
        ("act_corrected_in_time", "局"),
    )
    breach = ("breach", "局", "self_correction")
    assert in_none(facts(started), *breach)
    assert in_every(facts(knew), *breach)
    assert in_every(facts(knew, started), *breach)
    assert in_every(facts(knew, corrected), *breach)
    assert in_none(facts(knew, started, corrected), *breach)


# --- Refusals ---


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("slight_and_grave_harm", [("harm", "none"), ("harm", "vile_influence")]),
        ("slight_and_grave_harm", [("harm", "small"), ("harm", "serious_economic_loss")]),
        ("no_harm_and_small_harm", [("harm", "none"), ("harm", "small")]),
        ("no_harm_and_worsened_harm", [("harm", "none"), FORCE_MAJEURE]),
        ("two_fault_levels", [("fault", "甲", "ordinary"), ("fault", "甲", "intent")]),
        (
            "fault_without_subjective_cause",
            [("no_subjective_cause", "甲"), ("fault", "甲", "ordinary")],
        ),
        ("two_dates", [("date", "act", "2023-01-01"), ("date", "act", "2023-01-02")]),
        (
            "dates_out_of_order",
            [("date", "act", "2023-01-02"), ("date", "decision", "2023-01-01")],
        ),
        ("justified_without_poor_response", [("justified", "evidence_late")]),
        ("two_proceedings", [("proceeding", "litigation"), ("proceeding", "reconsideration")]),
        ("two_kinds_of_organ", [("organ", "局", "other_body")]),
        (
            "one_id_for_two_acts",
            [
                ("fault_act", "a", "甲", "x", "2023-01-01"),
                ("fault_act", "a", "甲", "y", "2023-01-01"),
                ("at_issue", "a"),
            ],
        ),
        ("poor_response_of_no_kind", [("loss_cause", "poor_response")]),
        ("poor_response_that_caused_no_loss", [("poor_response", "non_appearance")]),
        ("no_act_at_issue", [("fault_act", "a", "甲", "x", "2023-01-01")]),
        ("act_at_issue_not_stated", [("at_issue", "a")]),
        ("organ_not_declared", [("knew_of_error", "外")]),
        ("person_serves_no_organ", [("suspected_crime", "乙")]),
    ],
)
def test_each_contradiction_and_gap_is_refused_by_name(name: str, more: list[Row]) -> None:
    assert {problem.name for problem in refusals(facts(*more))} == {name}


@pytest.mark.parametrize(
    "gone", [("ruling", "revoked"), ("loss_cause", "improper_act"), ("nominal_organ", "局")]
)
def test_a_case_without_a_necessary_fact_is_refused(gone: Row) -> None:
    assert {problem.name for problem in refusals(facts(without=(gone,)))} == {f"no_{gone[0]}"}


def test_what_agrees_is_not_refused() -> None:
    assert not refusals(
        facts(
            ("harm", "serious_economic_loss"),
            ("harm", "vile_influence"),
            FORCE_MAJEURE,
            ("date", "act", "2023-01-01"),
            ("date", "decision", "2023-01-01"),
            ("fault_act", "a", "甲", "x", "2023-01-01"),
            ("fault_act", "b", "甲", "x", "2023-01-01"),
            ("at_issue", "b"),
        )
    )
