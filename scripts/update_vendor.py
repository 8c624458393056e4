"""Fetch the files that others wrote and we ship, and renew their checksums in src/ankommen/ui/vendor.toml.

For maintainers, with network access through npm:  python scripts/update_vendor.py
To update a package, change its version in vendor.toml and run this. Files that scripts/build_kern.py makes
keep their place and get their new checksum. tests/ui/test_vendor.py compares checksums without network.
"""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

UI = Path(__file__).parent.parent / "src/ankommen/ui"
LIST = UI / "vendor.toml"
VENDOR = UI / "static/vendor"


def fetch(package: dict[str, Any], folder: Path) -> Path:
    """Download the package with npm and unpack it; returns the folder of its files."""
    command = ["npm", "pack", "--silent", f"{package['name']}@{package['version']}"]
    name = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
    with tarfile.open(folder / name) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def renew(package: dict[str, Any]) -> None:
    """Copy the package's files into their place, unless a script makes them, and note their checksums."""
    with tempfile.TemporaryDirectory() as folder:
        source = None if "made_by" in package else fetch(package, Path(folder))
        for target, file in package["files"].items():
            place = VENDOR / target
            if source is not None:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes((source / file["from"]).read_bytes())
            file["sha256"] = hashlib.sha256(place.read_bytes()).hexdigest()


def as_toml(package: dict[str, Any]) -> str:
    """Write one package entry down."""
    facts = [f'{key} = "{value}"' for key, value in package.items() if key != "files"]
    files = [
        f'"{target}" = {{ from = "{file["from"]}", sha256 = "{file["sha256"]}" }}'
        for target, file in package["files"].items()
    ]
    return "\n".join(["[[package]]", *facts, "[package.files]", *files, ""])


def main() -> None:
    """Renew every package of the list, and the list."""
    text = LIST.read_text("utf-8")
    head = text[: text.index("[[package]]")]
    packages = tomllib.loads(text)["package"]
    for package in packages:
        renew(package)
    LIST.write_text(head + "\n".join(as_toml(package) for package in packages), "utf-8")


if __name__ == "__main__":
    main()
