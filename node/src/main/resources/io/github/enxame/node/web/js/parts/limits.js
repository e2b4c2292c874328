// How fast all transfers together may be, and how many are at work at once. The daemon remembers it; an empty field is no limit.
import * as api from '../api.js';
import { h, setText } from '../dom.js';
import { t } from '../i18n.js';
import { errorNotice } from './notice.js';

const MEGABYTE = 1e6;

/** Each field: what it is called, which part of which answer of the daemon it shows, and in what unit. */
const FIELDS = [
  { name: 'down', of: 'rates', unit: MEGABYTE, step: 'any' },
  { name: 'up', of: 'rates', unit: MEGABYTE, step: 'any' },
  { name: 'downloads', of: 'queue', unit: 1, step: 1 },
  { name: 'seeds', of: 'queue', unit: 1, step: 1 },
];

/** {element, load()}: hidden until a load succeeds. What is typed holds as soon as the field is left. */
export function limits() {
  const element = h('section', { class: 'card stack', hidden: true });
  let loads = false;
  return {
    element,
    async load() {
      if (loads || !element.hidden) return;
      loads = true;
      try {
        const [rates, queue] = await Promise.all([api.limits(), api.queue()]);
        element.replaceChildren(h('h2', {}, t('limits.heading')), ...form({ rates, queue }));
        element.hidden = false;
      } finally {
        loads = false;
      }
    },
  };
}

function form(known) {
  const errors = h('div');
  const said = h('p', { class: 'soft small', role: 'status' });
  const save = async ({ name, of, unit }, field) => {
    errors.replaceChildren();
    setText(said, '');
    if (!field.reportValidity()) return;
    const wanted = Math.round(Number(field.value) * unit);
    try {
      const { up, down } = known.rates;
      const { downloads, seeds } = known.queue;
      known[of] = of === 'rates'
        ? await api.setLimits({ up, down, [name]: wanted })
        : await api.setQueue({ downloads, seeds, [name]: wanted });
      setText(said, t(wanted === 0 ? `limits.${name}.none` : 'limits.saved'));
    } catch (error) {
      errors.replaceChildren(errorNotice(error));
    }
  };
  const fields = FIELDS.map((each) => {
    const value = known[each.of][each.name] / each.unit;
    const field = h('input', {
      class: 'field', type: 'number', min: 0, max: 1e6, step: each.step, inputmode: each.step === 1 ? 'numeric' : 'decimal', value: value === 0 ? '' : value,
      placeholder: t('limits.none'), onchange: () => save(each, field),
    });
    return h('label', { class: 'limit' }, h('span', {}, t(`limits.${each.name}`)), field);
  });
  const schedule = known.rates.schedule && h('p', { class: 'soft small' }, t('limits.schedule'), ' ', h('code', {}, known.rates.schedule));
  return [h('div', { class: 'limits' }, fields), schedule, said, errors].filter(Boolean);
}
