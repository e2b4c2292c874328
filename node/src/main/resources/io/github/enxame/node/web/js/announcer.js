// One polite live region for the few things worth saying aloud: a file is complete, a wait begins, a copy was made.
import { h } from './dom.js';

const region = h('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });

/** The element to put in the page once. */
export const announcerElement = region;

/** Says a sentence to screen readers, once. */
export function announce(sentence) {
  region.textContent = '';
  requestAnimationFrame(() => {
    region.textContent = sentence;
  });
}
