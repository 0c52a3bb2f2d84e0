"""The form of a case in a browser: faults at fields, files, long work, no script, any names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Route, expect

from support.cases.hostile_names import HOSTILE_NAMES
from support.cases.sound import AWKWARD_NAMES, sound
from support.packs import LAW_ID, MINI_ID
from support.reading.pages_in_browser import Visit, VisitMaker, downloaded
from wenze.api.pages.hidden import hidden

WORKED = f"/case/{LAW_ID}?worked=01_demo_collision"


def test_faults_are_told_above_and_at_their_fields(visit: Visit) -> None:
    page = visit.page
    visit.open(f"/case/{LAW_ID}")
    visit.look()
    page.locator("[id='n.person']").fill("王某")
    visit.press(page.locator("[id='n.person'] + button"))
    expect(page.locator("[id='e.person.0']")).to_have_value("王某")
    with visit.failing(422):
        visit.to("outcomes")
        visit.look()
    faults = page.locator("#faults")
    expect(faults).to_be_focused()
    assert faults.get_by_role("link").count() > 2
    expect(page).to_have_title(re.compile(f"^{re.escape(visit.say('case_faulty'))}"))
    for link in faults.get_by_role("link").all():
        place = (link.get_attribute("href") or "").removeprefix("#")
        told = f"[id='{place}']:is([aria-describedby], :has([aria-describedby]))"
        assert page.locator(told).count(), place
    # What is written stays, and each can be put right from here.
    faults.get_by_role("link").first.press("Enter")
    assert page.evaluate("document.activeElement.id || location.hash")
    expect(page.locator("[id='e.person.0']")).to_have_value("王某")


def test_a_case_is_saved_and_opened_again_also_after_a_change_of_language(
    visit: Visit, tmp_path: Path
) -> None:
    page = visit.page
    visit.open(WORKED)
    page.locator("#title").fill("王某、李某案")
    page.locator("[name='f.deceived_by_party.0'][value=disputed]").check()
    visit.other_language()
    expect(page.locator("#title")).to_have_value("王某、李某案")
    save = page.get_by_role("button", name=visit.say("case_save"), exact=True).first
    name, saved = downloaded(page, save)
    assert name.endswith(".yaml")
    kept = yaml.safe_load(saved.read_text())
    assert kept["title"] == "王某、李某案"
    assert kept["disputed"] == {"deceived_by_party": ["王某"]}
    expect(page.locator(".working")).to_be_empty()

    visit.to("outcomes")
    _, later = downloaded(page, page.locator("form[action$='case.yaml'] button"))
    assert yaml.safe_load(later.read_text()) == kept

    visit.open(f"/case/{LAW_ID}")
    file = tmp_path / "case.yaml"
    file.write_text(saved.read_text())
    page.locator("#file").set_input_files(file)
    visit.press(page.get_by_role("button", name=visit.say("case_open_file"), exact=True))
    expect(page.locator("[name='f.deceived_by_party.0'][value=disputed]")).to_be_checked()
    file.write_text("facts: [")
    page.locator("#file").set_input_files(file)
    with visit.failing(422):
        visit.press(page.get_by_role("button", name=visit.say("case_open_file"), exact=True))
    expect(page.locator("#file")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[id='fault.file']")).to_be_visible()


def test_what_still_matters_follows_the_form_and_the_rest_is_greyed(visit: Visit) -> None:
    page = visit.page
    visit.open(WORKED)
    page.locator("[name='f.deceived_by_party.0'][value=denied]").check()
    still = page.locator("#still")
    expect(still).not_to_contain_text(visit.say("case_still_lead"))
    expect(still).not_to_have_attribute("aria-busy", "true")
    question = still.locator("a").first
    question.click()
    place = (question.get_attribute("href") or "").removeprefix("#")
    expect(page.locator(f"[id='{place}']")).to_be_in_viewport()
    visit.look()


def test_long_work_says_that_it_is_at_work(visit: Visit) -> None:
    page = visit.page
    visit.open(WORKED)
    visit.remember_status()
    visit.to("outcomes")
    assert visit.remembered() == visit.say("case_working")

    held: list[Route] = []
    page.route("**/outcomes", lambda route: held.extend([route]))
    page.locator("[name^='fix.']:not([value=''])").first.check()
    status = page.get_by_role("status").filter(has_text=visit.say("outcomes_working"))
    expect(status).to_be_visible()
    held.pop().continue_()
    expect(page.locator(".working")).to_have_text(visit.say("outcomes_followed"))


def test_without_script_everything_is_done_by_links_and_buttons(
    visiting: VisitMaker, spoken: str
) -> None:
    visit = visiting(spoken, script=False)
    page = visit.page
    visit.open("/")
    visit.press(page.locator(".worked a").first)
    page.locator("[name='f.deceived_by_party.0'][value=denied]").check()
    still = page.get_by_role("button", name=visit.say("case_still"), exact=True).first
    visit.press(still)
    assert page.locator("#still a").count() > 3
    expect(page.locator("[name='f.deceived_by_party.0'][value=denied]")).to_be_checked()
    visit.press(page.get_by_role("button", name=visit.say("case_check"), exact=True).first)
    expect(page.get_by_role("status")).to_be_visible()
    visit.to("outcomes")
    page.locator("#fix-exemption_vs_aggravation-aggravation_prevails").check()
    visit.press(page.get_by_role("button", name=visit.say("outcomes_apply"), exact=True))
    expect(page.locator("#fix-exemption_vs_aggravation-aggravation_prevails")).to_be_checked()
    assert page.locator(".glance .certain").count() == 2
    visit.other_language()
    assert page.locator(".glance .certain").count() == 2
    visit.press(page.locator(".glance .certain").first)
    expect(page.locator(".controls").first).to_be_hidden()
    assert page.locator(".proof .steps > li").count() > 5
    page.locator(".steps .cite summary").first.click()
    expect(page.locator(".steps .official").first).to_be_visible()
    assert page.locator("[data-drawing] svg g.node").count() > 5
    visit.to("changes")
    visit.to("outcomes")
    page.locator("#fix-exemption_vs_aggravation").check()
    visit.press(page.get_by_role("button", name=visit.say("outcomes_apply"), exact=True))
    visit.press(page.locator(".glance .contested").first)
    visit.to("contrast")
    visit.to("review")
    page.locator("#decided-1").select_option("ordinary")
    visit.press(page.get_by_role("button", name=visit.say("review_send"), exact=True))
    expect(page.locator(".finding")).to_be_visible()
    visit.to("brief")
    expect(page.locator("[data-print]")).to_be_hidden()
    assert page.locator(".brief section").count() > 5
    visit.open(f"/atlas/{MINI_ID}")
    button = page.locator(".atlas-examples button").first
    if not button.is_visible():
        page.locator("details:has(.atlas-examples) > summary").first.click()
    visit.press(button)
    assert page.locator(".glance button").count()


NAMES = [*HOSTILE_NAMES.values(), *AWKWARD_NAMES]
ON_ALL_PAGES = [HOSTILE_NAMES[name] for name in ("HTML", "attributes")]


def post(visit: Visit, path: str, case: object) -> None:
    """Send a case to a page as another page of ours would."""
    visit.open(f"/case/{LAW_ID}")
    page = visit.page
    page.evaluate(
        """([path, carried]) => {
          const form = document.createElement("form");
          Object.assign(form, { method: "post", action: path, id: "sent" });
          const field = document.createElement("input");
          Object.assign(field, { type: "hidden", name: "case", value: carried });
          const button = document.createElement("button");
          form.append(field, button);
          document.body.prepend(form);
        }""",
        [f"/{visit.lang}{path}", hidden(case)],  # type: ignore[arg-type]
    )
    visit.press(page.locator("#sent button"))


def of(names: list[str]) -> dict[str, object]:
    return sound(
        serves=[[name, "局"] for name in names],
        role=[[name, "handler"] for name in names],
        deceived_by_party=names,
        statutory_severity=names,
    ) | {"regulation": LAW_ID, "title": names[0]}


@pytest.mark.soak
def test_hostile_names_are_words_on_every_page(visiting: VisitMaker) -> None:
    visit = visiting("zh")
    page = visit.page
    for path in (f"/case/{LAW_ID}", "/outcomes", "/review"):
        post(visit, path, of(NAMES))
        assert page.locator("main :is(img, script, style, iframe, object)").count() == 0
    assert page.locator("label bdi").all_inner_texts() != []
    post(visit, "/outcomes", of(ON_ALL_PAGES))
    assert page.locator("tbody th bdi").first.text_content() == ON_ALL_PAGES[0]
    visit.look()
    for go in ("contrast", "changes", "review", "brief"):
        if go in ("contrast", "changes"):
            visit.press(page.locator(".glance .contested").first)
        visit.to(go)
        assert ON_ALL_PAGES[0] in (page.locator("main").text_content() or "")
        assert page.locator("main :is(img, script, style, iframe, object)").count() == 0
        visit.back()
        if go in ("contrast", "changes"):
            visit.back()
    assert page.evaluate("window.evil") is None


def test_what_is_refused_leads_back_to_the_form(visit: Visit) -> None:
    with visit.failing(422):
        post(visit, "/outcomes", {"regulation": LAW_ID, "facts": {"ruling": ["revoked"]}})
        visit.look()
        assert visit.page.get_by_role("alert").get_by_role("listitem").count()
        visit.to(f"case/{LAW_ID}")
    expect(visit.page.locator("[id='f.ruling.revoked']")).to_have_value("facts")
