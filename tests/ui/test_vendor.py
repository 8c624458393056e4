"""Files that others wrote are the listed ones, byte for byte, and come with their licences."""

import hashlib
import tomllib
from pathlib import Path

from ankommen import ui

HOME = Path(ui.__file__).parent
VENDOR = HOME / "static/vendor"


def listed() -> dict[str, str]:
    packages = tomllib.loads((HOME / "vendor.toml").read_text("utf-8"))["package"]
    assert all(package["licence"] and package["version"] for package in packages)
    return {name: file["sha256"] for package in packages for name, file in package["files"].items()}


def test_each_file_is_listed_with_its_checksum():
    shipped = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file()
    }
    assert shipped == listed()


def test_each_folder_has_a_licence():
    for folder in VENDOR.iterdir():
        assert list(folder.glob("LICENSE*")), folder


def test_the_modified_kern_says_so():
    notice = (VENDOR / "kern/kern.logical.css").read_text("utf-8")[:800]
    assert "modified" in notice and "EUPL" in notice
