"""Filled-in questionnaires: the first interview from the notice to the receipt, stored sealed and without a
person.

Nouns: a draft (being filled in, a day long), an interview (done, broken off or refused), its needs, its
receipt code. Instruments and
their texts belong to `questionnaires`; figures over many interviews belong to `evaluation`.
"""
