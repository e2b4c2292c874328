// The files of a torrent that is a folder: which are wanted, and how much of each is here.
import * as api from '../api.js';
import { h, keyedList, setText } from '../dom.js';
import { t } from '../i18n.js';
import { integer, percent, size } from '../say.js';
import { action } from './action.js';
import { errorNotice } from './notice.js';
import { progress } from './progress.js';
import { shortList } from './short-list.js';

/** How many are shown until all are asked for. */
const SHOWN_AT_FIRST = { narrow: 8, wide: 12 };

const SETTLED_MILLIS = 1000;

/** {element, update(detail)}. Who takes a mark away or sets one chooses at once. */
export function files(infoHash) {
  const errors = h('div');
  const items = h('ul', { class: 'lines' });
  const summary = h('p', { class: 'soft small' });
  const others = h('p', { class: 'soft small', hidden: true });
  let all = [];
  let count = 0;
  let asked = null;

  const choose = async (wanted) => {
    const mine = new Set(wanted);
    asked = mine;
    redraw();
    errors.replaceChildren();
    try {
      all = (await api.choose(infoHash, wanted, count > all.length ? all.at(-1).index + 1 : null)).files;
      // An older state may still be on its way.
      setTimeout(() => settle(mine), SETTLED_MILLIS);
    } catch (error) {
      errors.replaceChildren(errorNotice(error));
      settle(mine);
    }
  };
  const settle = (choice) => {
    if (asked === choice) {
      asked = null;
      redraw();
    }
  };
  const isWanted = (file) => (asked ? asked.has(file.index) : file.wanted);
  const toggle = (index, on) => choose(all.filter((file) => (file.index === index ? on : isWanted(file))).map((file) => file.index));
  const everything = action(t('files.all'), () => choose(all.map((file) => file.index)), { look: 'quiet', errors });
  const list = shortList(items, SHOWN_AT_FIRST, keyedList(items, (file) => file.index, () => line(toggle)), (n) => t(count > all.length ? 'files.moreShown' : 'files.more', { n }));

  const redraw = () => {
    const wanted = all.filter(isWanted);
    setText(summary, t(count > all.length ? 'files.wantedOfShown' : 'files.wanted', { n: integer(wanted.length), all: integer(all.length), size: size(sum(wanted)) }));
    // The files that are not shown stay as they are.
    everything.hidden = wanted.length === all.length || count > all.length;
    others.hidden = count <= all.length;
    setText(others, t('files.others', { shown: integer(all.length), all: integer(count) }));
    list.update(all.map((file) => ({ ...file, wanted: isWanted(file), last: wanted.length === 1 && isWanted(file) })));
  };
  return {
    element: h('div', { class: 'stack' }, h('div', { class: 'row apart' }, summary, everything), errors, list.element, others),
    update(detail) {
      all = detail.files;
      count = detail.fileCount;
      redraw();
    },
  };
}

const sum = (some) => some.reduce((bytes, file) => bytes + file.length, 0);

function line(toggle) {
  let shown = null;
  const box = h('input', { type: 'checkbox', onchange: () => toggle(shown.index, box.checked) });
  const name = h('span', { class: 'file-name' });
  const about = h('span', { class: 'soft small' });
  const bar = progress();
  const element = h('li', { class: 'section file' }, h('label', {}, box, h('span', { class: 'grow' }, name, about)), bar.element);
  return {
    element,
    update(file) {
      shown = file;
      box.checked = file.wanted;
      // One file at least is always wanted.
      box.disabled = file.last;
      setText(name, file.path);
      setText(about, aboutOf(file));
      const share = file.length === 0 ? Number(file.wanted) : file.verifiedBytes / file.length;
      bar.element.hidden = !file.wanted;
      bar.element.setAttribute('aria-label', t('files.progress', { name: file.path }));
      bar.update(share);
      element.classList.toggle('unwanted', !file.wanted);
    },
  };
}

function aboutOf(file) {
  if (!file.wanted) return `${size(file.length)} · ${t(file.verifiedBytes >= file.length && file.length > 0 ? 'files.notChosen' : 'files.skipped')}`;
  return file.verifiedBytes >= file.length ? `${size(file.length)} · ${t('files.here')}` : `${size(file.length)} · ${percent(file.verifiedBytes / file.length)}`;
}
