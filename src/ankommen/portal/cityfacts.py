"""What the city says of its directory: the entry [directory] of city.toml."""

from typing import Any

from ankommen.places.queries import the_city


def the_directory_facts() -> dict[str, Any]:
    """The entries of [directory]; empty where the city says nothing."""
    city = the_city()
    facts: dict[str, Any] = city.facts.get("directory", {}) if city else {}
    return facts
