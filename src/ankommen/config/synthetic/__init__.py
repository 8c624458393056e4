"""Invented interviews in any number, from distributions that are a city's data (docs/synthetic.md).

First a person is drawn, variable by variable, then that person is asked by one version of the questionnaire:
so two versions ask the same people in different words. Knows no database; the rooms' doors store the result.
"""

from .interviews import Held, held_interviews
from .reading import Model, read_model
from .respondents import Respondents

__all__ = ["Held", "Model", "Respondents", "held_interviews", "read_model"]
