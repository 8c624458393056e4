"""How the directory is open to others: what is given out, in which language, as of which change.

Only public records of public providers leave. Each feed is in one language; ids are the same in all of them.
"""
