// How fast one transfer may be, and when its turn comes. The daemon remembers it.
import * as api from '../api.js';
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { lateCard } from './late-card.js';
import { rateFields } from './limits.js';
import { numberFields } from './number-fields.js';

/** {element, load()}: see lateCard. */
export function ownLimits(infoHash) {
  return lateCard('own-limits', async () => {
    const [rates, queue] = await Promise.all([api.ownLimits(infoHash), api.queue()]);
    return [h('h2', {}, t('limits.own')), ...form(infoHash, rates, queue)];
  });
}

function form(infoHash, firstRates, queue) {
  let rates = firstRates;
  const fields = rateFields(rates, async (changed) => {
    const { up, down } = rates;
    rates = await api.setOwnLimits(infoHash, { up, down, ...changed });
  });
  const at = queue.order.indexOf(infoHash);
  const queued = at >= 0 && queue.order.length > 1;
  if (queued) {
    fields.push({
      label: t('limits.place', { count: queue.order.length }), value: at + 1, least: 1, most: queue.order.length, set: (place) => move(infoHash, place),
    });
  }
  const { inputs, said, errors } = numberFields(fields);
  const nobodyWaits = queued && queue.downloads === 0 && queue.seeds === 0;
  return [inputs, h('p', { class: 'soft small' }, t(nobodyWaits ? 'limits.ownUnqueued' : 'limits.ownNote')), said, errors];
}

/** Puts it at a place, 1 for the first, in the queue as it is now. */
async function move(infoHash, place) {
  const { downloads, seeds, order } = await api.queue();
  const others = order.filter((other) => other !== infoHash);
  await api.setQueue({ downloads, seeds, order: others.toSpliced(place - 1, 0, infoHash) });
}
