// What is said when something was tried again and nothing came of it, so that no button seems dead.
import { h, setText } from '../dom.js';
import { t } from '../i18n.js';
import { clock } from '../say.js';

/** How long the daemon has to change something before it is said that nothing changed. */
const SETTLED_MILLIS = 1500;

const kindOf = (detail) => `${detail?.state} ${detail?.error?.code}`;

/** {element, after(work), update(detail)}: `work` is the promise of what was asked for. */
export function stillSo() {
  const element = h('p', { class: 'soft small', role: 'status' });
  let latest = null;
  return {
    element,
    async after(work) {
      setText(element, '');
      const before = kindOf(latest);
      await work;
      setTimeout(() => {
        if (kindOf(latest) === before) setText(element, t('disk.still', { at: clock(Date.now()) }));
      }, SETTLED_MILLIS);
    },
    update(detail) {
      if (kindOf(detail) !== kindOf(latest)) setText(element, '');
      latest = detail;
    },
  };
}
