// Blocks that travel along the lines between peers and "you"; they stand still for those who asked for less motion.
import { s, stillness } from '../dom.js';
import { hexagon } from '../geometry.js';
import { peerKey } from './peer-words.js';

const MOST_FLIGHTS = 24;
const BLOCK = hexagon(0, 0, 4.2);

/** {update(peers, places), dispose()}: draws into the given layer. */
export function flights(layer) {
  const flying = new Map();

  const land = (key) => {
    for (const block of flying.get(key)?.blocks ?? []) block.remove();
    flying.delete(key);
  };

  return {
    update(peers, places) {
      const routes = routesOf(peers, places);
      for (const key of [...flying.keys()]) {
        if (!routes.has(key)) land(key);
      }
      for (const [key, route] of routes) {
        const path = `${route.x.toFixed(0)} ${route.y.toFixed(0)} ${route.band}`;
        if (flying.get(key)?.path === path) continue;
        land(key);
        flying.set(key, { path, blocks: launch(layer, route) });
      }
    },
    dispose() {
      for (const key of [...flying.keys()]) land(key);
    },
  };
}

/** The lines that something moves along: key to {x, y, band, inward, rttMillis}. */
function routesOf(peers, places) {
  const routes = new Map();
  for (const peer of peers) {
    const place = places.get(peerKey(peer));
    const { x, y, band } = place;
    if (peer.downloadRate > 0 && routes.size < MOST_FLIGHTS) routes.set(`${peerKey(peer)} in`, { x, y, band, inward: true, rttMillis: peer.rttMillis });
    if (peer.uploadRate > 0 && routes.size < MOST_FLIGHTS) routes.set(`${peerKey(peer)} out`, { x, y, band, inward: false, rttMillis: peer.rttMillis });
  }
  return routes;
}

/** A farther peer's blocks take longer, as they do. */
function launch(layer, { x, y, band, inward, rttMillis }) {
  const duration = 900 + Math.min(rttMillis ?? 150, 300) * 7;
  const still = stillness();
  return [0, 0.5].map((phase) => {
    const block = s('polygon', { class: `flight band-${band}`, points: BLOCK });
    layer.append(block);
    const far = `translate(${x}px, ${y}px)`;
    const near = `translate(${x * 0.14}px, ${y * 0.14}px)`;
    if (still) block.setAttribute('transform', `translate(${x * (0.35 + phase * 0.6)} ${y * (0.35 + phase * 0.6)})`);
    else block.animate({ transform: inward ? [far, near] : [near, far] }, { duration, delay: -phase * duration, iterations: Infinity });
    return block;
  });
}
