// What the colours mean, with how much each distance has brought.
import { BANDS } from '../bands.js';
import { h, setText } from '../dom.js';
import { t } from '../i18n.js';
import { percent } from '../say.js';
import { cellIcon } from './hexcell.js';

/** The legend: {element, update(counts)} with the counts of {@link countCells}; "already here" shows only where there is some. */
export function legend() {
  const bands = BANDS.map((band) => entry(band, t(`band.${band}`), t(`band.${band}.limit`)));
  const local = entry(0, t('band.0'), '');
  const element = h('ul', { class: 'legend', 'aria-label': t('legend.label') }, bands.map(({ item }) => item), local.item);
  return {
    element,
    update({ total, here }) {
      bands.forEach(({ share }, index) => setText(share, here[index + 1] > 0 ? percent(here[index + 1] / total) : ''));
      local.item.hidden = here[0] === 0;
      setText(local.share, here[0] > 0 ? percent(here[0] / total) : '');
    },
  };
}

function entry(band, name, limit) {
  const share = h('b');
  const item = h('li', {}, cellIcon('here', band), h('span', {}, name, limit && h('span', { class: 'soft' }, ` ${limit}`)), share);
  return { item, share };
}
