"""Places that a user brings: dumps and tables in the field's formats, merged into the compiled gazetteer.

`drafts` says what a format gives, the format's own module reads it, `merge` puts it beside what is there, and `kept`
remembers every import, so that it can be undone and is there again after the gazetteer is compiled anew.
"""
