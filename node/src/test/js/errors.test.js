import assert from 'node:assert/strict';
import { test } from 'node:test';
import { web } from './paths.js';

const { errorFrom } = await import(new URL('js/api.js', web));
const { explain } = await import(new URL('js/errors.js', web));
const { useLanguage } = await import(new URL('js/i18n.js', web));

test('a known code is said in the reader\'s language', () => {
  useLanguage('pt-BR');
  assert.match(explain({ code: 'no_permission', message: 'English', params: { path: '/dados' } }), /não pode ler ou gravar ali\. .*\(\/dados\)$/);
});

test('an unknown code is said in the daemon\'s words', () => {
  assert.equal(explain({ code: 'brand_new', message: 'A new thing failed. Do this.' }), 'A new thing failed. Do this.');
});

test('a translation that lacks a name gives way to the daemon\'s words', () => {
  assert.equal(explain({ code: 'no_such_name', message: 'There is no tese.pdf.' }), 'There is no tese.pdf.');
});

test('an error without anything still says something', () => {
  useLanguage('en');
  assert.match(explain({}), /Try again/);
});

test('an answer of the daemon becomes its error', () => {
  const error = errorFrom(409, '{"error":{"code":"incomplete","message":"Not yet.","params":{"n":"3"}}}');
  assert.deepEqual([error.code, error.message, error.params, error.status], ['incomplete', 'Not yet.', { n: '3' }, 409]);
});

test('an answer that is not the daemon\'s is an error too', () => {
  for (const body of ['', '<html>', 'null', '{"error":null}', '[]']) assert.equal(errorFrom(502, body).code, 'bad_answer');
  assert.equal(errorFrom(404, '').code, 'not_found');
});
