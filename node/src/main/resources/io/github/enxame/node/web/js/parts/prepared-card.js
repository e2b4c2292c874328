// A file that the daemon has read: its sections before publishing, and what to give to others after.
import { announce } from '../announcer.js';
import * as api from '../api.js';
import { h, setText } from '../dom.js';
import { t } from '../i18n.js';
import { transferAddress } from '../route.js';
import { facts } from '../say.js';
import { action } from './action.js';
import { errorNotice, notice } from './notice.js';
import { removeButton } from './remove-button.js';
import { sections } from './sections.js';
import { shareBox } from './share-box.js';
import { titleOf } from './transfer-words.js';

/** {element, update(torrent)}. */
export function preparedCard({ infoHash }) {
  const title = h('h2', { class: 'large' });
  const about = h('p', { class: 'soft' });
  const errors = h('div');
  const body = h('div', { class: 'stack' });
  let shown = null;

  const showPrepared = (torrent) => {
    const plan = sections({ preview: true });
    const publish = action(t('upload.publish'), async () => {
      showPublished(await api.publish(infoHash));
      announce(t('upload.published'));
    }, { errors });
    const heading = h('h3', {}, t('upload.sections'));
    body.replaceChildren(h('div', { class: 'row' }, publish, removeButton(infoHash, errors)), h('p', { class: 'soft small' }, t('upload.publishMeans')), errors, heading, plan.element);
    api.torrent(infoHash).then((detail) => {
      heading.hidden = detail.sections.length === 0;
      plan.update(detail.sections);
    }, (error) => errors.replaceChildren(errorNotice(error)));
    shown = torrent.state;
  };
  const showPublished = (torrent) => {
    const share = shareBox(torrent);
    api.torrent(infoHash).then(share.update, (error) => errors.replaceChildren(errorNotice(error)));
    body.replaceChildren(notice('ok', t('upload.published')), errors, share.element,
      h('a', { class: 'tap', href: transferAddress(infoHash) }, t('upload.watch')));
    shown = torrent.state;
  };

  return {
    element: h('section', { class: 'card stack' }, h('div', {}, title, about), body),
    update(torrent) {
      setText(title, titleOf(torrent));
      setText(about, [titleOf(torrent) !== torrent.name && torrent.name, facts(torrent)].filter(Boolean).join(' · '));
      if ((shown === 'prepared') === (torrent.state === 'prepared') && shown !== null) return;
      if (torrent.state === 'prepared') showPrepared(torrent);
      else showPublished(torrent);
    },
  };
}
