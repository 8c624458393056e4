"""The key ring of this installation: what rooms seal at rest, they seal with it.

Keys are made, kept and turned by the operator (docs/keys.md).
"""
