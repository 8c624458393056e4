"""Where sealed things of this room lie."""


def place(interview: object, part: str) -> str:
    """The place of a sealed part; a part copied to another interview does not open."""
    return f"interviews/{interview}/{part}"
