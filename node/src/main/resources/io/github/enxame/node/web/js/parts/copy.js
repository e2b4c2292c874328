// A button that copies a text, and says that it did.
import { announce } from '../announcer.js';
import { h } from '../dom.js';
import { t } from '../i18n.js';

/** Copies what `text()` returns. Where the browser refuses the clipboard, `field` (an element) is selected instead, after `reveal()`. */
export function copyButton(label, text, field, reveal = () => {}) {
  const button = h('button', { type: 'button', class: 'button quiet' }, label);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = t('copy.done');
      announce(t('copy.done'));
      setTimeout(() => { button.textContent = label; }, 2000);
    } catch {
      reveal();
      getSelection().selectAllChildren(field);
    }
  });
  return button;
}
