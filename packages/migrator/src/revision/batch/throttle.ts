import { durationMs } from '../duration.ts';

/** A condition under which batches wait. Durations are milliseconds, hours are minutes since midnight. */
export type Throttle =
  /** A replica that has not replayed all is behind by this much. */
  | { readonly kind: 'lag'; readonly limit: number }
  /** This many bytes of WAL are written in a second, by everybody. */
  | { readonly kind: 'wal'; readonly limit: number }
  /** This many files of WAL wait to be archived. */
  | { readonly kind: 'archive'; readonly limit: number }
  /** VACUUM, ANALYZE or CREATE INDEX CONCURRENTLY is running on the table. */
  | { readonly kind: 'autovacuum' }
  /** This many sessions wait for a lock of the table, or of its rows. */
  | { readonly kind: 'waiters'; readonly limit: number }
  /** An SQL expression that is not true. */
  | { readonly kind: 'sql'; readonly condition: string }
  /** A file exists. */
  | { readonly kind: 'file'; readonly path: string }
  /** Another time of the day, by the clock of the machine that runs the batches. */
  | { readonly kind: 'hours'; readonly from: number; readonly to: number };

/** A part of the text that is not a throttle, and how one of its kind is written. */
export interface InvalidThrottle {
  readonly part: string;
  readonly expected: string;
}

const HOW = {
  lag: 'lag<5s',
  wal: 'wal<50MB/s',
  archive: 'archive<20',
  autovacuum: 'autovacuum',
  waiters: 'waiters<3',
  sql: "sql='select count(*) < 100 from jobs'",
  file: "file='pause-batches'",
  hours: 'hours=22:00-06:00',
} as const;

/** `lag<5s, wal<50MB/s, autovacuum, sql='…'`: what holds while batches run, separated by commas. */
export function readThrottles(text: string): readonly Throttle[] | InvalidThrottle {
  const found: Throttle[] = [];
  for (const part of parts(text)) {
    const throttle = readThrottle(part);
    if (throttle === undefined) return { part, expected: expectedFor(part) };
    found.push(throttle);
  }
  return found.length === 0 ? { part: text, expected: Object.values(HOW).join(', ') } : found;
}

/** Parts between commas that are not in quotes. */
function parts(text: string): readonly string[] {
  const found = [''];
  let isQuoted = false;
  for (const character of text) {
    if (character === "'") isQuoted = !isQuoted;
    if (character === ',' && !isQuoted) found.push('');
    else found.push(`${found.pop() ?? ''}${character}`);
  }
  return found.map((part) => part.trim()).filter((part) => part !== '');
}

function expectedFor(part: string): string {
  const known = Object.entries(HOW).find(([kind]) => part.startsWith(kind));
  return known?.[1] ?? `one of ${Object.values(HOW).join(', ')}`;
}

function readThrottle(part: string): Throttle | undefined {
  if (part === 'autovacuum') return { kind: 'autovacuum' };
  const [, kind, operator, value = ''] = /^([a-z]+)\s*([<=])\s*(.*)$/s.exec(part) ?? [];
  if (operator === '<') return readLimit(kind, value);
  if (operator === undefined) return undefined;
  const text = quoted(value);
  if (kind === 'sql' && text.trim() !== '') return { kind, condition: text };
  if (kind === 'file' && text.trim() !== '') return { kind, path: text };
  const [, from, to] = /^(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})$/.exec(text) ?? [];
  const [begin, end] = [minuteOfDay(from), minuteOfDay(to)];
  return kind === 'hours' && begin !== undefined && end !== undefined && begin !== end
    ? { kind, from: begin, to: end }
    : undefined;
}

function readLimit(kind: string | undefined, value: string): Throttle | undefined {
  if (kind === 'lag') {
    const limit = durationMs(value.replaceAll(/\s/g, ''));
    return limit === undefined || limit === 0 ? undefined : { kind, limit };
  }
  if (kind === 'wal') {
    const [, amount, unit = 'B'] = /^(\d+(?:\.\d+)?)\s*(B|kB|MB|GB)\/s$/.exec(value) ?? [];
    const limit = amount === undefined ? 0 : Number(amount) * (BYTES[unit] ?? 1);
    return limit === 0 ? undefined : { kind, limit };
  }
  if (kind !== 'archive' && kind !== 'waiters') return undefined;
  return /^[1-9]\d{0,8}$/.test(value) ? { kind, limit: Number(value) } : undefined;
}

const BYTES: Readonly<Record<string, number>> = { B: 1, kB: 1_000, MB: 1_000_000, GB: 1_000_000_000 };

function quoted(value: string): string {
  const [, inner] = /^'(.*)'$/s.exec(value) ?? [];
  return inner === undefined ? value : inner.replaceAll("''", "'");
}

/** `22:00` as minutes since midnight; `undefined` for what is not a time of the day. */
export function minuteOfDay(text: string | undefined): number | undefined {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(text ?? '') ?? [];
  if (hour === undefined || Number(hour) > 24 || Number(minute) > 59) return undefined;
  const minutes = Number(hour) * 60 + Number(minute);
  return minutes > 1_440 ? undefined : minutes % 1_440;
}
