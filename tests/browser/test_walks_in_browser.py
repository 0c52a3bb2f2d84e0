"""Walks through the pages as a newcomer takes them, in both languages."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, ViewportSize, expect

from support.packs import LAW_ID, MINI_ID
from support.reading.pages_in_browser import Visit, VisitMaker, nodes_of
from support.reading.pdf_reading import pdf_pages
from wenze import Reasoner

WORKED = "01_demo_collision"
PREVAILS = "#fix-exemption_vs_aggravation-aggravation_prevails"
# What is between the margins of A4.
PAPER = ViewportSize(width=643, height=970)
SETTLED = {"certain", "excluded"}


def outcomes_of(visit: Visit, regulation: str = LAW_ID, worked: str = WORKED) -> None:
    visit.open(f"/case/{regulation}?worked={worked}")
    visit.to("outcomes")


def test_from_a_worked_case_to_other_outcomes_by_a_finding_and_by_a_reading(visit: Visit) -> None:
    page = visit.page
    page.goto(visit.origin)
    expect(page).to_have_url(f"{visit.origin}/zh/")
    visit.open("/")
    visit.look()
    visit.press(page.locator(".worked a").first)
    visit.look()
    visit.to("outcomes")
    visit.look()
    before = visit.table()
    assert set(before) == {"王某", "李某"}
    assert before["王某"].keys() == before["李某"].keys()
    assert set(before["王某"].values()) == {"王某", "contested", "excluded"}

    # A finding: 王某 was not deceived by the counterparty.
    visit.to(f"case/{LAW_ID}")
    page.locator("[name='f.deceived_by_party.0'][value=denied]").check()
    visit.to("outcomes")
    exempted = list(before["王某"])[1]
    assert visit.table()["王某"][exempted] == "excluded"
    assert visit.table()["李某"] == before["李某"]

    # The way back has everything as it was.
    visit.back()
    expect(page.locator("[name='f.deceived_by_party.0'][value=denied]")).to_be_checked()
    visit.back()
    assert visit.table() == before

    # A reading is fixed: the table follows, and the page says so.
    page.locator(PREVAILS).focus()
    page.keyboard.press("Space")
    expect(page.locator(".working")).to_have_text(visit.say("outcomes_followed"))
    expect(page.locator(PREVAILS)).to_be_focused()
    after = visit.table()
    assert set(after["李某"].values()) - {"李某"} == SETTLED
    assert after["王某"] != after["李某"]
    visit.look()

    # So it is in the other language, and left open again all is open again.
    visit.other_language()
    expect(page.locator(PREVAILS)).to_be_checked()
    assert [*visit.table()["李某"].values()] == [*after["李某"].values()]
    visit.other_language()
    page.locator("#fix-exemption_vs_aggravation").check()
    expect(page.locator(".working")).to_have_text(visit.say("outcomes_followed"))
    assert visit.table() == before


def test_reasons_why_not_what_separates_outcomes_and_what_would_change_them(visit: Visit) -> None:
    page = visit.page
    outcomes_of(visit)
    visit.press(page.locator(".glance .contested").first)
    visit.look()
    expect(page.locator("h1")).to_contain_text("王某")

    # The official words are one click away.
    step = page.locator(".steps .cite").first
    expect(step.locator("blockquote").first).not_to_be_visible()
    step.locator("summary").click()
    expect(step.locator("blockquote").first).to_be_visible()
    expect(step.locator("blockquote").first).to_contain_text("本办法")

    # Parts of the proof are folded and unfolded, all or one.
    parts = page.locator(".proof details.beneath")
    for name, shown in (("reasons_fold", 0), ("reasons_unfold", parts.count())):
        page.get_by_role("button", name=visit.say(name), exact=True).press("Enter")
        assert page.locator(".proof details.beneath[open]").count() == shown
    parts.first.locator("summary").first.press("Space")
    assert page.locator(".proof details.beneath[open]").count() == parts.count() - 1

    visit.to("contrast")
    visit.look()
    expect(page.locator("h1")).to_have_text(visit.say("contrast_title", a=1, b=2))
    visit.back()
    visit.back()
    visit.press(page.locator(".glance .excluded").first)
    visit.look()
    expect(page.locator(".proof .tag.missing").first).to_be_visible()
    visit.to("changes")
    visit.look()
    visit.press(page.locator(".changes form button").first)
    expect(page.locator("h1")).to_have_text(visit.say("outcomes_title"))
    outcomes_of(visit)
    visit.to("collision")
    visit.look()


def width_of(drawing: Locator) -> float:
    box = drawing.bounding_box()
    assert box is not None
    return box["width"]


def test_a_drawing_is_zoomed_panned_and_gone_through(visit: Visit) -> None:
    page = visit.page
    outcomes_of(visit)
    visit.press(page.locator(".glance .contested").first)
    figure = page.locator("[data-drawing]")
    drawing, region, words = (figure.locator(part) for part in ("svg", ".scroll", ".words"))
    nodes = nodes_of(figure)
    assert len(nodes) > 10
    assert all(node["label"] and node["role"] for node in nodes)
    assert [node["tab"] for node in nodes] == [0] + [-1] * (len(nodes) - 1)

    # By keyboard its nodes are gone through and their words shown; plus, minus and 0 zoom.
    region.focus()
    page.keyboard.press("Tab")
    expect(words).to_be_visible()
    told = {words.inner_text()}
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        told.add(words.inner_text())
    assert len(told) > 1
    assert any("免予或不予问责" in each for each in told)
    wide = width_of(drawing)
    page.keyboard.press("+")
    assert width_of(drawing) > wide * 1.2
    page.keyboard.press("-")
    page.keyboard.press("0")
    assert width_of(drawing) == wide

    # So it is by buttons, and by pulling.
    for name in ("reasons_zoom_in", "reasons_zoom_out", "reasons_zoom_fit", "reasons_zoom_same"):
        page.get_by_role("button", name=visit.say(name), exact=True).click()
    assert width_of(drawing) == wide
    region.evaluate("region => region.scrollTo(0, 0)")
    box = region.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 300, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 100, box["y"] + 100)
    page.mouse.up()
    assert region.evaluate("region => [region.scrollLeft, region.scrollTop]") == [200, 100]


def test_a_decision_reviewed_and_the_brief_printed(visit: Visit) -> None:
    page = visit.page
    outcomes_of(visit)
    visit.to("review")
    visit.look()
    send = page.get_by_role("button", name=visit.say("review_send"), exact=True)
    with visit.failing(422):
        visit.press(send)  # nothing decided: said above and at the field
        visit.look()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.locator("#decided-1")).to_be_focused()
    expect(page.locator("#decided-1")).to_have_attribute("aria-invalid", "true")
    for place in (1, 2):
        page.locator(f"#decided-{place}").select_option("exempted")
    visit.press(send)
    visit.look()
    expect(page.locator(".finding")).to_contain_text(visit.say("review_finding_contested"))
    page.locator("#decided-1").select_option("lenient")
    visit.press(send)
    expect(page.locator(".finding")).to_contain_text(visit.say("review_finding_falls"))

    visit.to("brief")
    visit.look()
    expect(page.locator("[data-print]")).to_be_visible()
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER["width"]
    printed = pdf_pages(page.pdf())
    assert len(printed) > 5
    text = "".join(printed)
    headings = page.locator("h1, h2, h3").all_inner_texts()
    assert len(headings) > 15
    for heading in headings:
        assert "".join(heading.split()) in text, heading
    for unprinted in ("brief_print", "skip", "law_atlas", "outcomes_back"):
        assert "".join(visit.say(unprinted).split()) not in text
    assert "".join(visit.say("brief_receipt_engines").split()) in printed[-1]


def test_the_law_and_its_provisions_and_what_goes_wrong(visit: Visit) -> None:
    page = visit.page
    visit.open("/")
    visit.press(page.get_by_role("link", name=visit.say("home_law"), exact=True).first)
    visit.look()
    visit.press(page.get_by_role("link", name=re.compile("第十一条|Article 11|Art. 11")).nth(1))
    visit.look()
    assert page.locator(".official [lang='zh-CN']").first.is_visible()
    visit.press(page.get_by_role("link", name=visit.say("law_graph"), exact=True))
    visit.look()
    visit.open(f"/review?regulation={MINI_ID}")
    visit.look()
    with visit.failing(404):
        visit.open("/nowhere")
        visit.look()
    visit.press(page.get_by_role("link", name=visit.say("error_home")))
    expect(page.locator("h1")).to_have_text(visit.say("home_title"))


def test_a_collision_of_the_atlas_opens_as_a_case(visit: Visit) -> None:
    page = visit.page
    visit.open("/")
    visit.press(page.locator(f"main a[href$='atlas/{MINI_ID}']"))
    visit.look()
    name = re.compile(f"^{re.escape(visit.say('atlas_to_case'))}")
    visit.press(page.get_by_role("button", name=name).first)
    visit.look()
    visit.to("outcomes")
    assert visit.table()


def test_the_atlas_of_the_law_says_that_it_is_being_made(
    law: Reasoner, visiting: VisitMaker
) -> None:
    law.atlas()  # the server finds it in the cache, however busy the machine is
    visit = visiting("zh")
    page = visit.page
    visit.open("/")
    visit.remember_status()
    visit.press(page.locator(f"main a[href$='atlas/{LAW_ID}']"))
    assert visit.remembered() == visit.say("atlas_wait")
    expect(page.locator("h1")).to_have_text(visit.say("atlas_title"))
    name = re.compile(f"^{re.escape(visit.say('atlas_to_outcomes'))}")
    visit.press(page.get_by_role("button", name=name).first)
    assert "contested" in next(iter(visit.table().values())).values()
