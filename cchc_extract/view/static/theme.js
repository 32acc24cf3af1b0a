// Before anything is drawn: the theme that was chosen, or that of the system.
"use strict";
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("cchc.theme");
  } catch {
    // A browser that keeps nothing for files: the theme of the system.
  }
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    document.documentElement.dataset.theme = chosen ?? (dark.matches ? "dark" : "light");
  };
  dark.addEventListener("change", apply);
  document.addEventListener("cchc-theme", () => {
    chosen = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    apply();
    try {
      localStorage.setItem("cchc.theme", chosen);
    } catch {
      // Then it lasts as long as the page.
    }
  });
  apply();
})();
