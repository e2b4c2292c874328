import assert from 'node:assert/strict';
import { test } from 'node:test';
import { web } from './paths.js';

const { cellCentre, combLayout, combRows, hexagon, rosette } = await import(new URL('js/geometry.js', web));

const COUNTS = [1, 2, 3, 5, 7, 12, 13, 44, 97, 300, 500, 1000, 4096];

test('a comb stays inside its card, whatever the number of cells', () => {
  for (const count of COUNTS) {
    for (const [width, height] of [[316, 260], [560, 400], [240, 200]]) {
      const layout = combLayout(count, width, height, 34);
      for (let index = 0; index < count; index++) {
        const { x, y } = cellCentre(layout, index);
        const half = (layout.radius * Math.sqrt(3)) / 2;
        assert.ok(x - half >= -0.01 && x + half <= layout.width + 0.01, `cell ${index} of ${count} sideways`);
        assert.ok(y - layout.radius >= -0.01 && y + layout.radius <= layout.height + 0.01, `cell ${index} of ${count} in height`);
      }
      assert.ok(layout.width <= width + 0.01 && layout.height <= height + 0.01, `${count} cells in ${width} x ${height}`);
    }
  }
});

test('cells never overlap', () => {
  for (const count of [2, 13, 44, 97]) {
    const layout = combLayout(count, 400, 300, 34);
    const centres = Array.from({ length: count }, (_, index) => cellCentre(layout, index));
    for (let a = 0; a < count; a++) {
      for (let b = 0; b < a; b++) {
        const apart = Math.hypot(centres[a].x - centres[b].x, centres[a].y - centres[b].y);
        assert.ok(apart >= layout.radius * Math.sqrt(3) - 0.01, `cells ${a} and ${b} of ${count}`);
      }
    }
  }
});

test('a comb of 44 cells does not leave its card half empty', () => {
  const layout = combLayout(44, 560, 400, 44);
  assert.ok(layout.width > 0.75 * 560, `only ${layout.width} wide`);
});

test('rows alternate between n and n - 1 cells', () => {
  assert.equal(combRows(9, 5), 2);
  assert.equal(combRows(10, 5), 3);
  assert.equal(combRows(4, 1), 4);
});

test('a hexagon has six corners, the first on top', () => {
  const points = hexagon(0, 0, 10).split(' ');
  assert.equal(points.length, 6);
  assert.equal(points[0], '0.0,-10.0');
});

test('a rosette has six cells more in each ring', () => {
  assert.deepEqual([0, 1, 2, 3].map((rings) => rosette(rings, 10).length), [1, 7, 19, 37]);
  assert.equal(rosette(3, 10)[0].ring, 0);
});
