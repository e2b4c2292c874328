// A card whose content the daemon has to tell first.
import { h } from '../dom.js';

/** {element, load()}: hidden until a load succeeds; content() promises what is in it. Once it is there a load does nothing. */
export function lateCard(name, content) {
  const element = h('section', { class: `card stack ${name}`, hidden: true });
  let loads = false;
  return {
    element,
    async load() {
      if (loads || !element.hidden) return;
      loads = true;
      try {
        element.replaceChildren(...await content());
        element.hidden = false;
      } finally {
        loads = false;
      }
    },
  };
}
