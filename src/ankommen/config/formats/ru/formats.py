"""Russian: "24 ноября", not "24 Ноябрь"."""

MONTH_DAY_FORMAT = "j E"
