// Where files are dropped, or chosen with a button.
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from './icons.js';
import { notice } from './notice.js';

/** The zone; `onFiles` gets an array of File. Folders are named and left out. */
export function dropZone(onFiles) {
  const input = h('input', { type: 'file', multiple: true, class: 'unseen', tabindex: -1, 'aria-hidden': 'true' });
  const problem = h('div', { role: 'alert' });
  input.addEventListener('change', () => {
    onFiles([...input.files]);
    input.value = '';
  });
  const zone = h('div', { class: 'drop' },
    icon('upload'), h('p', {}, t('upload.drop')),
    h('button', { type: 'button', class: 'button', onclick: () => input.click() }, t('upload.choose')), input, problem);
  const hover = (over) => (event) => {
    event.preventDefault();
    zone.classList.toggle('over', over);
  };
  zone.addEventListener('dragover', hover(true));
  zone.addEventListener('dragleave', hover(false));
  zone.addEventListener('drop', (event) => {
    hover(false)(event);
    const { files, folders } = sorted(event.dataTransfer);
    problem.replaceChildren(...folders.length > 0 ? [notice('bad', t('upload.folder', { name: folders.join(', ') }))] : []);
    onFiles(files);
  });
  return zone;
}

function sorted(transfer) {
  const files = [];
  const folders = [];
  for (const item of transfer.items) {
    const entry = item.webkitGetAsEntry?.();
    if (entry?.isDirectory) folders.push(entry.name);
    else if (item.kind === 'file') files.push(item.getAsFile());
  }
  return { files, folders };
}
