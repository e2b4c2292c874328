// Home: what Enxame is, a search, what is moving now, what is new in the catalogue.
import * as api from '../api.js';
import { h, keyedList } from '../dom.js';
import { t } from '../i18n.js';
import { listen } from '../live.js';
import { demoNote } from '../parts/demo-note.js';
import { heroPicture } from '../parts/hero-picture.js';
import { retryNotice } from '../parts/notice.js';
import { results } from '../parts/results.js';
import { searchBox } from '../parts/search-box.js';
import { torrentLine } from '../parts/torrent-line.js';

const NEWEST_SHOWN = 6;

export function home() {
  const moving = h('ul', { class: 'lines' });
  const drawMoving = keyedList(moving, (torrent) => torrent.infoHash, torrentLine);
  const still = h('p', { class: 'soft' }, t('home.nothingMoving'));
  const newest = h('div', {}, h('p', { class: 'soft' }, t('loading')));

  const showTorrents = ({ torrents }) => {
    const shown = torrents.filter((torrent) => torrent.state !== 'prepared').sort(byActivity).slice(0, NEWEST_SHOWN);
    still.hidden = shown.length > 0;
    drawMoving(shown);
  };
  const stop = listen(api.eventsPath, 'torrents', showTorrents);
  showNewest(newest);

  const element = h('div', { class: 'screen' },
    h('section', { class: 'card hero' },
      h('div', { class: 'hero-words' },
        h('h1', {}, t('home.title')), h('p', { class: 'lead' }, t('home.lead')), searchBox(),
        h('p', { class: 'small soft' }, t('home.or'), ' ', h('a', { class: 'tap', href: '#/upload' }, t('home.share')))),
      heroPicture()),
    demoNote(),
    h('div', { class: 'halves' },
      h('section', { class: 'card' }, h('h2', {}, t('home.moving')), still, moving),
      h('section', { class: 'card' }, h('h2', {}, t('home.newest')), newest)));
  return { element, title: 'Enxame', dispose: stop };
}

async function showNewest(place) {
  try {
    place.replaceChildren(await results('', { limit: NEWEST_SHOWN })
      ?? h('p', { class: 'soft' }, t('home.nothingNew'), ' ', h('a', { class: 'tap', href: '#/upload' }, t('home.share'))));
  } catch (error) {
    place.replaceChildren(retryNotice(error, () => showNewest(place)));
  }
}

function byActivity(a, b) {
  return b.downloadRate + b.uploadRate - (a.downloadRate + a.uploadRate) || b.addedAt - a.addedAt;
}
