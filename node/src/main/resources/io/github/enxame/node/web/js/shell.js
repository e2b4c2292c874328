// The frame around every screen: brand, the four screens, language and theme, and the note while the daemon is away.
import { announcerElement } from './announcer.js';
import { watchConnection } from './connection.js';
import { h, setAttributes, setText } from './dom.js';
import { dictionaries, language, t } from './i18n.js';
import { icon, mark } from './parts/icons.js';
import { remember, remembered } from './preferences.js';

const LINKS = [['home', '#/'], ['download', '#/download'], ['upload', '#/upload'], ['about', '#/about']];

/** {elements, show(screenElement, name), dispose()}; `onLanguage` is called with the tag that was chosen. */
export function shell({ onLanguage }) {
  const links = LINKS.map(([name, href]) => [name, h('a', { href }, icon(name), h('span', {}, t(`nav.${name}`)))]);
  const nav = h('nav', { class: 'nav', 'aria-label': t('nav.label') }, links.map(([, link]) => link));
  const header = h('header', { class: 'top' }, h('a', { class: 'brand', href: '#/' }, mark(), 'Enxame'), nav, languageButton(onLanguage), themeButton());
  const note = h('div', { class: 'note', role: 'status', hidden: true });
  const main = h('main', { id: 'content' });
  watchConnection((well) => {
    note.hidden = well;
    setText(note, well ? '' : t('shell.reconnecting'));
  });
  return {
    elements: [header, note, main, announcerElement],
    show(element, name) {
      for (const [own, link] of links) setAttributes(link, { 'aria-current': own === name ? 'page' : null });
      for (const heading of element.querySelectorAll('h1')) heading.tabIndex = -1;
      main.replaceChildren(element);
    },
    dispose: () => watchConnection(() => {}),
  };
}

function languageButton(onLanguage) {
  const other = Object.keys(dictionaries).find((tag) => tag !== language());
  const name = new Intl.DisplayNames(other, { type: 'language' }).of(other.slice(0, 2));
  return h('button', { type: 'button', class: 'button switch', id: 'language', lang: other, 'aria-label': name, title: name, onclick: () => onLanguage(other) },
    other.slice(0, 2).toUpperCase());
}

function themeButton() {
  const root = document.documentElement;
  const button = h('button', { type: 'button', class: 'button switch', id: 'theme' });
  const dress = () => {
    const next = root.dataset.theme === 'dark' ? 'light' : 'dark';
    button.replaceChildren(icon(next === 'dark' ? 'moon' : 'sun'));
    setAttributes(button, { 'aria-label': t(`theme.${next}`), title: t(`theme.${next}`) });
  };
  button.addEventListener('click', () => {
    root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
    remember('theme', root.dataset.theme);
    dress();
  });
  dress();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', ({ matches }) => {
    if (remembered('theme')) return;
    root.dataset.theme = matches ? 'dark' : 'light';
    dress();
  });
  return button;
}
