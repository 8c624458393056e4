"""Cases: who comes for help, who is responsible, what was said, and who else may see it.

A case is opened only with consent and shared only by a grant that names purpose, fields and last day. Nouns:
Client, Case, Note, Consent, Grant, EmergencyAccess (break-glass), InterviewLink. What stands in a case falls
into groups of fields (`stub`, `contact`, `notes`, `special`, `needs`); POLICY and grants speak of groups, and
pages draw those that are left. What was answered in an interview stays in the interviews room: the link is a
row of its own, made with consent and deletable alone.
"""
