"""Somebody who has a keyboard and nothing else, and who must see at every step where they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

FOCUS = """() => {
  const here = document.activeElement;
  const ring = here.closest(".option, .check") ?? here;
  const seen = [here, ring].some((node) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(node);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
  const box = ring.getBoundingClientRect();
  return {
    lost: here === document.body, ring: seen && here.matches(":focus-visible"), html: here.outerHTML.slice(0, 200),
    onScreen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: covered(here, box),
  };
  function covered(node, {left, top, width, height}) {
    const x = left + width / 2, y = Math.min(Math.max(top + Math.min(height, 40) / 2, 0), innerHeight - 1);
    const above = document.elementFromPoint(x, y);
    return Boolean(above && above.closest(".ibar, .rail") && !node.closest(".ibar, .rail"));
  }
}"""
DRAWN = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
MOST_STEPS = 400


@dataclass
class Keyboard:
    """Presses keys, and looks after each whether the focus is somewhere, in sight, and marked.

    Nobody presses the next key before the screen has followed the last: a question may have come in between.
    """

    page: Page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.page.evaluate(DRAWN)

    def leave(self) -> None:
        """Press Enter and wait for the next page."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.page.evaluate(DRAWN)

    def tab(self, key: str = "Tab") -> None:
        """Go on by one, or back with Shift+Tab; wherever that is, it can be seen."""
        self.press(key)
        self.see()

    def see(self) -> None:
        """Complain unless the focus is somewhere, marked by a ring, and on the part of the page that is shown."""
        focus = self.page.evaluate(FOCUS)
        assert not focus["lost"], "the focus is lost"
        assert focus["ring"], f"no ring: {focus['html']}"
        assert focus["onScreen"] and not focus["covered"], f"out of sight: {focus['html']}"

    def reach(self, selector: str, key: str = "Tab") -> None:
        """Press Tab until the focus is on what the selector names."""
        for _ in range(MOST_STEPS):
            if self.here(f"node => node.matches({selector!r})"):
                return
            self.tab(key)
        raise AssertionError(f"never came to {selector}")

    def here(self, script: str) -> Any:
        """What a script says of the element that has the focus."""
        return self.page.evaluate(f"({script})(document.activeElement)")
