"""The city's facts: the city itself, its districts and the sites where people are received."""
