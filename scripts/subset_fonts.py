"""Cut the Noto fonts that documents are set in down to the letters we need.

For maintainers, with Debian's fonts-noto-core (OFL-1.1) installed:  python scripts/subset_fonts.py [FOLDER]
Writes src/ankommen/engines/typesetting/fonts/: the font files, and fonts.toml with their source, checksum and
the letters each one holds. Arabic and Ethiopic stay complete, so that every language of theirs can be set.
The files declare no reserved font name; they are subsets of Noto, a trademark of Google.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

SOURCE = Path("/usr/share/fonts/truetype/noto")
TARGET = Path(__file__).parent.parent / "src/ankommen/engines/typesetting/fonts"
PACKAGE = "fonts-noto-core 20201225-1 (Debian)"
HEAD = f"""# Subsets of Noto fonts, OFL-1.1 (OFL.txt), made by scripts/subset_fonts.py out of {PACKAGE}.
# `letters` are the code points of a file, as ranges; engines.typesetting.uncovered reads them.
"""

LATIN = "20-7E A0-2FF 300-36F 1E00-1EFF 2C60-2C7F A720-A7FF"
GREEK_AND_CYRILLIC = "370-3FF 400-52F 1C80-1C88 2DE0-2DFF A640-A69F"
SIGNS = "2000-206F 2070-209F 20A0-20BF 2100-214F FB00-FB06 FFFD"
ARROWS_AND_SIGNS = "2190-2199 21D0-21D5 2212 2215 2248 2260 2264 2265 25A0 25A1 25CB 25CF 2713 2717"
BOXES = "2610-2612 2713 2714 2717 2718"
SUBSETS = {
    "NotoSans-Regular": f"{LATIN} {GREEK_AND_CYRILLIC} {SIGNS}",
    "NotoSans-Bold": f"{LATIN} {GREEK_AND_CYRILLIC} {SIGNS}",
    "NotoSansArabic-Regular": "0-FFFFF",
    "NotoSansArabic-Bold": "0-FFFFF",
    "NotoSansEthiopic-Regular": "0-FFFFF",
    "NotoSansEthiopic-Bold": "0-FFFFF",
    "NotoSansMath-Regular": ARROWS_AND_SIGNS,
    "NotoSansSymbols2-Regular": BOXES,
}


def code_points(ranges: str) -> list[int]:
    """Spell out ranges such as "20-7E A0" as code points."""
    ends = [part.split("-") for part in ranges.split()]
    return [
        point for first, *last in ends for point in range(int(first, 16), int((last or [first])[0], 16) + 1)
    ]


def as_ranges(points: Iterable[int]) -> str:
    """Fold code points into ranges."""
    runs = (list(run) for _, run in groupby(enumerate(sorted(points)), lambda pair: pair[1] - pair[0]))
    ends = ((run[0][1], run[-1][1]) for run in runs)
    return " ".join(f"{first:X}" if first == last else f"{first:X}-{last:X}" for first, last in ends)


def subset(source: Path, target: Path, points: list[int]) -> str:
    """Write the part of `source` that draws `points`; returns the code points it holds, as ranges."""
    font = TTFont(source)
    options = Options(hinting=False, layout_features=["*"], notdef_outline=True, name_IDs=["*"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    font["head"].modified = font["head"].created  # the same input gives the same file
    font.recalcTimestamp = False
    font.save(target)
    return as_ranges(font.getBestCmap())


def main() -> None:
    """Write all subsets and their list."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    entries = [HEAD]
    for name, ranges in SUBSETS.items():
        target = TARGET / f"{name}.ttf"
        letters = subset(source / target.name, target, code_points(ranges))
        checksum = hashlib.sha256(target.read_bytes()).hexdigest()
        entries.append(f'["{target.name}"]\nsha256 = "{checksum}"\nletters = "{letters}"\n')
    (TARGET / "fonts.toml").write_text("\n".join(entries), "utf-8")


if __name__ == "__main__":
    main()
