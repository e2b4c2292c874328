// The two choices that are remembered in this browser: language and theme.

/** The remembered value, or null; null too where the browser forbids storage. */
export function remembered(name) {
  try {
    return localStorage.getItem(`enxame.${name}`);
  } catch {
    return null;
  }
}

/** Remembers a value; where the browser forbids storage it lasts as long as the page. */
export function remember(name, value) {
  try {
    localStorage.setItem(`enxame.${name}`, value);
  } catch {
    // The choice still holds for this page.
  }
}
