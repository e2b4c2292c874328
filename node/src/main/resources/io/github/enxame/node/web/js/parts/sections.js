// A document's sections: title, words, state, and who brought them.
import { BANDS } from '../bands.js';
import { h, keyedList, setText } from '../dom.js';
import { t } from '../i18n.js';
import { counted, list as joined, percent, size } from '../say.js';
import { shortList } from './short-list.js';

/** How many are shown until all are asked for: more on a screen with room. */
const SHOWN_AT_FIRST = { narrow: 6, wide: 14 };

/** {element, update(sections)}; with `preview` there is no state yet, only titles, words and sizes. */
export function sections({ preview = false } = {}) {
  const items = h('ol', { class: preview ? 'lines columns' : 'lines' });
  const list = shortList(items, SHOWN_AT_FIRST, keyedList(items, (item) => item.key, () => line(preview)), (n) => t('sections.all', { n }));
  return {
    element: list.element,
    update: (all) => list.update(all.map((section, key) => ({ key, ...section }))),
  };
}

function line(preview) {
  const title = h('span', { class: 'section-title' });
  const words = h('span', { class: 'soft small' });
  const pill = h('span', { class: 'pill' });
  const strip = h('span', { class: 'strip', 'aria-hidden': 'true' }, BANDS.map((band) => h('i', { class: `band-${band}` })));
  const brought = h('span', { class: 'unseen' });
  return {
    element: h('li', { class: 'section' }, h('div', { class: 'grow' }, title, words, preview ? null : [strip, brought]), preview ? null : pill),
    update(section) {
      setText(title, section.spine ? t('sections.spine') : section.title || t('sections.untitled'));
      setText(words, section.words > 0 ? counted('count.words', section.words) : size(section.bytes));
      if (preview) return;
      pill.className = `pill ${section.state}`;
      setText(pill, t(`section.${section.state}`));
      BANDS.forEach((band, index) => {
        strip.children[index].style.width = `${((section.bands?.[index] ?? 0) / Math.max(1, section.bytes)) * 100}%`;
      });
      setText(brought, broughtBy(section));
    },
  };
}

function broughtBy({ bands = [], bytes }) {
  const parts = BANDS.filter((band) => bands[band - 1] > 0)
    .map((band) => t('sections.from', { percent: percent(bands[band - 1] / bytes), band: t(`band.${band}`) }));
  return parts.length > 0 ? joined(parts) : '';
}
