// Where a person types what they look for: a name, an info-hash, a magnet link, or the address of a .torrent.
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { go } from '../navigate.js';
import { searchAddress } from '../route.js';
import { icon } from './icons.js';

/** A search form that leads to the Download screen. */
export function searchBox(text = '') {
  const field = h('input', {
    class: 'field', type: 'search', name: 'q', id: 'search-field', value: text, autocomplete: 'off', spellcheck: 'false',
    maxlength: 16000, placeholder: t('search.placeholder'),
  });
  const submit = (event) => {
    event.preventDefault();
    go(searchAddress(field.value.trim()));
  };
  return h('form', { role: 'search', class: 'search', onsubmit: submit },
    h('label', { class: 'unseen', for: 'search-field' }, t('search.label')), field,
    h('button', { class: 'button' }, icon('search'), t('search.button')));
}
