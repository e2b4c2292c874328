// Building and updating the page. Text always goes in as text nodes: names come from strangers.

const SVG = 'http://www.w3.org/2000/svg';

/** An HTML element: attributes (functions become listeners, null and false are left out) and children (strings become text). */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element, made like {@link h}. */
export function s(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  setAttributes(element, attributes);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Sets, or with null, false or undefined removes, each attribute. */
export function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.replace(/^on/, ''), value);
    } else if (value === null || value === undefined || value === false) {
      element.removeAttribute(name);
    } else if (element.getAttribute(name) !== String(value)) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
}

/** Changes the text only when it differs, so that a reader's selection survives live updates. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Keeps one part per item, in the items' order. A part is {element, update(item), dispose?()}; parts of items that are
 * gone are removed, the others are updated in place.
 */
export function keyedList(parent, keyOf, create) {
  let parts = new Map();
  return (items) => {
    const next = new Map();
    for (const item of items) {
      const key = keyOf(item);
      const part = parts.get(key) ?? create(item);
      part.update(item);
      next.set(key, part);
    }
    for (const [key, part] of parts) {
      if (!next.has(key)) {
        part.dispose?.();
        part.element.remove();
      }
    }
    parts = next;
    placeInOrder(parent, [...parts.values()].map((part) => part.element));
  };
}

function placeInOrder(parent, elements) {
  let before = parent.firstChild;
  for (const element of elements) {
    if (element === before) before = before.nextSibling;
    else parent.insertBefore(element, before);
  }
}

/** Runs `draw` with the latest value once a frame at most. */
export function oncePerFrame(draw) {
  let pending = 0;
  let latest;
  const schedule = (value) => {
    latest = value;
    pending ||= requestAnimationFrame(() => {
      pending = 0;
      draw(latest);
    });
  };
  schedule.cancel = () => {
    cancelAnimationFrame(pending);
    pending = 0;
  };
  return schedule;
}

/** Whether the page has one column, as on a phone. */
export function narrow() {
  return matchMedia('(max-width: 719.98px)').matches;
}

/** Whether the reader asked the system for less motion. */
export function stillness() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
