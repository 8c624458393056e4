"""Methods without Django: plain Python in, plain Python out."""
