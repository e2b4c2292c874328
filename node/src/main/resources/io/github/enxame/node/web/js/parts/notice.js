// A framed sentence: something went wrong, is being waited for, went well, or is good to know.
import { h } from '../dom.js';
import { explain } from '../errors.js';
import { t } from '../i18n.js';
import { icon } from './icons.js';

const ICONS = { bad: 'alert', wait: 'wait', ok: 'check', info: 'about' };

/** A notice of a kind ('bad', 'wait', 'ok', 'info') with its text and further elements, buttons mostly. */
export function notice(kind, text, ...more) {
  return h('div', { class: `notice ${kind}` }, icon(ICONS[kind]), h('div', { class: 'notice-text' }, h('p', {}, text), more));
}

/** A notice of an error with a button that tries again. */
export function retryNotice(error, again) {
  return errorNotice(error, h('div', {}, h('button', { type: 'button', class: 'button quiet', onclick: again }, t('retry'))));
}

/** A notice of an error, read out when it appears. */
export function errorNotice(error, ...more) {
  const element = notice('bad', explain(error), ...more);
  element.setAttribute('role', 'alert');
  return element;
}
