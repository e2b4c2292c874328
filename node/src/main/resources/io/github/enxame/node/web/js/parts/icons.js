// Line icons, 24 x 24, drawn for Enxame.
import { s } from '../dom.js';

const PATHS = {
  home: 'M4 11.5 12 4l8 7.5M6.5 10v9.5h11V10M10 19.5v-5h4v5',
  download: 'M12 4v11m0 0 4.5-4.5M12 15l-4.5-4.5M5 19.5h14',
  upload: 'M12 15V4m0 0L7.5 8.5M12 4l4.5 4.5M5 19.5h14',
  about: 'M12 3.5 19.4 7.75v8.5L12 20.5l-7.4-4.25v-8.5zM12 11v5M12 8v.01',
  search: 'M11 4.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM16 16l4 4',
  sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  moon: 'M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7z',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  alert: 'M12 8v5M12 16.2v.01M12 3.5 21 19.5H3z',
  wait: 'M7 4h10M7 20h10M8 4c0 5 8 6 8 16M16 4c0 5-8 6-8 16',
  share: 'M8.6 13.3l6.8 3.4M15.4 7.3l-6.8 3.4M6 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM18 3.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM18 15.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z',
};

/** An icon beside words that say the same; it is hidden from screen readers. */
export function icon(name) {
  return s('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, s('path', { d: PATHS[name] }));
}

/** The mark of Enxame: one cell with a smaller one inside. */
export function mark() {
  return s('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' },
    s('path', { class: 'mark-body', d: 'M12 1.5 21 6.75v10.5L12 22.5 3 17.25V6.75z' }),
    s('path', { class: 'mark-core', d: 'M12 7l4.3 2.5v5L12 17l-4.3-2.5v-5z' }));
}
