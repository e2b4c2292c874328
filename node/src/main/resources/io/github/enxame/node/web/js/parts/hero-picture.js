// A comb that fills from the middle: near blocks first and in honey, far ones last.
import { s } from '../dom.js';
import { rosette } from '../geometry.js';
import { cellGroup } from './hexcell.js';

const RADIUS = 21;

/** A picture without meaning of its own, hidden from screen readers. */
export function heroPicture() {
  const cells = rosette(4, RADIUS).map(({ x, y, ring }, index) => {
    const group = cellGroup(RADIUS - 1.8, kindOf(ring, index), Math.max(1, ring));
    const place = s('g', { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, class: 'hero-cell' }, group);
    group.style.animationDelay = `${ring * 130 + (index % 7) * 28}ms`;
    return place;
  });
  return s('svg', { class: 'hero-picture', viewBox: '-172 -150 344 300', 'aria-hidden': 'true' }, cells);
}

/** A few outer cells are still on their way. */
function kindOf(ring, index) {
  if (ring === 4) return index % 3 === 0 ? 'arriving' : index % 3 === 1 ? 'queued' : 'here';
  if (ring === 3) return index % 5 === 0 ? 'arriving' : 'here';
  return 'here';
}
