// Numbers, sizes, times and dates as the reader's language writes them. Pure: the language is an argument.

const SIZE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
const formats = new Map();

function numberFormat(language, options) {
  const key = language + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.NumberFormat(language, options));
  return formats.get(key);
}

/** A whole number with the language's grouping. */
export function integer(language, value) {
  return numberFormat(language, { maximumFractionDigits: 0 }).format(value);
}

/** A share from 0 to 1 as a percentage; never says 100 % before it is whole, nor 0 % once something is there. */
export function percent(language, share) {
  const whole = share >= 1 ? 1 : Math.min(0.99, Math.floor(share * 100) / 100);
  return numberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share > 0 ? Math.max(whole, 0.01) : 0);
}

/** A size in bytes, in decimal units, with about three digits. */
export function size(language, bytes) {
  return sized(language, bytes, (unit) => unit);
}

/** A rate in bytes a second. */
export function rate(language, bytesPerSecond) {
  return sized(language, bytesPerSecond, (unit) => `${unit}-per-second`);
}

function sized(language, bytes, unitName) {
  let value = bytes;
  let step = 0;
  while (value >= 999.5 && step < SIZE_UNITS.length - 1) {
    value /= 1000;
    step += 1;
  }
  const digits = step === 0 || value >= 99.5 ? 0 : 1;
  return numberFormat(language, {
    style: 'unit',
    unit: unitName(SIZE_UNITS[step]),
    unitDisplay: step === 0 && unitName('') === '' ? 'long' : 'short',
    maximumFractionDigits: digits,
  }).format(value);
}

/** A round trip in milliseconds. */
export function milliseconds(language, value) {
  const digits = value < 10 ? 1 : 0;
  return numberFormat(language, { style: 'unit', unit: 'millisecond', maximumFractionDigits: digits }).format(value);
}

/**
 * When something will be done, as {kind, time}: 'moment' (under two seconds), 'soon' (time is "12 seconds"),
 * 'minutes' ("5 minutes", and at says the clock), 'clock' (today, time is "14:32") or 'day' (time has the date).
 */
export function doneAt(language, secondsLeft, now) {
  const end = new Date(now.getTime() + secondsLeft * 1000);
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(end);
  if (secondsLeft < 2) return { kind: 'moment', time: '' };
  if (secondsLeft < 90) return { kind: 'soon', time: count(language, tidySeconds(secondsLeft), 'second') };
  if (secondsLeft < 3600) return { kind: 'minutes', time: count(language, Math.round(secondsLeft / 60), 'minute'), at: clock };
  if (end.toDateString() === now.toDateString()) return { kind: 'clock', time: clock };
  return { kind: 'day', time: dateTime(language, end) };
}

function tidySeconds(seconds) {
  return seconds < 20 ? Math.round(seconds) : Math.round(seconds / 5) * 5;
}

function count(language, value, unit) {
  return numberFormat(language, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }).format(value);
}

/** A date with its time of day. */
export function dateTime(language, date) {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(date);
}

/** A time of day to the second. */
export function clock(language, date) {
  return new Intl.DateTimeFormat(language, { timeStyle: 'medium' }).format(date);
}

/** How long ago, roughly: "5 minutes ago"; a date once it is more than a month. */
export function ago(language, then, now) {
  const seconds = Math.max(0, (now.getTime() - then.getTime()) / 1000);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (seconds < 60) return relative.format(0, 'second');
  if (seconds < 3600) return relative.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 86400) return relative.format(-Math.floor(seconds / 3600), 'hour');
  if (seconds < 30 * 86400) return relative.format(-Math.floor(seconds / 86400), 'day');
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(then);
}

/** A list of words: "a, b and c". */
export function list(language, items) {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(items);
}
