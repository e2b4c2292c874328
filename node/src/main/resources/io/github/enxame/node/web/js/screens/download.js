// Download: search by name and start; below, every transfer of this computer.
import * as api from '../api.js';
import { h, keyedList } from '../dom.js';
import { t } from '../i18n.js';
import { listen } from '../live.js';
import { go } from '../navigate.js';
import { action } from '../parts/action.js';
import { icon } from '../parts/icons.js';
import { limits } from '../parts/limits.js';
import { errorNotice, notice, retryNotice } from '../parts/notice.js';
import { results } from '../parts/results.js';
import { searchBox } from '../parts/search-box.js';
import { torrentLine } from '../parts/torrent-line.js';
import { kindOfQuery, transferAddress } from '../route.js';
import { counted } from '../say.js';

export function download({ query }) {
  const transfers = h('ul', { class: 'lines' });
  const drawTransfers = keyedList(transfers, (torrent) => torrent.infoHash, torrentLine);
  const none = h('p', { class: 'soft', hidden: true }, t('download.noTransfers'));
  const found = h('div', { class: 'stack', 'aria-live': 'polite' });
  const errors = h('div');
  const speed = limits();

  const stop = listen(api.eventsPath, 'torrents', ({ torrents }) => {
    none.hidden = torrents.length > 0;
    drawTransfers([...torrents].sort((a, b) => b.addedAt - a.addedAt));
    // The daemon answers; if it stops doing so, the note of the page says so, and the next list tries again.
    speed.load().catch(() => {});
  });
  const asked = new AbortController();
  if (query) answer(found, query, asked.signal);

  const element = h('div', { class: 'screen' },
    h('section', { class: 'card stack' },
      h('h1', {}, t('download.title')), searchBox(query), found,
      h('div', { class: 'row' }, h('span', { class: 'soft small' }, t('download.orFile')), torrentFileButton(errors)), errors),
    h('section', { class: 'card' }, h('h2', {}, t('download.transfers')), none, transfers), speed.element);
  return {
    element,
    title: t('nav.download'),
    dispose() {
      stop();
      asked.abort();
    },
  };
}

async function answer(place, text, signal) {
  if (kindOfQuery(text) !== 'text') {
    place.replaceChildren(startOffer(place, text));
    return;
  }
  place.replaceChildren(h('p', { class: 'soft' }, t('search.searching')));
  try {
    const list = await results(text, { signal });
    place.replaceChildren(...list
      ? [h('h2', {}, counted('search.found', list.children.length)), list]
      : [notice('wait', t('search.nothing', { text }), h('p', { class: 'soft small' }, t('search.nothingHint')))]);
  } catch (error) {
    if (error.name !== 'AbortError') place.replaceChildren(retryNotice(error, () => answer(place, text, signal)));
  }
}

function startOffer(place, what) {
  const errors = h('div');
  const begin = action(t('result.download'), async () => {
    const torrent = await api.start(what);
    go(transferAddress(torrent.infoHash));
  }, { icon: icon('download'), errors });
  return h('div', { class: 'stack' }, h('p', {}, t(`download.offer.${kindOfQuery(what)}`)), h('code', {}, what), h('div', {}, begin), errors);
}

function torrentFileButton(errors) {
  const input = h('input', { type: 'file', accept: '.torrent,application/x-bittorrent', class: 'unseen', tabindex: -1, 'aria-hidden': 'true' });
  input.addEventListener('change', async () => {
    errors.replaceChildren();
    try {
      const torrent = await api.startFrom(input.files[0]);
      go(transferAddress(torrent.infoHash));
    } catch (error) {
      errors.replaceChildren(errorNotice(error));
    }
    input.value = '';
  });
  return h('span', {}, h('button', { type: 'button', class: 'button quiet', onclick: () => input.click() }, t('download.chooseFile')), input);
}
