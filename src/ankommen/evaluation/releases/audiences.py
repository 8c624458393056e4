"""For whom figures are released."""

STAFF, PUBLIC = "staff", "public"
ROUNDING = {STAFF: 1, PUBLIC: 5}
