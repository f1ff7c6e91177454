// Comfort only; every page works without it.
"use strict";

// Move focus to the error summary, where a browser does not know `autofocus` on any element.
window.addEventListener("load", () => {
  if (document.activeElement === document.body) {
    document.querySelector("[data-error-summary]")?.focus();
  }
});

// Escape closes the menu and returns to its button.
const menu = document.querySelector("[data-menu]");
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu?.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Print buttons are hidden in the page and appear only where they can do something.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
