// What keeps trackers and web servers from helping: those whose address cannot be used, and those that give nothing now.
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { notice } from './notice.js';

const USES = { tracker: 'tracker', 'web seed': 'webSeed' };

function unusable(part) {
  const words = t(`source.unusable.${USES[part.use]}`, { reason: t(`url.${part.code}`) });
  return notice('wait', words, h('p', { class: 'soft small' }, h('code', { class: 'wrap' }, part.url)));
}

function failure(reason) {
  return notice('wait', t('source.failure'), h('p', { class: 'soft small wrap' }, reason));
}

/** {element, update(sources)}. */
export function sources() {
  const element = h('div', { class: 'stack' });
  let shown = '[]';
  return {
    element,
    update({ failures, unusable: parts }) {
      const next = JSON.stringify([failures, parts]);
      if (next === shown) return;
      shown = next;
      element.replaceChildren(...parts.map(unusable), ...failures.map(failure));
    },
  };
}
