import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { web } from './paths.js';

const { bestLanguage, dictionaries, t, useLanguage } = await import(new URL('js/i18n.js', web));

const sources = readdirSync(new URL('js/', web), { recursive: true })
  .filter((name) => name.endsWith('.js') && !name.includes('i18n/'))
  .map((name) => readFileSync(new URL(`js/${name}`, web), 'utf8'));
const used = (pattern) => new Set(sources.flatMap((source) => [...source.matchAll(pattern)].map((match) => match[1])));
const words = used(/['`]([a-z][\w-]*(?:\.[\w-]+)*)['`]/gi);
const prefixes = [...used(/`([\w.]+\.)\$\{/g)];
const parameters = (entry) => [...new Set(JSON.stringify(entry).match(/\{\w+\}/g) ?? [])].sort();

test('both languages have the same keys with the same parameters', () => {
  const { en, 'pt-BR': pt } = dictionaries;
  assert.deepEqual(Object.keys(pt), Object.keys(en));
  for (const key of Object.keys(en)) {
    assert.deepEqual(parameters(pt[key]), parameters(en[key]), key);
    assert.equal(typeof pt[key], typeof en[key], key);
  }
});

test('every key that the code names is in the dictionaries', () => {
  const named = [...used(/\b(?:t|counted)\('([^']+)'/g), ...used(/\bknows\('([^']+)'/g)];
  assert.ok(named.length > 80, `only ${named.length} keys were found in the code`);
  for (const key of named) assert.ok(key in dictionaries.en, key);
});

test('every key of the dictionaries is used', () => {
  for (const key of Object.keys(dictionaries.en)) {
    const isUsed = words.has(key) || prefixes.some((prefix) => key.startsWith(prefix));
    assert.ok(isUsed, `${key} is used nowhere`);
  }
});

test('keys that are put together exist for every value the daemon may send', () => {
  const states = ['prepared', 'fetching', 'checking', 'downloading', 'waiting', 'seeding', 'queued', 'finished', 'paused'];
  const codes = ['missing', 'changed', 'disk_full', 'file_exists', 'in_use', 'no_permission', 'medium', 'wrong_hash', 'damaged_entry', 'torrent_too_large', 'too_many_torrents', 'unusable'];
  const wanted = [
    ...states.flatMap((state) => [`state.${state}`, `announce.${state}`]),
    'doing.failed', 'announce.failed', ...['missing', 'changed', 'replaced'].flatMap((state) => [`doing.${state}`, `announce.${state}`]), ...codes.flatMap((code) => [`error.${code}`, `stopped.${code}`]),
    ...[0, 1, 2, 3, 4].flatMap((band) => [`band.${band}`, `comb.here.${band}`]),
    ...[1, 2, 3, 4].map((band) => `band.${band}.limit`),
    ...['ready', 'arriving', 'queued'].map((state) => `section.${state}`),
    ...['connecting', 'connected', 'waiting', 'banned'].map((state) => `peer.${state}`),
    ...['moment', 'soon', 'minutes', 'clock', 'day'].map((kind) => `done.${kind}`),
    ...['queued', 'sending', 'preparing'].map((state) => `upload.state.${state}`),
  ];
  for (const key of wanted) assert.ok(key in dictionaries.en, key);
});

test('no sentence is empty and none holds markup', () => {
  for (const dictionary of Object.values(dictionaries)) {
    for (const [key, entry] of Object.entries(dictionary)) {
      assert.match(JSON.stringify(entry), /\w/, key);
      assert.doesNotMatch(JSON.stringify(entry), /[<>]/, key);
    }
  }
});

test('plural forms follow the language', () => {
  useLanguage('pt-BR');
  assert.equal(t('count.words', { count: 1, n: '1' }), '1 palavra');
  assert.equal(t('count.words', { count: 7810, n: '7.810' }), '7.810 palavras');
  assert.equal(t('count.words', { count: 1_000_000, n: '1.000.000' }), '1.000.000 palavras');
  useLanguage('en');
  assert.equal(t('count.words', { count: 0, n: '0' }), '0 words');
});

test('a parameter that looks like a placeholder is not replaced again', () => {
  useLanguage('en');
  assert.equal(t('search.nothing', { text: '{text} $& {x}' }), 'Nothing in the catalogue is called “{text} $& {x}”.');
});

test('the browser\'s languages choose, English is the last resort', () => {
  assert.equal(bestLanguage(['pt-PT', 'en']), 'pt-BR');
  assert.equal(bestLanguage(['de', 'en-GB', 'pt']), 'en');
  assert.equal(bestLanguage(['ja']), 'en');
});
