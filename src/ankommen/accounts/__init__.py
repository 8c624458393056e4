"""People who work here, their organisations and roles, and the one POLICY table that says what a role may do.

An account has memberships; a membership gives a role in an organisation for a period. Newcomers have no
account here.
"""
