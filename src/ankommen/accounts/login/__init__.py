"""Logging in: second factors, passwords, when a login ends, and browsers that are known.

django-allauth keeps the factors and the order of the steps; pages and rules are ours. Its modules are
imported in the room accounts only.
"""
