// The honeycomb: a cell is one block (or a group of them), its colour the distance of the peer that brought it.
import { countCells } from '../bands.js';
import { h, setText, stillness } from '../dom.js';
import { combLayout } from '../geometry.js';
import { t } from '../i18n.js';
import { counted, integer, list, size } from '../say.js';
import { combCanvas } from './comb-canvas.js';
import { combSvg } from './comb-svg.js';

/** More cells than this are drawn on a canvas. */
const SVG_CELLS = 500;
const LARGEST_RADIUS = 44;

/** The comb of a transfer: {element, update(cells), point(runs), dispose()}. */
export function comb() {
  const frame = h('div', { class: 'comb', role: 'img' });
  const caption = h('p', { class: 'soft small' });
  let painter = null;
  let painterKind = '';
  let layout = null;
  let shape = '';
  let cells = null;
  let pointed = null;

  const paint = () => {
    if (!cells || frame.clientWidth === 0) return;
    const width = frame.clientWidth;
    const wanted = `${cells.map.length} ${width}`;
    const same = wanted === shape;
    if (!same) layout = combLayout(cells.map.length, width, heightFor(width), LARGEST_RADIUS);
    shape = wanted;
    usePainter(cells.map.length > SVG_CELLS ? 'canvas' : 'svg');
    painter.paint(layout, cells.map, !same || stillness());
    painter.point(pointed);
  };
  const usePainter = (kind) => {
    if (kind === painterKind) return;
    painter?.dispose?.();
    painter = kind === 'canvas' ? combCanvas() : combSvg();
    painterKind = kind;
    frame.replaceChildren(painter.element);
  };
  const observer = new ResizeObserver(paint);
  observer.observe(frame);
  const themes = new MutationObserver(() => {
    shape = '';
    paint();
  });
  themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });

  return {
    element: h('div', { class: 'comb-part' }, caption, frame),
    update(next) {
      cells = next;
      setText(caption, cellMeaning(cells));
      frame.setAttribute('aria-label', describe(cells.map));
      paint();
    },
    /** Shows where something lies, as first and last cell of each run, and lets the others fade; null shows all. */
    point(runs) {
      pointed = runs && new Set(cellsOf(runs));
      painter?.point(pointed);
    },
    dispose() {
      observer.disconnect();
      themes.disconnect();
      painter?.dispose?.();
    },
  };
}

function* cellsOf(runs) {
  for (let run = 0; run < runs.length; run += 2) {
    for (let cell = runs[run]; cell <= runs[run + 1]; cell++) yield cell;
  }
}

function heightFor(width) {
  return Math.max(200, Math.min(400, width * 0.82));
}

function cellMeaning({ blocksPerCell, blockLength }) {
  if (blocksPerCell === 1) return t('comb.cellIsBlock', { size: size(blockLength) });
  return t('comb.cellIsGroup', { n: integer(blocksPerCell), size: size(blocksPerCell * blockLength) });
}

/** What the picture shows, in words. */
function describe(map) {
  const { total, queued, arriving, here } = countCells(map);
  const parts = here.map((n, band) => n > 0 && counted(`comb.here.${band}`, n))
    .concat(arriving > 0 && counted('comb.arriving', arriving), queued > 0 && counted('comb.queued', queued))
    .filter(Boolean);
  return t('comb.alternative', { total: counted('count.cells', total), parts: list(parts) });
}
