"""The public site: what a newcomer finds on a phone, in the own language, without an account."""
