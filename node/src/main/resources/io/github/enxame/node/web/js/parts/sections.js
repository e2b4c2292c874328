// A document's sections: title, words, state, and who brought them.
import { BANDS } from '../bands.js';
import { h, keyedList, setText } from '../dom.js';
import { t } from '../i18n.js';
import { counted, list as joined, percent, size } from '../say.js';
import { shortList } from './short-list.js';

/** How many are shown until all are asked for: more on a screen with room. */
const SHOWN_AT_FIRST = { narrow: 6, wide: 14 };

/**
 * {element, update(sections)}; with `preview` there is no state yet, only titles, words and sizes. With `onPoint`, a
 * section that somebody points at or chooses tells it the cells it lies in, whether it was chosen and then the section, and null when that is over.
 */
export function sections({ preview = false, onPoint = null } = {}) {
  const pointing = onPoint && chooser(onPoint);
  const items = h('ol', { class: preview ? 'lines columns' : 'lines' });
  const list = shortList(items, SHOWN_AT_FIRST, keyedList(items, (item) => item.key, () => line(preview, pointing)), (n) => t('sections.all', { n }));
  return {
    element: list.element,
    update: (all) => list.update(all.map((section, key) => ({ key, ...section }))),
  };
}

/** One section at a time is shown: the one under the pointer, else the one that was chosen. */
function chooser(onPoint) {
  let chosen = null;
  return {
    over: (section) => onPoint(section.cells),
    out: () => onPoint(chosen?.section.cells ?? null),
    choose(line, section) {
      chosen?.line.setAttribute('aria-pressed', 'false');
      chosen = chosen?.line === line ? null : { line, section };
      line.setAttribute('aria-pressed', String(chosen !== null));
      onPoint(chosen?.section.cells ?? null, chosen !== null, chosen?.section);
    },
  };
}

function line(preview, pointing) {
  let shown = null;
  const title = pointing
    ? h('button', { class: 'section-title', type: 'button', 'aria-pressed': 'false', title: t('sections.show') })
    : h('span', { class: 'section-title' });
  const words = h('span', { class: 'soft small' });
  const pill = h('span', { class: 'pill' });
  const strip = h('span', { class: 'strip', 'aria-hidden': 'true' }, BANDS.map((band) => h('i', { class: `band-${band}` })));
  const brought = h('span', { class: 'unseen' });
  const element = h('li', { class: 'section' }, h('div', { class: 'grow' }, title, words, preview ? null : [strip, brought]), preview ? null : pill);
  if (pointing) {
    title.addEventListener('click', () => pointing.choose(title, shown));
    element.addEventListener('pointerenter', (event) => event.pointerType === 'mouse' && pointing.over(shown));
    element.addEventListener('pointerleave', (event) => event.pointerType === 'mouse' && pointing.out());
  }
  return {
    element,
    update(section) {
      shown = section;
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
