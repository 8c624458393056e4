import pytest

from ankommen.journal import services


@pytest.fixture(autouse=True)
def verbs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Verbs of tests. "accounts" stands for a room whose objects are protected."""
    monkeypatch.setattr(services, "_verbs", dict(services._verbs))
    services.declare_verbs("test", {"seen": "It was seen."})
    services.declare_verbs("test", {"done": "It was done."}, coarse=True)
    services.declare_verbs("accounts", {"seen": "Accounts were seen."})
