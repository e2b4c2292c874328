// What to tell a person about an error: what happened and what to do.
import { knows, t } from './i18n.js';

/** A sentence for an {code, message, params}: translated by its code, else the daemon's own words. */
export function explain(error) {
  const key = `error.${error.code}`;
  if (knows(key)) return t(key, error.params ?? {});
  return error.message || t('error.unknown');
}
