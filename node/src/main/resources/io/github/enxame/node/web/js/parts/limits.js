// How fast all transfers together may be, and how many are at work at once. The daemon remembers it; an empty field is no limit.
import * as api from '../api.js';
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { lateCard } from './late-card.js';
import { numberFields } from './number-fields.js';

const MEGABYTE = 1e6;

/** {element, load()}: see lateCard. */
export function limits() {
  return lateCard('all-limits', async () => {
    const [rates, queue] = await Promise.all([api.limits(), api.queue()]);
    return [h('h2', {}, t('limits.heading')), ...form(rates, queue)];
  });
}

function form(firstRates, firstQueue) {
  let rates = firstRates;
  let queue = firstQueue;
  const turns = (name) => ({
    label: t(`limits.${name}`),
    emptied: t(`limits.${name}.none`),
    value: queue[name],
    async set(wanted) {
      const { downloads, seeds } = queue;
      queue = await api.setQueue({ downloads, seeds, [name]: wanted });
    },
  });
  const fields = numberFields([
    ...rateFields(rates, async (changed) => {
      const { up, down } = rates;
      rates = await api.setLimits({ up, down, ...changed });
    }),
    turns('downloads'),
    turns('seeds'),
  ]);
  const schedule = rates.schedule && h('p', { class: 'soft small' }, t('limits.schedule'), ' ', h('code', {}, rates.schedule));
  return [fields.inputs, schedule, fields.said, fields.errors].filter(Boolean);
}

/** The fields of what is received and sent at most, in megabytes a second; set({down}) and set({up}) are in bytes a second. */
export function rateFields(rates, set) {
  return ['down', 'up'].map((name) => ({
    label: t(`limits.${name}`),
    emptied: t(`limits.${name}.none`),
    value: rates[name],
    unit: MEGABYTE,
    step: 'any',
    set: (wanted) => set({ [name]: wanted }),
  }));
}
