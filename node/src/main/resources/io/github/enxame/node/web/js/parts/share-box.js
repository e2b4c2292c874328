// What to give to others once a file is published: a link, its number, or the .torrent.
import * as api from '../api.js';
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { transferAddress } from '../route.js';
import { copyButton } from './copy.js';

/** The box for a published torrent. */
export function shareBox({ infoHash, name }) {
  const address = `${location.origin}/${transferAddress(infoHash)}`;
  const field = h('code', { class: 'address', tabindex: 0 }, address);
  return h('div', { class: 'stack share' },
    h('p', {}, t('share.words', { name })), field,
    h('div', { class: 'row' },
      copyButton(t('share.copyLink'), () => address, field),
      h('a', { class: 'button quiet', href: api.torrentFilePath(infoHash), download: `${name}.torrent` }, t('share.torrent'))));
}
