"""Goals that a text only measures by: what somebody set, and what came of it is more or less."""

from cchc_extract.article.article import Article
from cchc_extract.pack.compiled import Pack
from cchc_extract.quantities.quantity import Quantity


def is_set(pack: Pack, article: Article, quantity: Quantity) -> bool:
    """Whether a value is called a level or goal before, and behind it stands who set it ("mức 50% tỉnh giao")."""
    led = pack.goal_lead.search(article.low, article.sentences[quantity.sentence].start, quantity.start)
    return bool(led and pack.goal_set.match(article.low, quantity.end))
