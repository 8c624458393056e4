import pytest


@pytest.fixture(autouse=True)
def _addresses_of_the_frames(settings):
    settings.ROOT_URLCONF = "tests.ui.urls"
