import { UnwritableDefault } from './unwritable-default.ts';

/**
 * A `Date` as PostgreSQL reads it, in UTC. The years of JavaScript and of PostgreSQL differ before the year 1 and above
 * 9999.
 */
export function dateText(date: Date, family: 'date' | 'timestamp' | 'timestamptz'): string {
  if (Number.isNaN(date.getTime())) throw new UnwritableDefault('the date is invalid');
  const year = date.getUTCFullYear();
  const era = year > 0 ? '' : ' BC';
  const years = String(year > 0 ? year : 1 - year).padStart(4, '0');
  const day = `${years}${date
    .toISOString()
    .replace(/^[+-]?\d+/, '')
    .slice(0, 6)}`;
  if (family === 'date') return `${day}${era}`;
  const time = date.toISOString().slice(-13, -1);
  return `${day} ${time}${family === 'timestamptz' ? '+00' : ''}${era}`;
}

/**
 * A text that ends with a time of day without a zone would use the zone of the session that runs the statement, so it
 * is treated as UTC.
 */
export function withZone(text: string): string {
  return /\d:\d{2}(?::\d{2}(?:\.\d+)?)?$/.test(text) ? `${text}+00` : text;
}
