// Times, numbers and money as people here write them. Times are always those of the camera's zone.

import { language, t } from './i18n.js';

/** The zone of times that no camera belongs to. */
export const ZONE = 'Asia/Ho_Chi_Minh';

const locales = { vi: 'vi-VN', en: 'en-GB' };
const made = new Map();

function formatter(kind, options, zone) {
  const id = `${kind} ${language()} ${zone}`;
  if (!made.has(id)) {
    made.set(id, kind === 'number'
      ? new Intl.NumberFormat(locales[language()], options)
      : new Intl.DateTimeFormat(locales[language()], { ...options, timeZone: zone }));
  }
  return made.get(id);
}

function parts(moment, zone) {
  const found = {};
  const options = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
    second: '2-digit', hourCycle: 'h23' };
  formatter('parts', options, zone).formatToParts(new Date(moment)).forEach((part) => { found[part.type] = part.value; });
  return found;
}

/** 22/11/2026. */
export function date(moment, zone = ZONE) {
  const p = parts(moment, zone);
  return `${p.day}/${p.month}/${p.year}`;
}

/** 08:15:30. */
export function time(moment, zone = ZONE) {
  const p = parts(moment, zone);
  return `${p.hour}:${p.minute}:${p.second}`;
}

/** 22/11/2026 08:15:30. */
export function dateTime(moment, zone = ZONE) {
  return `${date(moment, zone)} ${time(moment, zone)}`;
}

/** The day of `moment` in `zone`, as 2026-11-22. */
export function day(moment, zone = ZONE) {
  const p = parts(moment, zone);
  return `${p.year}-${p.month}-${p.day}`;
}

/** The instant at which `day` (2026-11-22) begins in `zone`, as ISO 8601. */
export function dayStart(day, zone = ZONE) {
  const guess = new Date(`${day}T00:00:00Z`);
  const p = parts(guess, zone);
  const seen = Date.UTC(+p.year, +p.month - 1, +p.day, +p.hour, +p.minute, +p.second);
  return new Date(guess.getTime() - (seen - guess.getTime())).toISOString();
}

/** The day after `day`. */
export function nextDay(day) {
  return new Date(new Date(`${day}T00:00:00Z`).getTime() + 86400000).toISOString().slice(0, 10);
}

/** A number with at most `digits` after the point. */
export function number(value, digits = 0) {
  return formatter(`number`, { maximumFractionDigits: digits, minimumFractionDigits: 0 }, `${digits}`).format(value);
}

/** A share as a whole percentage. */
export function percent(share) {
  return `${number(100 * share)} %`;
}

/** Money in millions of đồng where that is shorter. */
export function money(dong) {
  return dong >= 1e6 ? t('format.million', { n: number(dong / 1e6, 1) }) : t('format.dong', { n: number(dong) });
}

/** A value with its unit; speeds in km/h, shares in percent. */
export function quantity(value, unit) {
  switch (unit) {
    case 'm/s': return `${number(3.6 * value)} km/h`;
    case '1': return percent(value);
    case 'deg': return `${number(value)}°`;
    case 'm': return `${number(value, 2)} m`;
    case 's': return seconds(value);
    case null: return typeof value === 'number' ? number(value, 2) : String(value);
    default: return `${number(value, 2)} ${unit}`;
  }
}

// Fine where it is short: an error of a crossing time must not be rounded away.
function seconds(value) {
  const size = Math.abs(value);
  return size >= 90 ? t('format.minutes', { n: number(value / 60, 1) }) : `${number(value, size < 10 ? 2 : 1)} s`;
}

/** The day, as 2026-11-22, that 22/11/2026 means; null when it is none. */
export function parseDay(text) {
  const [, day, month, year] = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text) ?? [];
  const iso = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const moment = new Date(`${iso}T00:00:00Z`);
  return day && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(iso) ? iso : null;
}

/** 22/11/2026 for the day 2026-11-22. */
export function writtenDay(iso) {
  return iso.split('-').reverse().join('/');
}

/** Seconds from the decisive moment, with their sign. */
export function clipTime(seconds) {
  const sign = seconds < 0 ? '−' : '+';
  return `${sign}${Math.abs(seconds).toFixed(2)}`;
}

/** Bytes in the largest unit that fits. */
export function bytes(count) {
  return count >= 1e6 ? `${number(count / 1e6, 1)} MB` : count >= 1e3 ? `${number(count / 1e3)} kB` : `${count} B`;
}
