"""What a table holds about people, why, on what basis and until when.

Every model declares one `DataClass` as its attribute `data_class`; a system check refuses a model without
it. The record of processing
(Art. 30 GDPR), deletion and a person's export are all made from these declarations.
"""

from dataclasses import dataclass

NO_PERSONAL_DATA = "no personal data"


@dataclass(frozen=True)
class DataClass:
    """The declaration of one model. All fields are plain English sentences for a data protection officer."""

    purpose: str
    basis: str = NO_PERSONAL_DATA
    subjects: str = NO_PERSONAL_DATA
    retention: str = "as long as the installation needs it"
    exported: str = "not exported"
    erased: str = "with the installation"
