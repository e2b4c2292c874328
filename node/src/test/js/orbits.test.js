import assert from 'node:assert/strict';
import { test } from 'node:test';
import { web } from './paths.js';

const { orbit, placeLabels, placePeers, ringRadii } = await import(new URL('js/orbits.js', web));

const RADIUS = 180;
const peersAt = (rtts) => rtts.map((rttMillis, index) => ({ key: `peer ${index}`, rttMillis }));
const place = (peers) => placePeers(peers, ringRadii(peers), RADIUS, 15);

test('nearer on the network is nearer in the picture', () => {
  const rings = ringRadii([]);
  const away = [0.3, 6, 9.9, 10.1, 24, 84, 150, 244, 600, 5000].map((rtt) => orbit(rtt, rings));
  for (let index = 1; index < away.length; index++) assert.ok(away[index] >= away[index - 1], `${away}`);
  assert.ok(away.every((share) => share > 0 && share < 1));
});

test('every peer stands between the rings of its band', () => {
  const rings = [0, ...ringRadii([])];
  for (const rtt of [0.1, 10, 10.5, 50, 51, 150, 151, 9999]) {
    const [peer] = place(peersAt([rtt]));
    const away = Math.hypot(peer.x, peer.y) / RADIUS;
    assert.ok(away > rings[peer.band - 1] && away < rings[peer.band], `${rtt} ms at ${away}`);
  }
});

test('peers do not cover each other, be they one, six or forty, in one room or all over', () => {
  const rooms = [[5], [6, 24, 8, 84, 244, 120], Array.from({ length: 40 }, (_, i) => 0.4 + i / 20), Array.from({ length: 40 }, (_, i) => 3 + i * 6)];
  for (const rtts of rooms) {
    const placed = place(peersAt(rtts));
    assert.equal(placed.length, rtts.length);
    assert.ok(placed.every(({ size }) => size > 4), 'a cell is too small to be seen');
    for (const a of placed) {
      for (const b of placed) {
        if (a === b || a.band !== b.band) continue;
        const apart = Math.hypot(a.x - b.x, a.y - b.y);
        assert.ok(apart > (a.size + b.size) * 0.8, `${a.key} and ${b.key} of ${rtts.length} are ${apart} apart`);
      }
    }
  }
});

test('a crowded band is drawn wider and the rim stays', () => {
  const crowded = ringRadii(peersAt(Array(30).fill(2)));
  assert.ok(crowded[0] > ringRadii([])[0]);
  assert.ok(Math.abs(crowded[3] - 1) < 1e-9);
});

test('a peer whose distance is not measured stands in the outer band', () => {
  const [peer] = place([{ key: 'new', rttMillis: null }]);
  assert.equal(peer.band, 0);
  assert.ok(Math.hypot(peer.x, peer.y) > RADIUS * ringRadii([])[2]);
});

test('labels stay inside the picture and off each other, or are left out', () => {
  const bounds = { x: -200, y: -190, width: 400, height: 380 };
  const points = place(peersAt(Array.from({ length: 40 }, (_, i) => 3 + i * 6))).map((peer) => ({ ...peer, width: 110 }));
  const labels = placeLabels(points, bounds, 15);
  assert.ok(labels.size > 3 && labels.size <= 40);
  for (const { x, anchor } of labels.values()) {
    const left = anchor === 'middle' ? x - 55 : anchor === 'end' ? x - 110 : x;
    assert.ok(left >= -200 && left + 110 <= 200, `label from ${left}`);
  }
});
