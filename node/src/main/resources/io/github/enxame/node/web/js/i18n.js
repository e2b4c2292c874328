// The words of the interface, in the chosen language.
import { english } from './i18n/en.js';
import { portuguese } from './i18n/pt-br.js';
import { remember, remembered } from './preferences.js';

/** The dictionaries by language tag. */
export const dictionaries = { 'pt-BR': portuguese, en: english };

let current = 'en';
let plurals = new Intl.PluralRules(current);

/** The dictionary that suits a browser's languages best: Portuguese for any pt, English for the rest. */
export function bestLanguage(wanted) {
  for (const tag of wanted) {
    if (/^pt\b/i.test(tag)) return 'pt-BR';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

/** Takes the remembered language, or the browser's. */
export function startLanguage() {
  const chosen = remembered('language');
  useLanguage(chosen in dictionaries ? chosen : bestLanguage(navigator.languages ?? [navigator.language]));
}

/** Chooses a language and remembers it. */
export function chooseLanguage(tag) {
  useLanguage(tag);
  remember('language', tag);
}

/** Chooses a language for this page only. */
export function useLanguage(tag) {
  current = tag;
  plurals = new Intl.PluralRules(tag);
  if (globalThis.document) document.documentElement.lang = tag;
}

/** The tag of the language in use. */
export function language() {
  return current;
}

/** The words for a key; {name} is replaced by params.name, and {count, plural} forms are chosen by params.count. */
export function t(key, params = {}) {
  return phrase(dictionaries[current][key], params) ?? key;
}

/** Whether the dictionary in use has the key. */
export function knows(key) {
  return Object.hasOwn(dictionaries[current], key);
}

function phrase(entry, params) {
  if (entry === undefined) return undefined;
  const form = typeof entry === 'string' ? entry : (entry[plurals.select(params.count)] ?? entry.other);
  return form.replace(/\{(\w+)\}/g, (whole, name) => (name in params ? String(params[name]) : whole));
}
