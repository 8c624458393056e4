"""The attacker: works out from published tables what they were meant to hide. It judges `engines.disclosure`.

    report = audit(releases, lines, Rules(threshold=5))
    print(report)  # ends with "N cells, H hidden, 0 recovered"

It knows what any reader knows: the numbers, the documented rules of threshold, rounding and steps, which
cells add up, that interviews are only added except for announced withdrawals, and exact counts seen elsewhere
(live progress). It knows nothing of how the numbers were made and shares no code with what it judges.
"""

from .published import Key, Release, Rules, Sum, gather
from .report import Finding, Report, audit

__all__ = ["Finding", "Key", "Release", "Report", "Rules", "Sum", "audit", "gather"]
