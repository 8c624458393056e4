"""The one vocabulary: questions, needs, offers, forms, measures and indicators all point to a topic."""
