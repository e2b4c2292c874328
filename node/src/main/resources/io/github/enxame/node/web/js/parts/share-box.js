// What to give to others once a file is published: a link, its magnet link, or the .torrent.
import * as api from '../api.js';
import { h, setText } from '../dom.js';
import { t } from '../i18n.js';
import { transferAddress } from '../route.js';
import { copyButton } from './copy.js';

/** {element, update(detail)}: the box for a published torrent. */
export function shareBox({ infoHash, name }) {
  let magnet = '';
  const address = `${location.origin}/${transferAddress(infoHash)}`;
  const field = h('code', { class: 'address', tabindex: 0 }, address);
  const magnetField = h('code', { class: 'magnet', tabindex: 0, hidden: true });
  const copyMagnet = copyButton(t('share.copyMagnet'), () => magnet, magnetField, () => { magnetField.hidden = false; });
  copyMagnet.hidden = true;
  return {
    element: h('div', { class: 'stack share' },
      h('p', {}, t('share.words', { name })), field, magnetField,
      h('div', { class: 'row' },
        copyButton(t('share.copyLink'), () => address, field),
        copyMagnet,
        h('a', { class: 'button quiet', href: api.torrentFilePath(infoHash), download: `${name}.torrent` }, t('share.torrent')))),
    update(detail) {
      magnet = detail.magnet ?? '';
      copyMagnet.hidden = magnet === '';
      setText(magnetField, magnet);
    },
  };
}
