"""Makes the pictures of the README anew.

From the repository: ``PYTHONPATH=tests .venv/bin/python tests/browser/pictures.py``.
"""

from playwright.sync_api import FloatRect, sync_playwright

from support.packs import LAW_ID, REPOSITORY
from support.reading.pages_in_browser import Visit, chromium, pages_served

DEMONSTRATION = f"/case/{LAW_ID}?worked=01_demo_collision"
FOLDER = REPOSITORY / "docs"


def main() -> None:
    """The outcomes of the demonstration, and the drawing of a proof of theirs."""
    FOLDER.mkdir(exist_ok=True)
    with pages_served() as server, sync_playwright() as playwright:
        browser = chromium(playwright)
        page = browser.new_page(viewport={"width": 1280, "height": 1180})
        visit = Visit(page, f"http://{server.host}:{server.port}", "zh")
        visit.open(DEMONSTRATION)
        visit.to("outcomes")
        page.screenshot(path=FOLDER / "outcomes-page.png")
        visit.press(page.locator(".glance .contested").first)
        drawing = page.locator("[data-drawing] svg")
        drawing.evaluate(
            """drawing => {
              drawing.setAttribute("width", "2200");
              drawing.removeAttribute("height");
              document.body.replaceChildren(drawing);
            }"""
        )
        # The end of the reasoning, as large as it can be read.
        end = FloatRect(x=920, y=0, width=1280, height=1000)
        page.screenshot(path=FOLDER / "proof.png", full_page=True, clip=end)
        browser.close()


if __name__ == "__main__":
    main()
