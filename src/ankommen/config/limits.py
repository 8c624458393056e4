"""How much a request may bring. It stands alone because the settings need it."""

LARGEST_BODY = (
    12 * 1024 * 1024
)  # bytes: a file of 10 MB and its form; the operator's guide asks it of the proxy
LARGEST_REPORT = 8 * 1024  # bytes of a report of the browser
