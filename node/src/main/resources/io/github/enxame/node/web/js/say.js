// Shorthands that bind the formats to the language in use.
import * as format from './format.js';
import { language, t } from './i18n.js';

export const integer = (value) => format.integer(language(), value);
export const percent = (share) => format.percent(language(), share);
export const size = (bytes) => format.size(language(), bytes);
export const rate = (bytesPerSecond) => format.rate(language(), bytesPerSecond);
export const milliseconds = (value) => format.milliseconds(language(), value);
export const dateTime = (epochMillis) => format.dateTime(language(), new Date(epochMillis));
export const clock = (epochMillis) => format.clock(language(), new Date(epochMillis));
export const ago = (epochMillis) => format.ago(language(), new Date(epochMillis), new Date());
export const list = (items) => format.list(language(), items);

/** "1,903 words": a translated count. */
export function counted(key, value) {
  return t(key, { count: value, n: integer(value) });
}

/** When a transfer will be done, as a sentence. */
export function whenDone(secondsLeft) {
  const done = format.doneAt(language(), secondsLeft, new Date());
  return t(`done.${done.kind}`, done);
}

/** A torrent's facts in a line: size, words, sections. */
export function facts(torrent) {
  return [
    size(torrent.length),
    torrent.words > 0 && counted('count.words', torrent.words),
    torrent.sectionCount > 1 && counted('count.sections', torrent.sectionCount),
  ].filter(Boolean).join(' · ');
}
