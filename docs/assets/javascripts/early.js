// Runs before the first paint, so that nothing flickers: tells the stylesheets that scripts run,
// and puts back the colour scheme that the reader chose, if they ever chose one.
(() => {
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  try {
    const scheme = localStorage.getItem("kb-scheme");
    if (scheme === "light" || scheme === "dark") root.dataset.kbScheme = scheme;
  } catch {
    // Storage is refused: the page keeps to the system's scheme.
  }
})();
