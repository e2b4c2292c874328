// A button that does something with the daemon: it cannot be pressed twice, and a failure is shown where it happened. It is
// not disabled meanwhile, because a disabled button loses the focus.
import { h } from '../dom.js';
import { errorNotice } from './notice.js';

/**
 * @param label the button's text
 * @param work an async function
 * @param options {look: 'quiet'…, icon, errors: the element that shows a failure}
 */
export function action(label, work, { look = '', icon = null, errors } = {}) {
  const button = h('button', { type: 'button', class: `button ${look}` }, icon, label);
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-disabled')) return;
    button.setAttribute('aria-disabled', 'true');
    errors?.replaceChildren();
    try {
      await work();
    } catch (error) {
      errors?.replaceChildren(errorNotice(error));
    } finally {
      button.removeAttribute('aria-disabled');
    }
  });
  return button;
}
