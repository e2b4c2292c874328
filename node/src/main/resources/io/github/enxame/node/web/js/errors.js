// What to tell a person about an error: what happened and what to do.
import { knows, t } from './i18n.js';

/**
 * A sentence for an {code, message, params}: translated by its code; the daemon's own words where the code is not known or
 * a name that the translation needs is missing. The path that it happened to is named too.
 */
export function explain(error) {
  const key = `error.${error.code}`;
  const translated = knows(key) ? t(key, error.params ?? {}) : '';
  const whole = translated !== '' && !missesName(key, error.params ?? {});
  if (!whole) return error.message || t('error.unknown');
  return error.params?.path ? `${translated} (${error.params.path})` : translated;
}

function missesName(key, params) {
  return [...t(key).matchAll(/\{(\w+)\}/g)].some(([, name]) => !(name in params));
}
