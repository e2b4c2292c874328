// A list that shows its first items, and all of them when asked.
import { h, narrow, setText } from '../dom.js';
import { integer } from '../say.js';

/**
 * @param items the list's element
 * @param limits {narrow, wide}: how many are shown at first on a phone and elsewhere
 * @param draw called with the items to show
 * @param allLabel the button's text, given the number of all items as text
 */
export function shortList(items, limits, draw, allLabel) {
  const limit = narrow() ? limits.narrow : limits.wide;
  let open = false;
  let latest = [];
  const button = h('button', { type: 'button', class: 'button bare', hidden: true, onclick: () => { open = true; refresh(); } });
  const refresh = () => {
    button.hidden = open || latest.length <= limit + 1;
    setText(button, allLabel(integer(latest.length)));
    draw(button.hidden ? latest : latest.slice(0, limit));
  };
  return {
    element: h('div', {}, items, button),
    update(next) {
      latest = next;
      refresh();
    },
  };
}
