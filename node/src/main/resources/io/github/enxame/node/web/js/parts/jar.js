// A cell that fills with honey as a transfer goes on; beside it stands the same in words.
import { s, setAttributes } from '../dom.js';
import { hexagon } from '../geometry.js';

let nextId = 1;

/** {element, update(share, tone)}: tone is 'honey', 'ok', 'bad' or 'idle'. */
export function jar() {
  const id = `jar-${nextId++}`;
  const level = s('rect', { class: 'jar-honey', x: -20, width: 40, height: 40, 'clip-path': `url(#${id})` });
  const element = s('svg', { class: 'jar', viewBox: '-20 -22 40 44', 'aria-hidden': 'true' },
    s('clipPath', { id }, s('polygon', { points: hexagon(0, 0, 16) })),
    s('polygon', { class: 'jar-wall', points: hexagon(0, 0, 19.5) }), level);
  return {
    element,
    update(share, tone) {
      setAttributes(element, { class: `jar ${tone}` });
      setAttributes(level, { y: (16 - 32 * share).toFixed(1) });
    },
  };
}
