"""Full-text search in memory over some thousand records in many languages, the same beside any database."""
