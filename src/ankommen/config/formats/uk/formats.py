"""Ukrainian: "24 листопада", not "24 Листопад"."""

MONTH_DAY_FORMAT = "j E"
