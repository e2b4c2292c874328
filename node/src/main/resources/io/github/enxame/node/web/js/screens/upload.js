// Upload: choose or drop files, see them sent and cut into sections, publish, and get what to give to others.
import * as api from '../api.js';
import { h, keyedList } from '../dom.js';
import { t } from '../i18n.js';
import { listen } from '../live.js';
import { dropZone } from '../parts/drop-zone.js';
import { preparedCard } from '../parts/prepared-card.js';
import { uploadLine } from '../parts/upload-line.js';
import { addFiles, currentUploads, dismissUpload, watchUploads } from '../uploads.js';

/** Files published from this page stay on the screen, with the link to give to others. */
const ofThisPage = new Set();

export function upload() {
  const lines = h('ul', { class: 'lines' });
  const sending = h('section', { class: 'card', hidden: true }, h('h2', {}, t('upload.sending')), lines);
  const prepared = h('div', { class: 'stack' });
  const drawLines = keyedList(lines, (item) => item.id, uploadLine);
  const drawPrepared = keyedList(prepared, (torrent) => torrent.infoHash, preparedCard);

  const showUploads = () => {
    for (const done of currentUploads().filter(({ state }) => state === 'done')) {
      ofThisPage.add(done.infoHash);
      dismissUpload(done.id);
    }
    sending.hidden = currentUploads().length === 0;
    drawLines(currentUploads());
  };
  const showPrepared = ({ torrents }) => {
    for (const torrent of torrents) if (torrent.state === 'prepared') ofThisPage.add(torrent.infoHash);
    drawPrepared(torrents.filter((torrent) => ofThisPage.has(torrent.infoHash)).sort((a, b) => b.addedAt - a.addedAt));
  };
  const stopUploads = watchUploads(showUploads);
  const stopEvents = listen(api.eventsPath, 'torrents', showPrepared);
  showUploads();

  const element = h('div', { class: 'screen' },
    h('section', { class: 'card stack' }, h('h1', {}, t('upload.title')), h('p', { class: 'soft' }, t('upload.lead')), dropZone(addFiles)),
    sending, prepared);
  return {
    element,
    title: t('nav.upload'),
    dispose() {
      stopUploads();
      stopEvents();
    },
  };
}
