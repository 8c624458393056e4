"""The one vocabulary: a question, a need, an offer, a form, a measure and an indicator all point to a topic."""
