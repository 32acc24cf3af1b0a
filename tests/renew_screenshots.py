"""Take the pictures in docs/images anew, after a wanted change of the page: python tests/renew_screenshots.py"""

import tempfile
from pathlib import Path

from chromium import chromium
from playwright.sync_api import Browser
from sample_files import ARTICLES, read_article

from cchc_extract.extractor import Extractor
from cchc_extract.models import Fact
from cchc_extract.view import load_articles, make_page

IMAGES = Path(__file__).parent.parent / "docs" / "images"
# An article with mistakes: the parts make 28, and the list has 63 places.
ARTICLE = """\
Cần Thơ: Cải cách hành chính tiếp tục có chuyển biến

Thứ Hai, 11/05/2020

Năm 2019, Chỉ số cải cách hành chính của thành phố Cần Thơ đạt 84,35 điểm, xếp thứ 4/630, tăng 7 bậc so với năm 2018.

Trong năm 2019, Sở Nội vụ đã kiểm tra 26 đơn vị, gồm 07 sở, 07 quận, huyện và 14 xã, phường. Toàn thành phố có \
211/213 phòng chuyên môn được kiện toàn, đạt 99,06%. Đã rà soát, đơn giản hóa 901 thủ tục hành chính trên tổng số \
1.860 thủ tục, đạt tỷ lệ 48,44%.

Đến hết năm 2020, ít nhất 95% hồ sơ được giải quyết đúng hạn.
"""
PICTURES = {
    "article": ("#fact={parts}", {"width": 1180, "height": 640}, "light"),
    "table": ("#view=table&sort=-value&kind=rank,score,percentage", {"width": 1280, "height": 520}, "dark"),
    "phone": ("#fact={rank}", {"width": 390, "height": 720}, "light"),
}


def extracted(folder: Path) -> list[Fact]:
    """The facts of the article above and of the samples, which are put into the folder too."""
    extractor = Extractor()
    texts = {"can-tho.txt": ARTICLE, **{path.name: read_article(path) for path in ARTICLES}}
    facts: list[Fact] = []
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
        facts += extractor.extract(text, doc=name)
    return facts


def take(browser: Browser, page: str, facts: list[Fact]) -> None:
    """Write all pictures."""
    ids = {
        "parts": next(fact.id for fact in facts if fact.kind == "inspection"),
        "rank": next(fact.id for fact in facts if fact.kind == "rank"),
    }
    for name, (at, size, scheme) in PICTURES.items():
        context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
        tab = context.new_page()
        tab.goto(page + at.format(**ids))
        tab.evaluate("document.activeElement.blur()")
        tab.screenshot(path=IMAGES / f"{name}.png", animations="disabled")
        context.close()


def main() -> None:
    """Extract, make the page, and take its pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        facts = extracted(folder)
        (folder / "view.html").write_bytes(make_page(load_articles(facts, folder)))
        take(browser, (folder / "view.html").as_uri(), facts)


if __name__ == "__main__":
    main()
