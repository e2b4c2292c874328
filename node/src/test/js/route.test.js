import assert from 'node:assert/strict';
import { test } from 'node:test';
import { web } from './paths.js';

const { kindOfQuery, parseRoute, searchAddress, transferAddress } = await import(new URL('js/route.js', web));
const HASH = '0123456789abcdef0123456789abcdef01234567';

test('addresses lead to their screens', () => {
  assert.deepEqual(parseRoute(''), { screen: 'home', query: '' });
  assert.deepEqual(parseRoute('#/upload'), { screen: 'upload', query: '' });
  assert.deepEqual(parseRoute('#/about'), { screen: 'about', query: '' });
  assert.deepEqual(parseRoute('#/download'), { screen: 'download', query: '' });
  assert.deepEqual(parseRoute('#/nowhere'), { screen: 'home', query: '' });
});

test('a transfer has an address that can be given to others', () => {
  assert.equal(parseRoute(transferAddress(HASH)).infoHash, HASH);
  assert.equal(parseRoute(`#/download/${HASH.toUpperCase()}`).infoHash, HASH);
  assert.equal(parseRoute(`#/download/${HASH}${HASH.slice(0, 24)}`).screen, 'transfer');
  assert.equal(parseRoute('#/download/..%2f..').screen, 'download');
});

test('any text survives the address of its search', () => {
  for (const text of ['ação & reação?', 'a/b#c', '100% #1', '日本 + 1']) assert.equal(parseRoute(searchAddress(text)).query, text);
});

test('numbers and links are told from names', () => {
  assert.equal(kindOfQuery(HASH), 'hash');
  assert.equal(kindOfQuery('https://example.org/a.torrent'), 'link');
  assert.equal(kindOfQuery(`magnet:?xt=urn:btih:${HASH}`), 'magnet');
  assert.equal(kindOfQuery('modelo de trabalho'), 'text');
});

test('the code of a link that lets a browser in is taken from its address', () => {
  assert.deepEqual(parseRoute('#/enter/0123abcd'), { screen: 'enter', code: '0123abcd', query: '' });
  assert.deepEqual(parseRoute('#/enter'), { screen: 'enter', code: '', query: '' });
});
