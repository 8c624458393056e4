"""Staff pages of the offers: the own ones, one form for all facts, history, and review."""
