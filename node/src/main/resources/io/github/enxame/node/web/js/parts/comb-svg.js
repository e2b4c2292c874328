// The comb as SVG elements: for up to some hundreds of cells.
import { cellState } from '../bands.js';
import { s, setAttributes } from '../dom.js';
import { cellCentre, hexagon } from '../geometry.js';
import { markPath } from './hexcell.js';

const WAVE_MILLIS = 520;

/** Draws into an own <svg>: {element, paint(layout, map, calm), point(cells)}; calm means that no cell pulses. */
export function combSvg() {
  const element = s('svg', { class: 'comb-picture', 'aria-hidden': 'true' });
  let cells = [];
  let drawnLayout = null;
  let drawnMap = '';

  const build = (layout, count) => {
    const gap = Math.min(1.8, layout.radius * 0.09);
    cells = Array.from({ length: count }, (_, index) => {
      const { x, y } = cellCentre(layout, index);
      const body = s('polygon', { class: 'body', points: hexagon(0, 0, layout.radius - gap) });
      const mark = s('path', { class: 'mark' });
      const group = s('g', {}, body, mark);
      return { place: s('g', { transform: `translate(${x.toFixed(2)} ${y.toFixed(2)})` }, group), group, mark };
    });
    setAttributes(element, { viewBox: `0 0 ${layout.width} ${layout.height}`, width: layout.width, height: layout.height });
    element.replaceChildren(...cells.map((cell) => cell.place));
  };

  const paintCell = (index, layout, character, landing) => {
    const { kind, band } = cellState(character);
    const { group, mark } = cells[index];
    setAttributes(group, { class: `cell ${kind} band-${band}${landing ? ' landing' : ''}` });
    setAttributes(mark, { d: kind === 'here' ? markPath(band, layout.radius) : null });
  };

  return {
    element,
    paint(layout, map, calm) {
      const rebuilt = layout !== drawnLayout || cells.length !== map.length;
      if (rebuilt) build(layout, map.length);
      for (let index = 0; index < map.length; index++) {
        const before = rebuilt ? undefined : drawnMap[index];
        if (before === map[index]) continue;
        const landing = !calm && before !== undefined && cellState(map[index]).kind === 'here';
        paintCell(index, layout, map[index], landing);
      }
      if (!calm && !rebuilt && isWhole(map) && !isWhole(drawnMap)) wave(cells, layout);
      drawnLayout = layout;
      drawnMap = map;
    },
    point(pointed) {
      cells.forEach(({ place }, index) => place.classList.toggle('faded', pointed !== null && !pointed.has(index)));
    },
  };
}

function isWhole(map) {
  return [...map].every((character) => cellState(character).kind === 'here');
}

/** Once, when the last cell has landed, the whole comb breathes from its middle outwards. */
function wave(cells, layout) {
  cells.forEach(({ group }, index) => {
    const { x, y } = cellCentre(layout, index);
    const delay = 350 + Math.hypot(x - layout.width / 2, y - layout.height / 2) * 1.6;
    group.animate({ transform: ['scale(1)', 'scale(1.12)', 'scale(1)'] }, { duration: WAVE_MILLIS, delay, easing: 'ease-in-out' });
  });
}
