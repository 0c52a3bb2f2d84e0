"""The pages of the OpenAPI document: whole without any other server, in both languages."""

import re
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client

from wenze.api.http.docs import register_docs
from wenze.api.http.security import SECURITY_HEADERS, guard
from wenze.reasoner.i18n import LANGS, message

NOTHING = "data:,"
LOADED = {"script": "src", "link": "href"}
TYPES = {
    "swagger-ui.css": "text/css; charset=utf-8",
    "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
    "docs.css": "text/css; charset=utf-8",
    "docs.js": "text/javascript; charset=utf-8",
}


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text within each kind of element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "link"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in {*self._open}:
            self.text[tag] = self.text.get(tag, "") + data

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag in tags]

    def urls(self) -> list[str]:
        """Every address that it names, loaded or not."""
        named = [
            value or ""
            for _, attributes in self.elements
            for name, value in attributes.items()
            if name in {"src", "href", "action", "srcset", "data-url"}
        ]
        return [url for url in named if url != NOTHING]

    def loaded(self) -> list[str]:
        urls = [attributes[LOADED[tag]] or "" for tag, attributes in self.elements if tag in LOADED]
        return [url for url in urls if url != NOTHING]


def documented() -> Flask:
    app = Flask(__name__, static_folder=None)
    guard(app, cast("Any", SimpleNamespace(token=None, cors_origins=())))
    register_docs(app)
    return app


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return documented().test_client()


def shown(client: FlaskClient, query: str = "") -> Page:
    answer = client.get("/docs" + query)
    assert answer.status_code == 200
    assert answer.content_type == "text/html; charset=utf-8"
    return Page(answer.text)


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_names_no_address_of_another_server(client: FlaskClient, lang: str) -> None:
    urls = shown(client, f"?lang={lang}").urls()
    assert len(urls) > len(TYPES)
    for url in urls:
        parts = urlsplit(url)
        assert (parts.scheme, parts.netloc) == ("", "")
        assert not url.startswith("/")  # it stays below whatever prefix the page is at


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_on_the_page_is_inline(client: FlaskClient, lang: str) -> None:
    page = shown(client, f"?lang={lang}")
    assert page.all("script")
    assert not page.all("style", "base", "iframe", "object", "embed")
    assert all(script["src"] for script in page.all("script"))
    assert "script" not in page.text
    names = {name for _, attributes in page.elements for name in attributes}
    assert not {name for name in names if name == "style" or name.startswith("on")}


@pytest.mark.parametrize("path", ["/docs", *(f"/docs/{name}" for name in TYPES)])
def test_the_content_policy_is_that_of_every_answer(client: FlaskClient, path: str) -> None:
    policy = "Content-Security-Policy"
    assert client.get(path).headers.getlist(policy) == [SECURITY_HEADERS[policy]]


def test_the_page_loads_the_files_that_are_served_and_no_others(client: FlaskClient) -> None:
    loaded = [urlsplit(urljoin("/docs", url)) for url in shown(client).loaded()]
    assert sorted(url.path for url in loaded) == sorted(f"/docs/{name}" for name in TYPES)
    for url in loaded:
        answer = client.get(url.geturl())
        assert answer.status_code == 200
        assert answer.content_type == TYPES[url.path.rpartition("/")[2]]
        assert answer.data


def test_styles_load_nothing_further(client: FlaskClient) -> None:
    for name in ("swagger-ui.css", "docs.css"):
        style = client.get(f"/docs/{name}").text
        assert "@import" not in style
        assert set(re.findall(r"url\(\s*[\"']?(\w*:?)", style)) <= {"data:"}


def test_the_own_script_names_no_other_server_and_asks_for_no_validation(
    client: FlaskClient,
) -> None:
    script = client.get("/docs/docs.js").text
    assert "://" not in script
    assert "validatorUrl: null" in script


def test_below_a_prefix_every_link_stays_below_it() -> None:
    app = documented()
    app.add_url_rule("/openapi.json", "openapi", dict)
    client = Client(DispatcherMiddleware(Flask("other", static_folder=None), {"/under": app}))
    page = Page(client.get("/under/docs").text)
    for url in page.urls():
        assert client.get(urljoin("/under/docs", url)).status_code == 200, url


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_speaks_the_language_asked_for(client: FlaskClient, lang: str) -> None:
    page = shown(client, f"?lang={lang}")
    assert [html["lang"] for html in page.all("html")] == [lang]
    assert page.text["title"] == message("docs_title").say(lang)
    assert message("docs_about").say(lang) in page.text["header"]
    assert [div["data-url"] for div in page.all("div")] == [f"openapi.json?lang={lang}"]


@pytest.mark.parametrize("query", ["", "?lang=", "?lang=fr", "?lang=%22%3E%3Cscript%3E"])
def test_the_page_is_chinese_where_no_language_of_ours_is_asked_for(
    client: FlaskClient, query: str
) -> None:
    assert client.get("/docs" + query).data == client.get("/docs?lang=zh").data


def test_the_page_links_to_itself_in_each_language(client: FlaskClient) -> None:
    links = {link["hreflang"]: link for link in shown(client).all("a") if "hreflang" in link}
    assert [*links] == [*LANGS]
    for lang, link in links.items():
        assert urljoin("/docs", link["href"]) == f"/docs?lang={lang}"
    assert [lang for lang, link in links.items() if link.get("aria-current")] == ["zh"]


@pytest.mark.parametrize("lang", LANGS)
def test_without_script_the_page_still_says_where_the_document_is(
    client: FlaskClient, lang: str
) -> None:
    page = shown(client, f"?lang={lang}")
    assert page.text["noscript"] == message("docs_without_script").say(lang)
    assert f"openapi.json?lang={lang}" in [link["href"] for link in page.all("a")]


def test_a_file_is_kept_for_good_only_under_its_own_version(client: FlaskClient) -> None:
    for url in shown(client).loaded():
        address = urljoin("/docs", url)
        path, version = urlsplit(address).path, parse_qs(urlsplit(address).query)["version"]
        kept = client.get(address)
        assert kept.cache_control.immutable
        assert kept.cache_control.max_age == 365 * 24 * 60 * 60
        for other in (path, f"{path}?version=", f"{path}?version=0{version[0]}"):
            answer = client.get(other)
            assert answer.data == kept.data
            assert answer.cache_control.no_cache
            assert answer.cache_control.max_age is None


@pytest.mark.parametrize("path", ["/docs", *(f"/docs/{name}" for name in TYPES)])
def test_what_a_browser_has_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    changed = client.get(path, headers={"If-None-Match": '"other"'})
    assert (changed.status_code, changed.data) == (200, first.data)


def test_pages_and_files_that_differ_have_different_tags(client: FlaskClient) -> None:
    paths = [*(f"/docs?lang={lang}" for lang in LANGS), *(f"/docs/{name}" for name in TYPES)]
    assert len({client.get(path).headers["ETag"] for path in paths}) == len(paths)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "swagger-ui.js",
        "swagger-ui-standalone-preset.js",
        "index.css",
        "VERSION",
        "docs.html",
        "docs.py",
        "DOCS.JS",
        "docs.js/",
        "docs.js%00",
        "../docs.py",
        "%2e%2e/docs.py",
        "..%2fdocs.py",
        "..%5cdocs.py",
        "../static/docs.js",
        "./docs.js/../docs.css",
        "//etc/passwd",
        "%2fetc%2fpasswd",
    ],
)
def test_no_other_file_is_served(client: FlaskClient, path: str) -> None:
    assert client.get(f"/docs/{path}", follow_redirects=True).status_code == 404
