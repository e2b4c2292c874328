// A transfer in a list: how full it is, what it is called, what it is doing. The whole line leads to the transfer.
import { h, setAttributes, setText } from '../dom.js';
import { transferAddress } from '../route.js';
import { jar } from './jar.js';
import { doing, isBad, isOnlyNamed, shareOf, titleOf, toneOf } from './transfer-words.js';
import { facts } from '../say.js';

/** {element, update(torrent)}: an item for a list of class "lines". */
export function torrentLine() {
  const vessel = jar();
  const title = h('b', { class: 'clip' });
  const words = h('span', { class: 'small' });
  const about = h('span', { class: 'soft small' });
  const link = h('a', { class: 'line-link' }, vessel.element, h('div', { class: 'grow' }, title, words, about));
  return {
    element: h('li', {}, link),
    update(torrent) {
      setAttributes(link, { href: transferAddress(torrent.infoHash) });
      vessel.update(shareOf(torrent), toneOf(torrent));
      setText(title, titleOf(torrent));
      setText(words, doing(torrent));
      words.classList.toggle('bad-text', isBad(torrent));
      setText(about, isOnlyNamed(torrent) ? '' : facts(torrent));
    },
  };
}
