"""What there is, where and for whom: providers, their offers, places, events and who answers for what.

The shape is HSDS 3.1 (Open Referral) with what it lacks: languages of texts, district, freshness, categories
of the city's map. Each record comes from a source, was confirmed on a day or never, and keeps its history.
Texts in other languages stand in the room of translations; needs are matched with offers on floors above.
"""
