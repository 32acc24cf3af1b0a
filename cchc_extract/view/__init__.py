"""One HTML page to look at facts in: articles with their facts marked, and all facts in one table.

The page stands alone: it needs no network, its Content-Security-Policy names its style and scripts by digest, and it
carries what comes from articles as data that nothing executes.
"""

from cchc_extract.view.articles import State, ViewedArticle, load_articles
from cchc_extract.view.page import make_page

__all__ = ["State", "ViewedArticle", "load_articles", "make_page"]
