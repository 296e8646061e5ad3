"""Texts in further languages: gettext catalogues, bilingual notes, and which language is shown first.

Its modules are imported one by one: most builds need few of them.
"""
