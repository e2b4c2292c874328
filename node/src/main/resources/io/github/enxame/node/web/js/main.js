// Starts the page: the frame once, then the screen that the address names, anew on every change of address or language.
import { whenShutOut } from './api.js';
import { h } from './dom.js';
import { chooseLanguage, startLanguage, t } from './i18n.js';
import { parseRoute } from './route.js';
import { about } from './screens/about.js';
import { download } from './screens/download.js';
import { enter } from './screens/enter.js';
import { home } from './screens/home.js';
import { transfer } from './screens/transfer.js';
import { upload } from './screens/upload.js';
import { shell } from './shell.js';

// Each screen: (route, {retitle}) => {element, title, dispose?()}.
const SCREENS = { home, download, transfer, upload, about, enter };

// Whether the daemon does not take this browser for its user's: every address then shows how to get in.
let isShutOut = false;
let frame = null;
let current = null;

function showScreen(moveFocus) {
  const route = parseRoute(location.hash);
  current?.dispose?.();
  const shown = isShutOut && route.screen !== 'enter' ? { screen: 'enter', code: '' } : route;
  current = SCREENS[shown.screen](shown, { retitle, entered });
  retitle(current.title);
  frame.show(current.element, route.screen === 'transfer' ? 'download' : route.screen);
  if (moveFocus) {
    scrollTo(0, 0);
    current.element.querySelector('h1')?.focus({ preventScroll: true });
  }
}

/** Takes the used code out of the address and the history. */
function entered() {
  isShutOut = false;
  history.replaceState(null, '', '#/');
  showScreen(true);
}

function retitle(title) {
  const whole = title === 'Enxame' ? title : `${title} · Enxame`;
  if (document.title !== whole) document.title = whole;
}

function showFrame() {
  frame?.dispose();
  frame = shell({
    onLanguage(tag) {
      chooseLanguage(tag);
      showFrame();
      showScreen(false);
      document.getElementById('language')?.focus();
    },
  });
  document.body.replaceChildren(h('a', { class: 'button skip', href: '#content', onclick: skip }, t('shell.skip')), ...frame.elements);
}

// The part after # is the screen's address, so the jump is made by hand.
function skip(event) {
  event.preventDefault();
  document.querySelector('h1')?.focus();
}

whenShutOut(() => {
  if (isShutOut) return;
  isShutOut = true;
  showScreen(false);
});
startLanguage();
showFrame();
showScreen(false);
addEventListener('hashchange', () => showScreen(true));
