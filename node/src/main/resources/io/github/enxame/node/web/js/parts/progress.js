// A bar of how much is here. With counts of cells it is coloured by distance, nearest first.
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { percent } from '../say.js';

const ORDER = [0, 1, 2, 3, 4];

/** {element, update(share, counts?)}; share from 0 to 1. */
export function progress(label = t('progress.label')) {
  const parts = ORDER.map((band) => h('i', { class: `band-${band}` }));
  const element = h('div', { class: 'bar', role: 'progressbar', 'aria-label': label, 'aria-valuemin': 0, 'aria-valuemax': 100 }, parts);
  return {
    element,
    update(share, counts) {
      const brought = counts ? counts.here.reduce((a, b) => a + b, 0) : 0;
      ORDER.forEach((band, index) => {
        const part = brought > 0 ? counts.here[band] / brought : Number(band === 1);
        parts[index].style.width = `${(part * share * 100).toFixed(2)}%`;
      });
      element.setAttribute('aria-valuenow', Math.floor(share * 100));
      element.setAttribute('aria-valuetext', percent(share));
    },
  };
}
