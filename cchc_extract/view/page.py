"""The page as HTML: one template, its style and scripts inside it, and the articles as data that nothing executes."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Any

import jinja2
import yaml

from cchc_extract.checks import descriptions
from cchc_extract.view.articles import ViewedArticle
from cchc_extract.view.links import find_links
from cchc_extract.view.packing import Language, Packing

_STYLES = ("base", "layout", "article", "table", "panel", "narrow", "print")
_SCRIPTS = (
    "dom", "words", "model", "filters", "rows", "list", "marks", "lines", "article",
    "table", "panel", "route", "keys", "main",
)  # fmt: skip
# What could end the element that carries the data, or what UTF-8 or JavaScript does not take as it is.
_UNSAFE = re.compile("[<>&\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def make_page(articles: Sequence[ViewedArticle]) -> bytes:
    """The page for articles with their facts, as UTF-8; the same bytes for the same articles."""
    words = _words()
    style = _joined(_STYLES, "css")
    script = f'"use strict";\n(() => {{\n{_joined(_SCRIPTS, "js")}}})();\n'
    theme = _read("static/theme.js")
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("cchc_extract.view"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    html = environment.get_template("page.html.j2").render(
        say={key: said["vi"] for key, said in words.items()},
        style=style,
        style_digest=_digest(style),
        theme=theme,
        script=script,
        script_digests=[_digest(theme), _digest(script)],
        data=embedded({"words": words, **_as_data(articles)}),
    )
    return html.encode()


def embedded(value: object) -> str:
    """A value as JSON that can stand in a script element of type `application/json`, whatever is in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _as_data(articles: Iterable[ViewedArticle]) -> dict[str, Any]:
    packing = Packing()
    listed = [
        {
            "doc": article.doc,
            "text": article.text,
            "state": article.state,
            "lost": article.lost,
            "rows": [
                packing.row(fact, in_text=index not in article.lost) for index, fact in enumerate(article.facts)
            ],
            "links": find_links(article.facts),
        }
        for article in articles
    ]
    return {"articles": listed, **packing.as_data()}


def _words() -> dict[str, Mapping[Language, str]]:
    """The words of the interface, by key and language, and of each check what it looks at."""
    words: dict[str, Mapping[Language, str]] = yaml.safe_load(_read("words.yaml"))
    return {**words, **{f"checked.{name}": said for name, said in descriptions().items()}}


def _joined(names: Iterable[str], extension: str) -> str:
    return "\n".join(_read(f"static/{name}.{extension}") for name in names)


def _read(name: str) -> str:
    return files("cchc_extract.view").joinpath(name).read_text("utf-8")


def _digest(content: str) -> str:
    """The source expression of the Content-Security-Policy that lets just this content be used."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
