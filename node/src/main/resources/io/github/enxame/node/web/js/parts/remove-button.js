// Forgetting a transfer, after asking; the person's file stays where it is.
import * as api from '../api.js';
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { go } from '../navigate.js';
import { action } from './action.js';

/** The button with its question. */
export function removeButton(infoHash, errors) {
  const confirm = action(t('remove.yes'), async () => {
    dialog.close();
    await api.remove(infoHash);
    go('#/download');
  }, { look: 'danger', errors });
  const dialog = h('dialog', { 'aria-labelledby': 'remove-question' },
    h('h2', { id: 'remove-question' }, t('remove.question')), h('p', { class: 'soft' }, t('remove.explanation')),
    h('form', { method: 'dialog', class: 'row' }, h('button', { class: 'button quiet' }, t('remove.no')), confirm));
  return h('span', {}, h('button', { type: 'button', class: 'button quiet', onclick: () => dialog.showModal() }, t('remove.button')), dialog);
}
