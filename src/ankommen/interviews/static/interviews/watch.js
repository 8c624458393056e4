/** Hears of files that do not arrive or do not run, so that the page says so at once. No module: what it watches cannot take it along. */
addEventListener("error", () => document.documentElement.classList.add("failed"), true);
