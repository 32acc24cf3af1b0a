"""`cchc schema`."""

from cchc_extract.commands.shell import ends_well, print_json


@ends_well()
def schema() -> None:
    """Print the JSON Schema of a fact."""
    from cchc_extract.models import fact_schema

    print_json(fact_schema())
