// Says so when distances are simulated.
import * as api from '../api.js';
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { list, milliseconds } from '../say.js';

/** Empty unless the daemon is a demonstration with simulated links. */
export function demoNote() {
  const place = h('p', { class: 'demo', hidden: true });
  api.state().then(({ demo }) => {
    if (!demo) return;
    place.hidden = false;
    place.append(h('b', {}, t('demo.title')), ' ', t('demo.text', { links: list(demo.links.map((link) => milliseconds(link.rttMillis))) }));
  }).catch(() => {
    // The note about the connection, or the screen's own request, tells it.
  });
  return place;
}
