// The peers as a list by distance: the same as the picture of the swarm, in words and numbers.
import { h, keyedList, setText } from '../dom.js';
import { t } from '../i18n.js';
import { percent, size } from '../say.js';
import { cellIcon } from './hexcell.js';
import { peerDoing, peerKey, peerName, distanceWords } from './peer-words.js';
import { shortList } from './short-list.js';

const SHOWN_AT_FIRST = { narrow: 5, wide: 8 };

/** {element, update(peerList)}. */
export function peers() {
  const items = h('ul', { class: 'lines' });
  const nobody = h('p', { class: 'soft' }, t('peers.none'));
  const list = shortList(items, SHOWN_AT_FIRST, keyedList(items, peerKey, peerLine), (n) => t('peers.all', { n }));
  let total = 1;

  function peerLine() {
    const badge = h('span', { class: 'badge' });
    const name = h('b', { class: 'clip' });
    const words = h('span', { class: 'soft small' });
    const brought = h('span', { class: 'nowrap' });
    const part = h('span', { class: 'soft small nowrap' });
    let band;
    return {
      element: h('li', { class: 'peer' }, badge, h('div', { class: 'grow' }, name, words), h('div', { class: 'figures' }, brought, part)),
      update(peer) {
        const state = peer.state === 'connected' ? 'here' : 'arriving';
        if (band !== `${state} ${peer.band}`) {
          band = `${state} ${peer.band}`;
          badge.replaceChildren(cellIcon(state, peer.band ?? 0));
        }
        setText(name, peerName(peer));
        const wasted = peer.wasted > 0 && t('peer.wasted', { size: size(peer.wasted) });
        setText(words, [distanceWords(peer), peerDoing(peer), peer.client, wasted].filter(Boolean).join(' · '));
        setText(brought, peer.bytesDown > 0 ? size(peer.bytesDown) : peer.bytesUp > 0 ? t('peer.took', { size: size(peer.bytesUp) }) : '');
        setText(part, peer.bytesDown > 0 ? t('peer.share', { percent: percent(peer.bytesDown / total) }) : '');
      },
    };
  }

  return {
    element: h('div', {}, nobody, list.element),
    update(peerList) {
      total = Math.max(1, peerList.reduce((sum, peer) => sum + peer.bytesDown, 0));
      nobody.hidden = peerList.length > 0;
      list.update([...peerList].sort((a, b) => (a.rttMillis ?? Infinity) - (b.rttMillis ?? Infinity)));
    },
  };
}
