import { DeclarationProblem, type DeclarationWords } from '../../sql/declaration/declaration-words.ts';

const UNITS = {
  h: 'hour',
  hour: 'hour',
  d: 'day',
  day: 'day',
  w: 'week',
  week: 'week',
  mo: 'month',
  month: 'month',
  y: 'year',
  year: 'year',
} as const;

/** `7d` or `7 days` as PostgreSQL writes an interval: `7 days`. */
export function readDuration(words: DeclarationWords): string {
  const count = words.count('hours, days, weeks, months or years');
  const unit = words.oneOf(Object.keys(UNITS));
  const name = Object.entries(UNITS).find(([known]) => known === unit)?.[1];
  if (name === undefined || count < 1) throw new DeclarationProblem(`needs h, d, w, mo or y where ${words.shown} is`);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
