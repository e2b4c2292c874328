// The top of a transfer: title, facts, what can be done with it, how far it is and when it will be done.
import * as api from '../api.js';
import { h, setText } from '../dom.js';
import { t } from '../i18n.js';
import { facts, percent, rate, size } from '../say.js';
import { action } from './action.js';
import { confirmButton } from './confirm-button.js';
import { legend } from './legend.js';
import { errorNotice, notice } from './notice.js';
import { progress } from './progress.js';
import { removeButton } from './remove-button.js';
import { stillSo } from './still-so.js';
import { isAmiss, isBad, isLost, isOnlyNamed, isWhole, shareOf, titleOf, whenItEnds, whyStopped } from './transfer-words.js';

/** {element, update(detail, counts)}. */
export function transferHead(infoHash) {
  const errors = h('div');
  const title = h('h1', { tabindex: -1 });
  const about = h('p', { class: 'soft' });
  const kept = h('p', { class: 'soft small', hidden: true });
  const view = h('a', { class: 'button', href: api.viewPath(infoHash), target: '_blank', rel: 'noopener' }, t('transfer.view'));
  const save = h('a', { class: 'button quiet', href: api.filePath(infoHash), download: '' }, t('transfer.save'));
  const pause = action(t('transfer.pause'), () => api.pause(infoHash), { look: 'quiet', errors });
  const still = stillSo();
  const resume = action(t('transfer.resume'), () => still.after(api.resume(infoHash)), { errors });
  const check = action(t('disk.check'), () => still.after(api.check(infoHash)), { errors });
  const repair = confirmButton(
    { label: t('disk.repair'), question: t('repair.question'), explanation: t('repair.explanation'), yes: t('repair.yes'), no: t('repair.no') },
    () => still.after(api.repair(infoHash)), { errors, asks: () => overwrites });
  const publish = action(t('upload.publish'), () => api.publish(infoHash), { errors });
  const remove = removeButton(infoHash, errors);
  const bar = progress();
  const legendPart = legend();
  const big = h('b', { class: 'big' });
  const when = h('span');
  const pace = h('span', { class: 'soft small' });
  const message = h('div');
  const buttons = h('div', { class: 'row' }, view, save, publish, resume, check, repair.element, pause, remove);
  let shownMessage = '';
  let overwrites = true;

  const showMessage = (detail) => {
    const key = JSON.stringify([detail.state, detail.error ?? null, detail.receipt.identical ?? null, detail.uploaded > 0, detail.downloaded > 0]);
    if (key === shownMessage) return;
    shownMessage = key;
    const next = messageFor(detail);
    message.replaceChildren(...next ? [next] : []);
  };

  return {
    element: h('div', { class: 'stack' },
      h('div', { class: 'row apart head-row' }, h('div', { class: 'grow' }, title, about, kept), buttons),
      errors, message, still.element,
      h('div', {}, bar.element,
        h('div', { class: 'row apart' }, h('p', { class: 'row pace' }, big, when, pace), legendPart.element))),
    update(detail, counts) {
      const whole = isWhole(detail);
      const hadFocus = buttons.contains(document.activeElement) && document.activeElement;
      setText(title, titleOf(detail));
      setText(about, [titleOf(detail) !== detail.name && detail.name, !isOnlyNamed(detail) && facts(detail)].filter(Boolean).join(' · '));
      kept.hidden = !whole || !detail.path || isAmiss(detail);
      setText(kept, t('transfer.keptAt', { path: detail.path }));
      view.hidden = save.hidden = !whole || !detail.singleFile || isAmiss(detail) || detail.receipt.identical === false;
      publish.hidden = detail.state !== 'prepared';
      pause.hidden = !['fetching', 'downloading', 'waiting', 'checking', 'seeding', 'finished', 'queued'].includes(detail.state);
      resume.hidden = !['paused', 'queued', 'failed'].includes(detail.state);
      check.hidden = !['missing', 'changed'].includes(detail.state);
      repair.element.hidden = check.hidden && !(detail.state === 'failed' && detail.error?.code === 'file_exists');
      setText(repair.button, t(detail.state === 'missing' ? 'disk.again' : 'disk.repair'));
      // Of a folder one file may be missing while another was changed.
      overwrites = detail.state !== 'missing' || !detail.singleFile;
      setText(resume, t(detail.state === 'failed' ? 'retry' : 'transfer.resume'));
      // Where nothing is known of what is here, neither a share nor colours would be true.
      bar.element.hidden = legendPart.element.hidden = big.hidden = isLost(detail) || isOnlyNamed(detail) || detail.cells.map === '';
      bar.update(shareOf(detail), counts);
      legendPart.update(counts);
      setText(big, percent(shareOf(detail)));
      setText(when, whenText(detail));
      // Of files that are gone or changed the notice above says it all.
      when.hidden = isLost(detail);
      when.classList.toggle('bad-text', isBad(detail));
      still.update(detail);
      setText(pace, paceText(detail));
      showMessage(detail);
      // A button that went away takes no focus with it.
      if (hadFocus && !hadFocus.checkVisibility()) [...buttons.querySelectorAll('a, button')].find((one) => one.checkVisibility()).focus();
    },
  };
}

function where(path) {
  return path ? [h('p', { class: 'small' }, h('code', {}, path))] : [];
}

function whenText(detail) {
  if (detail.state === 'downloading') return whenItEnds(detail);
  if (isLost(detail)) return '';
  if (detail.state === 'failed') return t('doing.failed', { why: whyStopped(detail) });
  return isWhole(detail) && ['seeding', 'finished'].includes(detail.state) ? t(`doing.${detail.state}`) : t(`state.${detail.state}`);
}

function paceText({ downloadRate, uploadRate, uploaded }) {
  return [
    downloadRate > 0 && t('transfer.receiving', { rate: rate(downloadRate) }),
    uploadRate > 0 && t('transfer.sending', { rate: rate(uploadRate) }),
    uploaded > 0 && t('transfer.gave', { size: size(uploaded) }),
  ].filter(Boolean).join(' · ');
}

function messageFor({ state, error, path, receipt, uploaded, downloaded }) {
  if (['failed', 'missing', 'changed'].includes(state)) return errorNotice(error ?? { code: state === 'failed' ? 'unknown' : state }, ...where(path));
  if (state === 'replaced') return notice('info', t('disk.replaced'));
  if (receipt.identical === false) return errorNotice({ code: 'wrong_hash' });
  if (state === 'fetching') return notice('wait', t('transfer.fetching'));
  if (state === 'waiting') return notice('wait', t('transfer.waiting'));
  if (state === 'finished' && receipt.identical) return notice('ok', t('transfer.chosen'));
  if (receipt.done && receipt.identical && downloaded > 0) return notice('ok', t(uploaded > 0 ? 'transfer.completeServing' : 'transfer.complete'));
  return null;
}
