// A button that asks before it does something.
import { h } from '../dom.js';
import { action } from './action.js';

let nextId = 1;

/**
 * {element, button}: the button with its question.
 * @param words {label, question, explanation, yes, no}
 * @param work an async function, called after a yes
 * @param options {errors: the element that shows a failure, asks(): whether it has to be asked}
 */
export function confirmButton(words, work, { errors, asks = () => true }) {
  const id = `question-${nextId++}`;
  const confirm = action(words.yes, () => {
    dialog.close();
    return work();
  }, { look: 'danger', errors });
  const dialog = h('dialog', { 'aria-labelledby': id, 'aria-describedby': `${id}-why` },
    h('h2', { id }, words.question), h('p', { class: 'soft', id: `${id}-why` }, words.explanation),
    h('form', { method: 'dialog', class: 'row' }, h('button', { class: 'button quiet' }, words.no), confirm));
  const button = h('button', { type: 'button', class: 'button quiet', onclick: () => (asks() ? dialog.showModal() : confirm.click()) }, words.label);
  return { element: h('span', {}, button, dialog), button };
}
