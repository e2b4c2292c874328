// Where peers stand around "you": nearer on the network is nearer to the middle. Pure.
import { BAND_LIMITS_MILLIS, bandOf } from './bands.js';

/** Widths of the four bands against each other, while no band is crowded. */
const WIDTHS = [0.19, 0.24, 0.21, 0.19];
/** Part of the picture's radius that "you" take in the middle. */
const MIDDLE = 0.17;

/** Round trip beyond which everything stands on the rim. */
const RIM_MILLIS = 600;
/** Half of the width, in pixels, that is kept free on top of every ring for its label. */
const HALF_LABEL = 72;
/** Up to this many peers get a direction of their own; more share the arc band by band. */
const OWN_DIRECTIONS = 14;

/**
 * Radii of the rings for 10, 50 and 150 ms and of the rim, as shares of the picture's radius. A band where many peers
 * stand, as in one classroom, is drawn wider.
 */
export function ringRadii(peers) {
  const counts = [0, 0, 0, 0];
  for (const peer of peers) counts[(bandOf(peer.rttMillis) ?? 4) - 1] += 1;
  const widths = WIDTHS.map((width, index) => width * (1 + (counts[index] >= 8) + 2 * (counts[index] >= 20)));
  const whole = widths.reduce((a, b) => a + b, 0);
  let edge = MIDDLE;
  return widths.map((width) => (edge += (width / whole) * (1 - MIDDLE)));
}

/** Distance from the middle for a round trip, as a share of the picture's radius; null (not measured) is the rim. */
export function orbit(rttMillis, rings) {
  const band = bandOf(rttMillis) ?? 4;
  const limits = [0, ...BAND_LIMITS_MILLIS, RIM_MILLIS];
  const edges = [MIDDLE, ...rings];
  const within = rttMillis === null || rttMillis === undefined
    ? 1 : Math.min(1, (rttMillis - limits[band - 1]) / (limits[band] - limits[band - 1]));
  const inset = 0.14 + within * 0.62;
  return edges[band - 1] + (edges[band] - edges[band - 1]) * inset;
}

/**
 * Places peers ({key, rttMillis}) around the middle of a circle with the rings of {@link ringRadii}: [{key, x, y, band, size}], x and y from the middle,
 * size the largest radius a peer's cell may have without touching its neighbours.
 */
export function placePeers(peers, rings, radius, largest) {
  const groups = new Map();
  for (const peer of peers) {
    const band = bandOf(peer.rttMillis) ?? 0;
    groups.set(band, [...(groups.get(band) ?? []), peer]);
  }
  const bands = [...groups].sort(([a], [b]) => a - b).map(([band, group]) => [band, [...group].sort((a, b) => (a.key < b.key ? -1 : 1))]);
  const directions = ownDirections(bands.flatMap(([, group]) => group));
  return bands.flatMap(([band, group]) => placeBand(band, group, directions, { rings, radius, largest }));
}

/** Directions as shares of the arc, evenly apart; peers of one band, being neighbours in the list, look different ways. */
function ownDirections(peers) {
  if (peers.length > OWN_DIRECTIONS) return new Map();
  const stride = [5, 3, 2, 1].find((step) => peers.length % step !== 0 || step === 1);
  return new Map(peers.map((peer, index) => [peer.key, (((index * stride) % peers.length) + 0.5) / peers.length]));
}

function placeBand(band, group, directions, { rings, radius, largest }) {
  const edges = [MIDDLE, ...rings];
  const outer = edges[band || 4] * radius;
  const inner = edges[(band || 4) - 1] * radius;
  const gap = 2 * Math.atan2(HALF_LABEL, inner + (outer - inner) * 0.3);
  const arc = 2 * Math.PI - gap;
  const sizes = [1, 2, 3, 4].map((count) => Math.min(largest, cellSize(group.length, arc, inner, outer, count)));
  const size = Math.max(...sizes);
  const lanes = sizes.indexOf(size) + 1;
  const perLane = Math.ceil(group.length / lanes);
  return group.map((peer, index) => {
    const lane = index % lanes;
    const turn = directions.get(peer.key) ?? (Math.floor(index / lanes) + (lane + 0.5) / lanes) / perLane;
    const angle = -Math.PI / 2 + gap / 2 + turn * arc;
    const away = lanes === 1 ? orbit(peer.rttMillis, rings) * radius : inner + ((outer - inner) * (lane + 0.5)) / lanes;
    return { key: peer.key, x: Math.cos(angle) * away, y: Math.sin(angle) * away, band, size };
  });
}

/** How large cells may be when a band's peers are spread over this many circles: the innermost one is the tightest. */
function cellSize(count, arc, inner, outer, lanes) {
  const innermost = inner + (outer - inner) * (lanes === 1 ? 0.14 : 0.5 / lanes);
  return Math.min((outer - inner) / (2 * lanes), (arc * innermost) / (2.1 * Math.ceil(count / lanes)));
}

/**
 * Finds a place for each label ({key, x, y, size, width}) inside a box and off the others: a map from key to
 * {x, y, anchor}. Earlier labels win; one that fits nowhere is left out (the table has it).
 */
export function placeLabels(points, bounds, lineHeight) {
  const taken = points.map((point) => box(point.x - point.size, point.y - point.size, point.size * 2, point.size * 2));
  taken.push(...bounds.reserved ?? []);
  const placed = new Map();
  for (const point of points) {
    const spot = candidates(point, lineHeight).find(({ area }) => inside(area, bounds) && !taken.some((other) => overlap(area, other)));
    if (spot) {
      taken.push(spot.area);
      placed.set(point.key, { x: spot.x, y: spot.y, anchor: spot.anchor });
    }
  }
  return placed;
}

function candidates({ x, y, size, width }, line) {
  const gap = 3;
  const below = y + size + gap;
  const above = y - size - gap - line;
  return [
    { x, y: below + line * 0.78, anchor: 'middle', area: box(x - width / 2, below, width, line) },
    { x, y: above + line * 0.78, anchor: 'middle', area: box(x - width / 2, above, width, line) },
    { x: x + size + gap, y: y + line * 0.3, anchor: 'start', area: box(x + size + gap, y - line / 2, width, line) },
    { x: x - size - gap, y: y + line * 0.3, anchor: 'end', area: box(x - size - gap - width, y - line / 2, width, line) },
  ];
}

const box = (x, y, width, height) => ({ x, y, width, height });

function inside(area, bounds) {
  return area.x >= bounds.x && area.y >= bounds.y
    && area.x + area.width <= bounds.x + bounds.width && area.y + area.height <= bounds.y + bounds.height;
}

function overlap(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
