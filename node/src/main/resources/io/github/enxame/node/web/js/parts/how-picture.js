// How it works, as a picture: a document in blocks, handed to peers at four distances, who bring it to you.
import { narrow, s } from '../dom.js';
import { cellCentre, combLayout, hexagon } from '../geometry.js';
import { t } from '../i18n.js';
import { cellGroup } from './hexcell.js';

/** The band that brings each block of the document. */
const BLOCKS = [1, 1, 2, 1, 3, 1, 2, 1, 1, 4, 1, 2, 1, 3];
/** The four peers: band, how far along the way from the document to you (0 to 1), how far aside (-1 to 1). */
const PEERS = [[1, 0.79, -0.48], [2, 0.62, 0.56], [3, 0.4, -0.62], [4, 0.2, 0.5]];

/** Wide beside the text of a computer, upright on a phone. */
export function howPicture() {
  const view = narrow() ? upright() : wide();
  return s('svg', { class: 'how-picture', viewBox: view.box, role: 'img', 'aria-label': t('about.picture') },
    PEERS.map(([band, along, aside]) => route(view, band, view.place(along, aside))),
    sheet(view.document, BLOCKS.map((band) => ['here', band]), t('about.picture.document')),
    sheet(view.you, BLOCKS.map((band, index) => [index % 5 === 4 ? 'arriving' : 'here', band]), t('about.picture.you')));
}

function wide() {
  return {
    box: '0 0 800 290',
    document: { x: 90, y: 130 },
    you: { x: 710, y: 130 },
    from: { x: 162, y: 130 },
    to: { x: 638, y: 130 },
    place: (along, aside) => ({ x: 162 + 476 * along, y: 130 + 130 * aside }),
  };
}

function upright() {
  return {
    box: '0 0 340 690',
    document: { x: 170, y: 100 },
    you: { x: 170, y: 560 },
    from: { x: 170, y: 226 },
    to: { x: 170, y: 464 },
    place: (along, aside) => ({ x: 170 + 200 * aside, y: 230 + 224 * along }),
  };
}

function sheet({ x, y }, cells, words) {
  const layout = combLayout(cells.length, 104, 140, 17);
  const placed = cells.map(([kind, band], index) => {
    const centre = cellCentre(layout, index);
    const move = `translate(${x - layout.width / 2 + centre.x} ${y - layout.height / 2 + centre.y})`;
    return s('g', { transform: move }, cellGroup(layout.radius - 1.4, kind, band));
  });
  return s('g', {}, s('rect', { class: 'sheet', x: x - 70, y: y - 94, width: 140, height: 188, rx: 14 }), placed, label(x, y + 116, words));
}

/** The way of one peer's blocks: the nearer it is, the more of them. */
function route({ from, to }, band, at) {
  const blocks = Array.from({ length: 5 - band }, (_, index) => (index + 0.8) / (5.6 - band));
  const bend = { x: (at.x + to.x) / 2, y: at.y + (to.y - at.y) * 0.18 };
  return s('g', {},
    s('path', { class: 'handed', d: `M${from.x} ${from.y}Q${from.x} ${at.y} ${at.x} ${at.y}` }),
    s('path', { class: `line band-${band}`, d: `M${at.x} ${at.y}Q${bend.x} ${bend.y} ${to.x} ${to.y}` }),
    blocks.map((part) => {
      const { x, y } = along(at, bend, to, part);
      return s('polygon', { class: `flight band-${band}`, points: hexagon(x, y, 5.2) });
    }),
    s('g', { transform: `translate(${at.x} ${at.y})` }, cellGroup(18, 'here', band)),
    label(at.x, at.y + 36, t(`band.${band}`)));
}

/** A point of the curve a, b, c. */
function along(a, b, c, part) {
  const mix = (p, q, r) => (1 - part) ** 2 * p + 2 * part * (1 - part) * q + part ** 2 * r;
  return { x: mix(a.x, b.x, c.x), y: mix(a.y, b.y, c.y) };
}

function label(x, y, words) {
  return s('text', { class: 'ring-label', x, y }, words);
}
