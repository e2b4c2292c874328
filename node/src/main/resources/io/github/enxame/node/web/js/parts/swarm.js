// The swarm: peers around "you", nearer in the picture being nearer on the network. The list of peers says the same in words.
import { BANDS } from '../bands.js';
import { h, s, setAttributes, setText } from '../dom.js';
import { hexagon } from '../geometry.js';
import { t } from '../i18n.js';
import { placeLabels, placePeers, ringRadii } from '../orbits.js';
import { counted, integer, milliseconds } from '../say.js';
import { flights } from './flights.js';
import { peerMark } from './peer-mark.js';
import { nearest, peerKey, peerLabel } from './peer-words.js';

/** More peers than this are only listed. */
const DRAWN_PEERS = 60;
const LARGEST_CELL = 15;
const TALLEST = 410;
const MARGIN = 14;
const LABEL_LINE = 15;
const CHARACTER_WIDTH = 6.7;

/** {element, update(peerList), dispose()}. */
export function swarm() {
  const picture = s('svg', { class: 'swarm-picture', role: 'img' });
  const caption = h('p', { class: 'soft small' });
  const more = h('p', { class: 'soft small', hidden: true });
  const layers = { rings: s('g'), lines: s('g'), blocks: s('g'), peers: s('g'), labels: s('g', { class: 'peer-labels' }) };
  const moving = flights(layers.blocks);
  const marks = new Map();
  let peers = [];
  let width = 0;

  const draw = () => {
    if (width === 0) return;
    const height = Math.min(width, TALLEST);
    const radius = height / 2 - MARGIN;
    setAttributes(picture, { viewBox: `${-width / 2} ${-height / 2} ${width} ${height}`, width, height });
    drawRings(layers.rings, ringRadii(peers), radius);
    drawPeers(radius, { x: -width / 2 + 2, y: -height / 2 + 2, width: width - 4, height: height - 4 });
  };

  const drawPeers = (radius, bounds) => {
    const shown = peers.slice(0, DRAWN_PEERS);
    const rings = ringRadii(peers);
    const places = placePeers(shown.map((peer) => ({ key: peerKey(peer), rttMillis: peer.rttMillis })), rings, radius, LARGEST_CELL);
    const byKey = new Map(places.map((place) => [place.key, place]));
    const mostBytes = Math.max(1, ...shown.map((peer) => peer.bytesDown));
    const labels = placeLabels([{ key: '', x: 0, y: 0, size: 22, width: bounds.width * 2 }, ...shown.map((peer) => {
      const { x, y, size } = byKey.get(peerKey(peer));
      return { key: peerKey(peer), x, y, size, width: peerLabel(peer).length * CHARACTER_WIDTH };
    })], { ...bounds, reserved: ringLabelBoxes(rings, radius) }, LABEL_LINE);
    for (const peer of shown) {
      const key = peerKey(peer);
      if (!marks.has(key)) marks.set(key, peerMark(layers));
      marks.get(key).update(peer, byKey.get(key), Math.sqrt(peer.bytesDown / mostBytes), labels.get(key));
    }
    for (const [key, mark] of marks) {
      if (!byKey.has(key)) {
        mark.remove();
        marks.delete(key);
      }
    }
    moving.update(shown, byKey);
  };

  const resize = () => {
    const next = picture.parentElement?.clientWidth ?? 0;
    if (next === width) return;
    width = next;
    draw();
  };
  const you = s('g', { class: 'you' }, s('polygon', { points: hexagon(0, 0, 22) }), s('text', { y: 4.5 }, t('swarm.you')));
  picture.append(layers.rings, layers.lines, layers.blocks, layers.peers, you, layers.labels);
  const frame = h('div', { class: 'swarm' }, picture);
  const observer = new ResizeObserver(resize);
  observer.observe(frame);

  return {
    element: h('div', {}, caption, frame, more),
    update(peerList) {
      peers = peerList;
      setText(caption, summary(peers));
      picture.setAttribute('aria-label', t('swarm.alternative', { summary: summary(peers) }));
      more.hidden = peers.length <= DRAWN_PEERS;
      setText(more, t('swarm.more', { n: integer(peers.length - DRAWN_PEERS) }));
      draw();
    },
    dispose() {
      observer.disconnect();
      moving.dispose();
    },
  };
}

function summary(peers) {
  const connected = peers.filter((peer) => peer.state === 'connected');
  if (connected.length === 0) return t('swarm.none');
  const close = nearest(connected);
  const count = counted('count.connected', connected.length);
  return close === null ? `${count}.` : t('swarm.summary', { count, nearest: milliseconds(close) });
}

function ringName(band) {
  return [t(`band.${band}`), t(`band.${band}.limit`)].join(', ');
}

function ringLabelBoxes(rings, radius) {
  return BANDS.map((band) => {
    const width = ringName(band).length * 6.2;
    return { x: -width / 2, y: ringLabelY(rings, band, radius) - 12, width, height: 16 };
  });
}

function ringLabelY(rings, band, radius) {
  return -rings[band - 1] * radius + 4;
}

function drawRings(layer, rings, radius) {
  const shape = `${rings} ${radius}`;
  if (layer.dataset.shape === shape) return;
  layer.dataset.shape = shape;
  const outside = [...BANDS].reverse();
  layer.replaceChildren(
    ...outside.map((band) => s('circle', { class: `zone band-${band}`, r: rings[band - 1] * radius })),
    ...outside.map((band) => s('text', { class: 'ring-label', y: ringLabelY(rings, band, radius) }, ringName(band))),
  );
}
