// Runs before the first paint, so that a dark page never flashes white. A plain script because modules run too late.
(() => {
  let theme = null;
  try {
    theme = localStorage.getItem('enxame.theme');
  } catch {
    // Storage may be forbidden; the system's choice is then the only one.
  }
  const system = matchMedia('(prefers-color-scheme: dark)');
  document.documentElement.dataset.theme = theme ?? (system.matches ? 'dark' : 'light');
})();
