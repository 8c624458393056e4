"""The journal as people read it: the data protection officer all of it, a team lead that of the organisation,
everybody what they did themselves. It lives here because the journal lies below accounts.
"""
