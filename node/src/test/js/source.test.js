import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { web } from './paths.js';

const files = readdirSync(web, { recursive: true }).filter((name) => /\.(js|css|html|svg)$/.test(name));
const text = (name) => readFileSync(new URL(name, web), 'utf8');
const scripts = files.filter((name) => name.endsWith('.js'));

test('nothing that strangers name can become markup', () => {
  for (const name of scripts) {
    assert.doesNotMatch(text(name), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/, name);
  }
});

test('nothing needs an exception in the content security policy', () => {
  const page = text('index.html');
  assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/i);
  for (const name of scripts) assert.doesNotMatch(text(name), /setAttribute\('style'|cssText|\b[hs]\(.*\bstyle:/, name);
});

test('nothing is loaded from another host', () => {
  for (const name of files) {
    const addresses = [...text(name).matchAll(/(?:src=|href=|url\(|from |import\()\s*["'(]?(?:https?:)?\/\/[^"')\s]+/g)];
    assert.deepEqual(addresses.map((match) => match[0]), [], name);
  }
});

test('every import leads to a file', () => {
  for (const name of scripts) {
    for (const [, target] of text(name).matchAll(/from '(\.[^']+)'/g)) {
      assert.doesNotThrow(() => readFileSync(new URL(target, new URL(name, web))), `${name} imports ${target}`);
    }
  }
});

test('each file is one thing and not long', () => {
  for (const name of files) assert.ok(text(name).split('\n').length <= 300, name);
});

test('every colour that a style uses is declared in both themes', () => {
  const theme = text('css/theme.css');
  const [light, dark] = theme.split('[data-theme="dark"]');
  const declared = (part) => new Set([...part.matchAll(/(--[\w-]+):/g)].map((match) => match[1]));
  const used = new Set(files.filter((name) => name.endsWith('.css')).flatMap((name) => [...text(name).matchAll(/var\((--[\w-]+)\)/g)].map((match) => match[1])));
  for (const name of used) {
    if (name === '--band' || name === '--corner') continue;
    assert.ok(declared(light).has(name) && declared(dark).has(name), name);
  }
});
