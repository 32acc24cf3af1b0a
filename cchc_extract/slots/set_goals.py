"""Goals that a text only measures by: what somebody set, and what came of it is more or less."""

from cchc_extract.article.article import Article
from cchc_extract.pack.compiled import Pack
from cchc_extract.quantities.quantity import Quantity

_MEASURED = ("percent", "score", "points")


def is_set(pack: Pack, article: Article, quantity: Quantity) -> bool:
    """Whether a value is called a level or goal, and who set it is said behind it or between them.

    "Mức 50% tỉnh giao", "chỉ tiêu Trung ương giao là 10%"; what is counted is rather what was assigned.
    """
    start = article.sentences[quantity.sentence].start
    led = pack.goal_lead.search(article.low, start, quantity.start)
    if led and pack.goal_set.match(article.low, quantity.end):
        return True
    goal = led is not None and led[0].startswith(tuple(pack.lists["measured_goals"]))
    if led and goal and pack.goal_measured.search(article.low, start, led.start()):
        return True
    return quantity.unit.kind in _MEASURED and bool(pack.set_goal.search(article.low, start, quantity.start))
