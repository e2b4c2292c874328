// One transfer, watched live.
import { announce } from '../announcer.js';
import * as api from '../api.js';
import { countCells } from '../bands.js';
import { h, oncePerFrame, stillness } from '../dom.js';
import { t } from '../i18n.js';
import { listen } from '../live.js';
import { go } from '../navigate.js';
import { action } from '../parts/action.js';
import { comb } from '../parts/comb.js';
import { demoNote } from '../parts/demo-note.js';
import { files } from '../parts/files.js';
import { errorNotice } from '../parts/notice.js';
import { ownLimits } from '../parts/own-limits.js';
import { peers } from '../parts/peers.js';
import { receipt } from '../parts/receipt.js';
import { sections } from '../parts/sections.js';
import { sources } from '../parts/sources.js';
import { swarm } from '../parts/swarm.js';
import { transferHead } from '../parts/transfer-head.js';
import { shareBox } from '../parts/share-box.js';
import { isAmiss, isLost, isOnlyNamed, shareOf, titleOf } from '../parts/transfer-words.js';
import { transferAddress } from '../route.js';
import { percent } from '../say.js';

export function transfer({ infoHash }, { retitle }) {
  const place = h('div', { class: 'screen' }, h('h1', { class: 'unseen' }, t('transfer.title')), h('p', { class: 'soft' }, t('loading')));
  let view = null;
  let stop = () => {};
  let gone = false;

  const show = oncePerFrame((detail) => {
    if (gone) return;
    if (!view) {
      const focused = place.contains(document.activeElement);
      view = watching(detail);
      place.replaceChildren(view.element);
      if (focused) view.element.querySelector('h1').focus({ preventScroll: true });
    }
    view.update(detail);
    retitle(detail.state === 'downloading' ? `${percent(shareOf(detail))} · ${titleOf(detail)}` : titleOf(detail));
  });
  const missing = (error) => {
    stop();
    view?.dispose();
    view = null;
    place.replaceChildren(error.status === 404 ? offer(infoHash) : errorNotice(error));
  };
  const begin = async () => {
    try {
      show(await api.torrent(infoHash));
    } catch (error) {
      if (!gone) missing(error);
      if (error.status === 404) return;
    }
    if (!gone) stop = listen(api.torrentEventsPath(infoHash), 'torrent', show, recheck);
  };
  // A stream that is refused may mean that the torrent was removed elsewhere.
  const recheck = () => api.torrent(infoHash).catch((error) => {
    if (error.status === 404) missing(error);
  });
  begin();

  return {
    element: place,
    title: t('nav.download'),
    dispose() {
      gone = true;
      show.cancel();
      stop();
      view?.dispose();
    },
  };
}

/** The page of a torrent that is here. */
function watching(first) {
  const picture = comb();
  const list = sections({
    onPoint(cells, chosen, section) {
      picture.point(cells);
      // Whoever turns to a section reads it next.
      if (section && section.state !== 'ready') api.readFirst(first.infoHash, [section.key]).catch(() => {});
      if (chosen) picture.element.scrollIntoView({ block: 'nearest', behavior: stillness() ? 'auto' : 'smooth' });
    },
  });
  const parts = { head: transferHead(first.infoHash), comb: picture, swarm: swarm(), sections: list, files: files(first.infoHash), receipt: receipt(), peers: peers(), sources: sources(), share: shareBox(first) };
  const sectionsCard = card('sections-card', t('sections.heading'), parts.sections.element);
  const filesCard = card('files-card', t('files.heading'), parts.files.element);
  const share = h('section', { class: 'card more' }, h('h2', {}, t('share.heading')), parts.share.element);
  const speed = ownLimits(first.infoHash);
  const number = h('p', { class: 'soft small more' }, t('transfer.infoHash'), ' ', h('code', {}, first.infoHash));
  const combCard = card('comb-card', t('comb.heading'), parts.comb.element);
  const swarmCard = card('swarm-card', t('swarm.heading'), parts.swarm.element, h('p', { class: 'soft small' }, t('swarm.scale')));
  const peersCard = card('peers-card', t('peers.heading'), parts.peers.element, parts.sources.element);
  const receiptCard = card('receipt-card', t('receipt.heading'), parts.receipt.element);
  let before = null;
  const element = h('div', { class: 'screen transfer' },
    h('section', { class: 'card head' }, parts.head.element, demoNote()),
    combCard,
    swarmCard,
    filesCard,
    sectionsCard,
    receiptCard,
    peersCard,
    h('div', { class: 'more stack' }, share, speed.element, number));
  return {
    element,
    update(detail) {
      parts.head.update(detail, countCells(detail.cells.map));
      parts.comb.update(detail.cells);
      parts.swarm.update(detail.peerList);
      parts.sections.update(detail.sections);
      parts.files.update(detail);
      parts.receipt.update(detail.receipt, detail.error);
      parts.peers.update(detail.peerList);
      parts.sources.update(detail);
      // Of files that are gone or changed nothing that was known before is true any more.
      const isUnknown = isLost(detail) || isOnlyNamed(detail) || detail.cells.map === '';
      sectionsCard.hidden = isUnknown || detail.sections.length === 0;
      filesCard.hidden = isUnknown || detail.files.length < 2 || detail.state === 'prepared';
      swarmCard.hidden = peersCard.hidden = ['missing', 'replaced'].includes(detail.state);
      element.classList.toggle('plain', sectionsCard.hidden);
      element.classList.toggle('folder', !filesCard.hidden);
      element.classList.toggle('named', isUnknown);
      parts.share.update(detail);
      combCard.hidden = isUnknown;
      // What was made here and not sent yet was promised by this computer itself.
      receiptCard.hidden = isUnknown || detail.state === 'prepared';
      // If the daemon stops to answer, the note of the page says so, and the next news tries again.
      if (detail.state !== 'prepared') speed.load().catch(() => {});
      share.hidden = detail.state === 'prepared' || isOnlyNamed(detail) || isAmiss(detail);
      speed.element.classList.toggle('unneeded', detail.state === 'replaced');
      if (before && before !== detail.state) announce(t(`announce.${detail.state}`, { title: titleOf(detail) }));
      before = detail.state;
    },
    dispose() {
      parts.comb.dispose();
      parts.swarm.dispose();
    },
  };
}

function card(name, heading, ...children) {
  return h('section', { class: `card ${name}` }, h('h2', {}, heading), children);
}

/** The page of a torrent that is not here yet: somebody's link was followed. */
function offer(infoHash) {
  const errors = h('div');
  const begin = action(t('result.download'), async () => {
    const torrent = await api.start(infoHash);
    go(transferAddress(torrent.infoHash));
  }, { errors });
  return h('section', { class: 'card stack' }, h('h1', { tabindex: -1 }, t('transfer.notHereTitle')), h('p', {}, t('transfer.notHere')), h('code', {}, infoHash), h('div', {}, begin), errors);
}
