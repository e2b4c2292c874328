// One file on its way to the daemon.
import { h, setText } from '../dom.js';
import { explain } from '../errors.js';
import { t } from '../i18n.js';
import { percent, size } from '../say.js';
import { dismissUpload } from '../uploads.js';
import { progress } from './progress.js';

/** {element, update(upload)}. */
export function uploadLine(upload) {
  const words = h('span', { class: 'small' });
  const bar = progress(t('upload.progress', { name: upload.name }));
  const button = h('button', { type: 'button', class: 'button quiet', onclick: () => dismissUpload(upload.id) });
  return {
    element: h('li', { class: 'result' }, h('div', { class: 'grow' }, h('b', { class: 'clip' }, upload.name), words, bar.element), button),
    update({ state, sent, size: total, error }) {
      const share = total === 0 ? 0 : sent / total;
      bar.element.hidden = state === 'failed' || state === 'queued';
      bar.element.classList.toggle('busy', state === 'preparing');
      bar.update(share);
      words.classList.toggle('bad-text', state === 'failed');
      setText(words, state === 'failed' ? explain(error) : t(`upload.state.${state}`, { percent: percent(share), sent: size(sent), total: size(total) }));
      setText(button, t(state === 'failed' ? 'upload.dismiss' : 'upload.cancel'));
      button.hidden = state === 'preparing';
    },
  };
}
