// One cell as SVG: its body and the mark that tells its distance without colour: the farther, the more inner rings.
import { hexagon } from '../geometry.js';
import { s } from '../dom.js';

/** Sizes of the inner rings by band, as shares of the cell; band 0 (already here) has a dot instead. */
const MARKS = [[], [], [0.5], [0.64, 0.34], [0.7, 0.48, 0.26]];

/** Path data of a band's mark in a cell of this radius about 0,0. */
export function markPath(band, radius) {
  return MARKS[band].map((share) => `M${hexagon(0, 0, radius * share).replace(/ /g, 'L')}Z`).join('');
}

/** A group with a cell about 0,0. */
export function cellGroup(radius, kind, band) {
  const body = s('polygon', { points: hexagon(0, 0, radius), class: 'body' });
  const mark = s('path', { class: 'mark', d: kind === 'here' ? markPath(band, radius) : '' });
  return s('g', { class: `cell ${kind} band-${band}` }, body, mark);
}

/** A small picture of a cell for legends and tables. */
export function cellIcon(kind, band) {
  return s('svg', { class: 'swatch', viewBox: '-9 -10 18 20', 'aria-hidden': 'true' }, cellGroup(8.5, kind, band));
}
