// Runs before the first paint, so that a chosen theme or language never flashes the other one.
(function () {
  try {
    var theme = localStorage.getItem("resik.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    if (localStorage.getItem("resik.language") === "en") document.documentElement.lang = "en";
  } catch {
    // Storage may be forbidden; then the system's theme and Bahasa Indonesia hold.
  }
})();
