import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { web } from './paths.js';

const [light, dark] = readFileSync(new URL('css/theme.css', web), 'utf8').split('[data-theme="dark"]').map((part) => {
  return Object.fromEntries([...part.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
});

function luminance(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const PAIRS = [
  ['ink', 'wax'], ['ink', 'comb'], ['ink', 'tint'], ['soft', 'wax'], ['soft', 'comb'], ['soft', 'tint'],
  ['honey-ink', 'comb'], ['honey-ink', 'wax'], ['honey-ink', 'tint'], ['on-honey', 'honey'], ['on-honey', 'honey-hover'],
  ['ok', 'comb'], ['ok', 'ok-tint'], ['ink', 'ok-tint'], ['bad', 'comb'], ['bad', 'bad-tint'], ['ink', 'bad-tint'],
];

for (const [name, theme] of [['light', light], ['dark', dark]]) {
  test(`text stands out at least 4.5 to 1 in the ${name} theme`, () => {
    for (const [text, ground] of PAIRS) {
      const found = contrast(theme[text], theme[ground]);
      assert.ok(found >= 4.5, `${text} on ${ground}: ${found.toFixed(2)}`);
    }
  });
}
