// The integrity receipt: what the torrent promised, what was found, and the verdict.
import { h, setText } from '../dom.js';
import { t } from '../i18n.js';
import { counted, dateTime, integer } from '../say.js';
import { notice } from './notice.js';

/** {element, update(receipt, error)}: the error is what stopped the transfer, if anything did. */
export function receipt() {
  const verdict = h('div');
  const read = h('p', { class: 'soft small' });
  const md5 = line(t('receipt.wholeFile', { hash: 'MD5' }));
  const whole256 = line(t('receipt.wholeFile', { hash: 'SHA-256' }));
  const sha1 = line('SHA-1');
  const sha256 = line('SHA-256');
  const refused = line(t('receipt.refused'));
  let shown = '';

  const showVerdict = (receiptNow) => {
    const next = receiptNow.done ? String(receiptNow.identical) : 'pending';
    if (next === shown) return;
    shown = next;
    verdict.replaceChildren(verdictOf(receiptNow));
  };

  return {
    element: h('div', { class: 'stack' }, verdict, read, h('ul', { class: 'lines' }, md5.element, whole256.element, sha1.element, sha256.element, refused.element)),
    update(found, error) {
      const receiptNow = error?.code === 'wrong_hash' ? withoutPromise(found) : found;
      showVerdict(receiptNow);
      read.hidden = !receiptNow.readAt;
      setText(read, receiptNow.readAt ? t('receipt.readAt', { when: dateTime(receiptNow.readAt) }) : '');
      wholeFile(md5, receiptNow.md5);
      wholeFile(whole256, receiptNow.sha256);
      whole256.element.hidden = !receiptNow.sha256.promised;
      counts(sha1, 'receipt.sha1', receiptNow.sha1, '');
      counts(sha256, 'receipt.sha256', receiptNow.sha256, receiptNow.sha256.root ?? '');
      refused.set('', receiptNow.refusedBlocks === 0
        ? { look: '', text: t('receipt.noneRefused') }
        : { look: 'bad', text: counted('receipt.refusedBlocks', receiptNow.refusedBlocks) });
    },
  };
}

function verdictOf({ done, identical }) {
  if (done && identical === true) return notice('ok', t('receipt.identical'));
  if (done && identical === false) return notice('bad', t('receipt.different'));
  return h('p', { class: 'soft' }, t('receipt.pending'));
}

/** A transfer that stopped because its file is not the promised one has no receipt yet of what differs. */
function withoutPromise(found) {
  const sole = [found.md5, found.sha256].filter(({ promised }) => promised).length === 1;
  const judged = (hash) => (hash.promised ? { ...hash, match: sole ? false : undefined } : hash);
  return { ...found, done: true, identical: false, md5: judged(found.md5), sha256: judged(found.sha256) };
}

/** The row of a hash of the whole file: what was promised, and whether it came true. */
function wholeFile(row, { promised, actual, match }) {
  const hash = promised ?? actual ?? '';
  row.set(hash, promiseState(promised ?? null, match), hash === '' ? t('receipt.notPromised') : '');
}

function promiseState(promised, match) {
  if (promised === null) return { look: '', text: t('receipt.none') };
  if (match === undefined) return { look: 'bad', text: t('receipt.oneDiffers') };
  if (match === null) return { look: 'arriving', text: t('receipt.atTheEnd') };
  return match ? { look: 'ready', text: t('receipt.matches') } : { look: 'bad', text: t('receipt.differs') };
}

function counts(row, key, { right, total }, hash) {
  row.element.hidden = total === 0;
  const text = t(key, { right: integer(right), total: integer(total) });
  row.set(hash, { look: right === total ? 'ready' : 'arriving', text: right === total ? t('receipt.allRight') : t('receipt.soFar') }, text);
}

function line(name) {
  const words = h('span', { class: 'soft small' });
  const code = h('span', { class: 'code soft' });
  const pill = h('span', { class: 'pill' });
  return {
    element: h('li', { class: 'section' }, h('div', { class: 'grow' }, h('span', { class: 'section-title' }, name), words, code), pill),
    set(hash, { look, text }, detail = '') {
      setText(words, detail);
      setText(code, hash);
      setText(pill, text);
      pill.className = `pill ${look}`;
    },
  };
}
