import type { PeriodUnit } from './partitioning.ts';

/** One period: its first day and the first day after it, `2026-11-01`. In UTC, as everything here. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** The period that contains a day. Weeks begin on Monday. */
export function periodOf(day: string, unit: PeriodUnit): Period {
  const date = new Date(`${day}T00:00:00Z`);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (unit) {
    case 'day':
      return between(date, added(date, 1));
    case 'week': {
      const monday = added(date, -((date.getUTCDay() + 6) % 7));
      return between(monday, added(monday, 7));
    }
    case 'month':
      return between(first(year, month), first(year, month + 1));
    case 'quarter': {
      const start = month - (month % 3);
      return between(first(year, start), first(year, start + 3));
    }
    case 'year':
      return between(first(year, 0), first(year + 1, 0));
  }
}

/** The periods from the one of a day to the one that is `ahead` periods after that of `today`. */
export function periodsFrom(day: string, today: string, ahead: number, unit: PeriodUnit): readonly Period[] {
  const end = shifted(periodOf(today, unit), ahead, unit).to;
  const periods: Period[] = [];
  for (let period = periodOf(day, unit); period.to <= end; period = periodOf(period.to, unit)) periods.push(period);
  return periods;
}

/** The period that is `count` periods after another one; before it, if `count` is negative. */
export function shifted(period: Period, count: number, unit: PeriodUnit): Period {
  let moved = period;
  for (let left = count; left > 0; left--) moved = periodOf(moved.to, unit);
  for (let left = count; left < 0; left++) moved = periodOf(dayBefore(moved.from), unit);
  return moved;
}

/** The suffix for a period in the name of a partition: `2026_11_28`, `2026w48`, `2026_11`, `2026q4`, `2026`. */
export function periodName({ from }: Period, unit: PeriodUnit): string {
  const [year = '', month = '', day = ''] = from.split('-');
  switch (unit) {
    case 'day':
      return `${year}_${month}_${day}`;
    case 'week':
      return weekName(from);
    case 'month':
      return `${year}_${month}`;
    case 'quarter':
      return `${year}q${Math.ceil(Number(month) / 3)}`;
    case 'year':
      return year;
  }
}

/** ISO 8601: the year of a week is that of its Thursday. */
function weekName(monday: string): string {
  const thursday = added(new Date(`${monday}T00:00:00Z`), 3);
  const year = thursday.getUTCFullYear();
  const days = (thursday.getTime() - first(year, 0).getTime()) / DAY;
  return `${year}w${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}

const DAY = 86_400_000;

function added(date: Date, days: number): Date {
  return new Date(date.getTime() + days * DAY);
}

function first(year: number, month: number): Date {
  return new Date(Date.UTC(year, month, 1));
}

function dayBefore(day: string): string {
  return text(added(new Date(`${day}T00:00:00Z`), -1));
}

function between(from: Date, to: Date): Period {
  return { from: text(from), to: text(to) };
}

function text(date: Date): string {
  return date.toISOString().slice(0, 10);
}
