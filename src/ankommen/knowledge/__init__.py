"""What newcomers need to know, in guides by topic; later what those who help them know.

A guide is Markdown in the language of the city; other languages stand in the room of translations.
"""
