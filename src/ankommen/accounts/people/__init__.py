"""Who works here: inviting people, ending memberships, renewing passwords, and the pages for it."""
