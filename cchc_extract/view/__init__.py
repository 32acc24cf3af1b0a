"""One HTML page to look at facts in: articles with their facts marked, and all facts in one table.

The page stands alone: no network, its style and scripts named by digest in its Content-Security-Policy, and what comes
from articles carried as data that nothing executes.
"""

from cchc_extract.view.articles import State, ViewedArticle, load_articles, read_valid_facts
from cchc_extract.view.page import make_page

__all__ = ["State", "ViewedArticle", "load_articles", "make_page", "read_valid_facts"]
