"""What holds the rooms together: settings, urls, the list of rooms, checks and the demo."""
