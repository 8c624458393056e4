"""What the interviews say: progress, needs and gaps, and never a person.

Nouns: projection (answers as columns, rebuildable), figure (a question by a breakdown), link (an item of one
version that continues an item of another), release (figures as published, for ever). The interview itself
belongs to the room below; what follows from figures (measures, funding) to the rooms above.
"""
