// Enter: takes the code of a link, or says how to get one. Shown at every address while the daemon does not know this browser.
import * as api from '../api.js';
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { copyButton } from '../parts/copy.js';
import { errorNotice } from '../parts/notice.js';

const COMMAND = './enxame open';

export function enter({ code }, { entered }) {
  const command = h('code', {}, COMMAND);
  const place = h('div', {});
  const element = h('div', { class: 'screen' },
    h('section', { class: 'card stack' },
      h('h1', {}, t('enter.title')), h('p', { class: 'lead' }, t('enter.lead')), place,
      h('p', {}, t('enter.how')), h('p', {}, command), h('div', {}, copyButton(t('enter.copy'), () => COMMAND, command)),
      h('p', { class: 'small soft' }, t('enter.once'))));
  if (code !== '') use(code, place, entered);
  return { element, title: t('enter.title') };
}

async function use(code, place, entered) {
  place.replaceChildren(h('p', { class: 'soft' }, t('enter.entering')));
  try {
    await api.enter(code);
    entered();
  } catch (error) {
    place.replaceChildren(errorNotice(error));
  }
}
