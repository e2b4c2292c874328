// What keeps trackers and web servers from helping: those whose address cannot be used, and those that give nothing now.
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { notice } from './notice.js';

const USES = { tracker: 'tracker', 'web seed': 'webSeed' };

/** While these last, what a web server fails to give is needed. */
const FETCHING = ['downloading', 'waiting'];

/** While these last, it matters what a tracker said. */
const LOOKING = ['waiting', 'fetching'];

function unusable(parts) {
  const lines = parts.map((part) => h('li', {},
    h('p', {}, t(`source.unusable.${USES[part.use]}`, { reason: t(`url.${part.code}`) })), h('code', { class: 'soft' }, part.url)));
  return notice('info', t('source.unusable'), h('ul', { class: 'stack small' }, lines));
}

/** What a server or the network said, in English as the daemon tells it. */
function quoted(words) {
  return h('p', { class: 'soft small', lang: 'en' }, words);
}

/** {element, update(detail)}. */
export function sources() {
  const element = h('div', { class: 'stack sources' });
  let shown = '';
  return {
    element,
    update({ state, announced, sources: { failures, unusable: parts } }) {
      const said = LOOKING.includes(state) && announced;
      const failing = FETCHING.includes(state) ? failures : [];
      const next = JSON.stringify([said, failing, parts]);
      if (next === shown) return;
      shown = next;
      element.hidden = !said && failing.length === 0 && parts.length === 0;
      element.replaceChildren(
        ...said ? [notice('info', t('source.tracker'), quoted(said))] : [],
        ...failing.length > 0 ? [notice('wait', t('source.failure'), ...failing.map(quoted))] : [],
        ...parts.length > 0 ? [unusable(parts)] : []);
    },
  };
}
