import assert from 'node:assert/strict';
import { test } from 'node:test';
import { web } from './paths.js';

const format = await import(new URL('js/format.js', web));
const plain = (text) => text.replace(/[\u00a0\u202f]/g, ' ');

test('sizes are written with about three digits in the language', () => {
  assert.equal(plain(format.size('pt-BR', 2_345_678)), '2,3 MB');
  assert.equal(plain(format.size('en', 2_345_678)), '2.3 MB');
  assert.equal(plain(format.size('en', 714_123)), '714 kB');
  assert.equal(plain(format.size('pt-BR', 12)), '12 bytes');
  assert.equal(plain(format.size('en', 0)), '0 bytes');
});

test('a size never reads as a thousand of the smaller unit', () => {
  assert.equal(plain(format.size('en', 999_999)), '1 MB');
  assert.equal(plain(format.size('en', 999)), '999 bytes');
});

test('rates name the second', () => {
  assert.equal(plain(format.rate('en', 2_100_000)), '2.1 MB/s');
  assert.equal(plain(format.rate('pt-BR', 2_100_000)), '2,1 MB/s');
});

test('a percentage says 100 only when whole and 0 only when nothing is there', () => {
  assert.equal(format.percent('en', 1), '100%');
  assert.equal(format.percent('en', 0.99999), '99%');
  assert.equal(format.percent('en', 0.00001), '1%');
  assert.equal(format.percent('en', 0), '0%');
});

test('the end of a transfer is said ever more roughly the farther away it is', () => {
  const now = new Date(2026, 10, 22, 14, 0, 0);
  assert.equal(format.doneAt('en', 0.4, now).kind, 'moment');
  assert.deepEqual(format.doneAt('pt-BR', 12.3, now), { kind: 'soon', time: '12 segundos' });
  assert.deepEqual(format.doneAt('en', 58, now), { kind: 'soon', time: '60 seconds' });
  assert.deepEqual(format.doneAt('pt-BR', 600, now), { kind: 'minutes', time: '10 minutos', at: '14:10' });
  assert.deepEqual(format.doneAt('pt-BR', 2 * 3600, now), { kind: 'clock', time: '16:00' });
  assert.equal(format.doneAt('en', 20 * 3600, now).kind, 'day');
});

test('the past is said in words', () => {
  const now = new Date(2026, 10, 22, 14, 0, 0);
  assert.equal(format.ago('en', new Date(now - 5 * 60_000), now), '5 minutes ago');
  assert.equal(format.ago('pt-BR', new Date(now - 26 * 3600_000), now), 'ontem');
  assert.equal(format.ago('en', new Date(now.getTime() + 9_000), now), 'now');
});

test('short distances keep a decimal', () => {
  assert.equal(plain(format.milliseconds('pt-BR', 6.25)), '6,3 ms');
  assert.equal(plain(format.milliseconds('en', 244.4)), '244 ms');
});
