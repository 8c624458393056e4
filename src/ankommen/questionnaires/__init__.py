"""Questionnaires: instruments, their versions and the languages each version speaks.

A workbook (XLSForm) becomes a draft `Version`; a second person publishes it, and from then on its document
never changes. A language is a `LanguagePack`, released or held back on its own; its texts live in the
translations room, in the collection of its version. Filling in is left to interviews, the rules to
engines.formlogic, reading workbooks to engines.xlsform.
"""
