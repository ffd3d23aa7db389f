// A file of its own, not part of the bundle and not inline: it must run before the first paint, and the page forbids inline scripts.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem("attain.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    const rail = localStorage.getItem("attain.rail");
    if (rail === "narrow" || rail === "wide") root.dataset.rail = rail;
    const language = localStorage.getItem("attain.language");
    root.lang = language === "ko" || language === "en" ? language : navigator.language.startsWith("ko") ? "ko" : "en";
  } catch {
    // Storage may be closed to the page; the system's theme and the browser's language then hold.
  }
})();
