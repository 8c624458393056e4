"""Arabic: thousands in groups as everywhere else."""

NUMBER_GROUPING = 3
