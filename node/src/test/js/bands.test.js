import assert from 'node:assert/strict';
import { test } from 'node:test';
import { web } from './paths.js';

const { bandOf, cellState, countCells } = await import(new URL('js/bands.js', web));

test('bands include their upper limit', () => {
  assert.deepEqual([0, 10, 10.1, 50, 51, 150, 151, 9000].map(bandOf), [1, 1, 2, 2, 3, 3, 4, 4]);
  assert.equal(bandOf(null), null);
  assert.equal(bandOf(undefined), null);
});

test('each character of a map says what its cell is', () => {
  assert.deepEqual(cellState('.'), { kind: 'queued', band: 0 });
  assert.deepEqual(cellState('c'), { kind: 'arriving', band: 3 });
  assert.deepEqual(cellState('4'), { kind: 'here', band: 4 });
  assert.deepEqual(cellState('0'), { kind: 'here', band: 0 });
  assert.deepEqual(cellState('?'), { kind: 'queued', band: 0 });
});

test('a map is counted whole', () => {
  const counts = countCells('0112a..4');
  assert.deepEqual(counts, { total: 8, queued: 2, arriving: 1, here: [1, 2, 1, 0, 1] });
});
