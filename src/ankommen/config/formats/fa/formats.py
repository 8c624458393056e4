"""Persian: short days as letters and forms here have them; thousands in groups as everywhere else."""

SHORT_DATE_FORMAT = "d.m.Y"
SHORT_DATETIME_FORMAT = "d.m.Y، H:i"
TIME_FORMAT = "H:i"
NUMBER_GROUPING = 3
