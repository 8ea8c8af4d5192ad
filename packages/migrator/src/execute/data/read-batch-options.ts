import { BATCH_DEFAULTS, type Batch } from '../../revision/batch/batch.ts';
import { readBatchKey } from '../../revision/batch/read-batch.ts';
import { readThrottles } from '../../revision/batch/throttle.ts';

/** How code runs in batches. */
export interface CodeBatch {
  readonly batch: Batch;
  /** Ranges have one text for each of several names, and not a text alone. */
  readonly isRow: boolean;
}

/** What cannot be read as options of batches: which one, and what it has to be. */
export interface InvalidBatchOptions {
  readonly option: string;
  readonly expected: string;
}

const NUMBERS = {
  size: { least: 1, most: 999_999, isWhole: true, expected: 'a whole number from 1 to 999,999' },
  target: { least: 1, most: 3_600_000, isWhole: false, expected: 'a number of milliseconds from 1 to 3,600,000' },
  pause: { least: 0, most: 100, isWhole: false, expected: 'a number from 0 to 100' },
  maxFailed: { least: 0, most: 999_999, isWhole: true, expected: 'a whole number from 0 to 999,999' },
} as const;
const CONDITIONS = ['where', 'done'] as const;
const KNOWN = ['table', 'key', 'throttle', ...CONDITIONS, ...Object.keys(NUMBERS)];

/** Reads `BatchOptions` as code exports them. */
export function readBatchOptions(value: unknown): CodeBatch | InvalidBatchOptions {
  const expected = "an object such as { table: 'orders', key: 'id' }";
  if (typeof value !== 'object' || value === null) return { option: 'batch', expected };
  const given = new Map<string, unknown>(Object.entries(value).filter(([, each]) => each !== undefined));
  const unknown = [...given.keys()].find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) return { option: unknown, expected: `one of ${KNOWN.join(', ')}` };
  const [table, key] = [given.get('table'), given.get('key')];
  const named = typeof table === 'string' ? readBatchKey(`${table}(key)`) : undefined;
  if (named === undefined) return { option: 'table', expected: 'the name of a table as SQL writes it' };
  const names = keyNames(key);
  if (names === undefined) return { option: 'key', expected: 'the name of a column, or an array of different names' };
  const texts: { where?: string; done?: string } = {};
  for (const name of CONDITIONS) {
    const condition = given.get(name);
    if (condition === undefined) continue;
    if (typeof condition !== 'string' || condition.trim() === '') return { option: name, expected: 'an SQL condition' };
    texts[name] = condition;
  }
  const wrong = Object.entries(NUMBERS).find(([name, limits]) => !isWithin(given.get(name), limits));
  if (wrong !== undefined) return { option: wrong[0], expected: wrong[1].expected };
  const throttle = given.get('throttle');
  const throttles = throttle === undefined ? [] : readThrottles(typeof throttle === 'string' ? throttle : '');
  if ('part' in throttles) return { option: 'throttle', expected: throttles.expected };
  const number = (name: string, fallback: number) => Number(given.get(name) ?? fallback);
  const { size, maxFailed } = BATCH_DEFAULTS;
  const batch: Batch = {
    ...{ table: named.table, key: names, ...texts, throttles },
    size: number('size', size),
    ...(given.has('target') ? { targetMs: number('target', 0) } : {}),
    ...(given.has('pause') ? { pause: number('pause', 0) } : {}),
    maxFailed: number('maxFailed', maxFailed),
  };
  return { batch, isRow: typeof key !== 'string' };
}

function keyNames(key: unknown): readonly string[] | undefined {
  const names: readonly unknown[] = Array.isArray(key) ? key : [key];
  const texts = names.flatMap((name) => (typeof name === 'string' && name !== '' ? [name] : []));
  return texts.length === 0 || texts.length < names.length || new Set(texts).size < texts.length ? undefined : texts;
}

interface NumberLimits {
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
}

function isWithin(value: unknown, { least, most, isWhole }: NumberLimits): boolean {
  if (value === undefined) return true;
  return typeof value === 'number' && value >= least && value <= most && (!isWhole || Number.isInteger(value));
}
