// Forgetting a transfer, after asking; the person's file stays where it is.
import * as api from '../api.js';
import { t } from '../i18n.js';
import { go } from '../navigate.js';
import { confirmButton } from './confirm-button.js';

/** The button with its question. */
export function removeButton(infoHash, errors) {
  const words = { label: t('remove.button'), question: t('remove.question'), explanation: t('remove.explanation'), yes: t('remove.yes'), no: t('remove.no') };
  return confirmButton(words, async () => {
    await api.remove(infoHash);
    go('#/download');
  }, { errors }).element;
}
