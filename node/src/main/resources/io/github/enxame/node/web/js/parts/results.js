// What a search in the tracker's catalogue found; each result can be downloaded, or looked at when it is here already.
import * as api from '../api.js';
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { go } from '../navigate.js';
import { transferAddress } from '../route.js';
import { ago, counted, facts } from '../say.js';
import { action } from './action.js';
import { icon } from './icons.js';

/** Searches, and gives the list of at most `limit` results as an element, or null where nothing was found. */
export async function results(text, { limit = Infinity, signal } = {}) {
  const [{ results: found }, { torrents }] = await Promise.all([api.search(text, signal), api.torrents()]);
  if (found.length === 0) return null;
  const here = new Set(torrents.map((torrent) => torrent.infoHash));
  return h('ul', { class: 'lines' }, found.slice(0, limit).map((result) => line(result, here.has(result.infoHash))));
}

function line(result, here) {
  const errors = h('div');
  const title = result.title || result.name;
  const button = here
    ? h('a', { class: 'button quiet', href: transferAddress(result.infoHash) }, t('result.open'))
    : action(t('result.download'), () => begin(result.infoHash), { look: 'tinted', icon: icon('download'), errors });
  button.setAttribute('aria-label', `${button.textContent}: ${title}`);
  return h('li', { class: 'result' },
    h('div', { class: 'grow' },
      h('b', {}, title),
      h('span', { class: 'soft small' }, [title !== result.name && result.name, facts({ ...result, sectionCount: result.sections })].filter(Boolean).join(' · ')),
      h('span', { class: 'soft small' }, [who(result), t('result.published', { ago: ago(result.publishedAt) })].join(' · ')), errors),
    button);
}

function who({ seeds, leeches }) {
  if (seeds > 0) return counted('result.seeds', seeds);
  return leeches > 0 ? counted('result.leeches', leeches) : t('result.nobody');
}

async function begin(infoHash) {
  const torrent = await api.start(infoHash);
  go(transferAddress(torrent.infoHash));
}
