"""Extraction on Daft: a column of texts becomes a column of lists of facts, on one machine or on a Ray cluster.

    import daft
    from cchc_extract.daft import facts

    frame = daft.read_parquet("s3://bucket/news/*.parquet")
    frame = frame.with_column("facts", facts(frame["body"], doc=frame["url"]))

Needs the extra `daft`: pip install 'cchc-extract[daft]'.
"""

from cchc_extract.daft.columns import facts, outcomes

__all__ = ["facts", "outcomes"]
