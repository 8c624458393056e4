"""What is not handed over, and why."""


class ExportRefused(ValueError):
    """`args[0]` is a sentence for whoever asked."""
