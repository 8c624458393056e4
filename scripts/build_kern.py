"""Cut KERN UX down to what ankommen uses and make it safe for right-to-left pages.

For maintainers, with network access through npm:  python scripts/build_kern.py
Writes src/ankommen/ui/static/vendor/kern/. Afterwards run scripts/update_vendor.py, which renews the
checksums.

KERN as shipped knows physical directions only (left, right), a light and a dark theme, some 600 tokens and
a large set of utility classes. Kept are: the light theme, the components named in COMPONENTS, and the
tokens that these or our own stylesheets refer to. A stylesheet of ours that takes up a further KERN token
needs a new run; tests/ui/test_styles.py says so.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PACKAGE = "@kern-ux/native"
VERSION = "2.7.2"
SHA256 = "b82c23c35a198e60ee4c53c5d14911432437f03802441b7473e8d7003795adb0"  # of the packed tarball
COMPONENTS = ("btn", "label", "form-check", "dialog")
SOURCE = Path(__file__).parent.parent / "src/ankommen"
TARGET = SOURCE / "ui/static/vendor/kern"
NOTICE = f"""@charset "UTF-8";
/* KERN UX-Standard {VERSION} ({PACKAGE}), modified by scripts/build_kern.py: physical properties rewritten to
   logical ones so that right-to-left pages work; components, tokens and the dark theme that ankommen does not
   use left out; comments left out. Copyright KERN-Team (Hamburg, Schleswig-Holstein, Dataport).
   Licensed under the EUPL 1.2 (LICENSE.md beside this file); this modified file stays under the EUPL 1.2.
   Source of the original: https://gitlab.opencode.de/kern-ux/kern-ux-plain */
"""

_SIDES = {"left": "start", "right": "end"}
_CORNERS = {
    "top-left": "start-start",
    "top-right": "start-end",
    "bottom-left": "end-start",
    "bottom-right": "end-end",
}


class Rule(NamedTuple):
    """One rule: `prelude` is the selector or the at-rule, `body` the text between its braces."""

    prelude: str
    body: str


def split_rules(css: str) -> Iterator[Rule]:
    """Give the top-level rules of `css`, which holds no comments; braces inside strings are text."""
    depth, start, brace, quote = 0, 0, 0, ""
    for index, char in enumerate(css):
        if quote:
            quote = "" if char == quote and css[index - 1] != "\\" else quote
        elif char in "\"'":
            quote = char
        elif char == "{":
            depth += 1
            brace = index if depth == 1 else brace
        elif char == "}":
            depth -= 1
            if depth == 0:
                yield Rule(" ".join(css[start:brace].split()), css[brace + 1 : index].strip())
                start = index + 1


def split_top(text: str, separator: str) -> list[str]:
    """Split at `separator` outside of parentheses and strings."""
    parts, depth, quote, current = [], 0, "", ""
    for char in text:
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == separator and depth == 0:
            parts.append(current)
            current = ""
            continue
        current += char
    return [part.strip() for part in [*parts, current] if part.strip()]


def logical(declaration: str) -> list[str]:
    """Rewrite one declaration to logical properties; a four-sided shorthand becomes two declarations."""
    name, _, value = (part.strip() for part in declaration.partition(":"))
    if name in ("margin", "padding"):
        sides = split_top(value.replace("!important", ""), " ")
        if len(sides) == 4 and sides[1] != sides[3]:
            top, end, bottom, start = sides
            return [f"{name}-block: {top} {bottom}", f"{name}-inline: {start} {end}"]
    if name in _SIDES:
        return [f"inset-inline-{_SIDES[name]}: {value}"]
    if name in ("text-align", "float", "clear") and value in _SIDES:
        return [f"{name}: {'' if name == 'text-align' else 'inline-'}{_SIDES[value]}"]
    if match := re.fullmatch(r"(margin|padding|border)-(left|right)(-\w+)?", name):
        return [f"{match[1]}-inline-{_SIDES[match[2]]}{match[3] or ''}: {value}"]
    if match := re.fullmatch(r"border-((?:top|bottom)-(?:left|right))-radius", name):
        return [f"border-{_CORNERS[match[1]]}-radius: {value}"]
    return [declaration]


def is_kept(selector: str) -> bool:
    """Whether a selector is about a component we use, the document itself, or the tokens."""
    classes = re.findall(r"\.(kern-[a-z]+(?:-[a-z]+)*)", selector)
    if not classes:
        return "data-kern" not in selector
    return all(
        any(name == f"kern-{kept}" or name.startswith(f"kern-{kept}-") for kept in COMPONENTS)
        for name in classes
    )


def cut(rules: Iterator[Rule]) -> Iterator[Rule]:
    """Keep the rules of our components, in logical properties, recursively inside media queries."""
    for rule in rules:
        if rule.prelude.startswith("@media (prefers-color-scheme"):
            if "light" in rule.prelude:  # the one theme there is, whatever the device prefers
                yield from cut(split_rules(rule.body))
        elif rule.prelude.startswith("@media"):
            if inner := list(cut(split_rules(rule.body))):
                yield Rule(rule.prelude, "\n".join(f"{prelude} {{ {body} }}" for prelude, body in inner))
        elif not rule.prelude.startswith("@"):
            yield from _cut_style(rule)


def _cut_style(rule: Rule) -> Iterator[Rule]:
    if ".kern-layer.kern-level-0" in rule.prelude:  # the tokens of the ground layer, the only one we use
        selectors = [":root"]
    else:
        selectors = [
            part for part in split_top(rule.prelude.removeprefix('@charset "UTF-8"; '), ",") if is_kept(part)
        ]
    declarations = [new for old in split_top(rule.body, ";") for new in logical(old)]
    if selectors and declarations:
        yield Rule(", ".join(selectors), "; ".join(declarations))


def drop_unused_tokens(rules: list[Rule], used_elsewhere: str) -> list[Rule]:
    """Leave out custom properties that nothing refers to, again and again, since tokens refer to tokens."""
    while True:
        used = set(re.findall(r"var\((--kern-[\w-]+)", used_elsewhere + "".join(body for _, body in rules)))
        kept = [Rule(prelude, _without_tokens(body, used)) for prelude, body in rules]
        kept = [rule for rule in kept if rule.body]
        if kept == rules:
            return kept
        rules = kept


def _without_tokens(body: str, used: set[str]) -> str:
    if "{" in body:  # a media query
        inner = [(prelude, _without_tokens(text, used)) for prelude, text in split_rules(body)]
        return "\n".join(f"{prelude} {{ {text} }}" for prelude, text in inner if text)
    kept = [
        part for part in split_top(body, ";") if not part.startswith("--kern") or part.split(":")[0] in used
    ]
    return "; ".join(kept)


def build(css: str, used_elsewhere: str) -> str:
    """Make our stylesheet out of KERN's `css`; `used_elsewhere`: the stylesheets that refer to its tokens."""
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).replace('@charset "UTF-8";', "")
    rules = drop_unused_tokens(list(cut(split_rules(plain))), used_elsewhere)
    return NOTICE + "".join(f"{prelude} {{ {body} }}\n" for prelude, body in rules)


def unpack(folder: Path) -> Path:
    """Fetch the package with npm, compare its checksum, and unpack it."""
    command = ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"]
    name = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
    tarball = folder / name
    if (found := hashlib.sha256(tarball.read_bytes()).hexdigest()) != SHA256:
        sys.exit(f"{name} has the checksum {found}, not the expected {SHA256}.")
    with tarfile.open(tarball) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def main() -> None:
    """Write the stylesheet and its licence."""
    used_elsewhere = "".join(path.read_text("utf-8") for path in sorted(SOURCE.glob("*/static/*/*.css")))
    with tempfile.TemporaryDirectory() as folder:
        package = unpack(Path(folder))
        TARGET.mkdir(parents=True, exist_ok=True)
        css = build((package / "dist/kern.css").read_text("utf-8"), used_elsewhere)
        (TARGET / "kern.logical.css").write_text(css, "utf-8")
        (TARGET / "LICENSE.md").write_bytes((package / "LICENSE.md").read_bytes())


if __name__ == "__main__":
    main()
