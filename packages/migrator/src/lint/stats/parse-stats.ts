import type { ProductionStats } from './production-stats.ts';

/** What is wrong with a file of statistics. */
export type StatsProblem =
  | { readonly problem: 'not-stats' }
  | { readonly problem: 'version'; readonly version: string }
  | { readonly problem: 'field'; readonly field: string };

/** Checks every field: a wrong number could make a long lock look short. */
export function parseStats(value: unknown): ProductionStats | StatsProblem {
  if (!isObject(value) || value.format !== 'braid-stats') return { problem: 'not-stats' };
  if (value.version !== 1) return { problem: 'version', version: String(value.version) };
  const field = faultIn(value, STATS, '');
  return field === undefined && isStats(value) ? value : { problem: 'field', field: field ?? 'format' };
}

type Check = (value: unknown, path: string) => string | undefined;
type Shape = Readonly<Record<string, Check>>;

/** It has the shape of the table below. */
function isStats(value: object): value is ProductionStats {
  return faultIn(value, STATS, '') === undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The path of the first field that is not as it must be. */
function faultIn(value: unknown, shape: Shape, path: string): string | undefined {
  if (!isObject(value)) return path;
  for (const [key, check] of Object.entries(shape)) {
    const fault = check(value[key], path === '' ? key : `${path}.${key}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const when =
  (test: (value: unknown) => boolean): Check =>
  (value, path) =>
    test(value) ? undefined : path;

const text = when((value) => typeof value === 'string');
const flag = when((value) => typeof value === 'boolean');
const amount = when((value) => typeof value === 'number' && Number.isFinite(value) && value >= 0);
const number = when((value) => typeof value === 'number' && Number.isFinite(value));
const time = when((value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)));
const orNull =
  (check: Check): Check =>
  (value, path) =>
    value === null ? undefined : check(value, path);
const object =
  (shape: Shape): Check =>
  (value, path) =>
    faultIn(value, shape, path);
const list =
  (check: Check): Check =>
  (value, path) => {
    if (!Array.isArray(value)) return path;
    return value.map((each, at) => check(each, `${path}[${at}]`)).find((fault) => fault !== undefined);
  };

const TRAFFIC = object({ reads: amount, writes: amount });

const STATS: Shape = {
  takenAt: time,
  intervalMs: amount,
  server: object({
    version: when((value) => typeof value === 'string' && /^\d+/.test(value)),
    database: text,
    isStandby: flag,
    replicas: object({ count: amount, synchronous: orNull(amount) }),
    pageBytes: amount,
  }),
  settings: when((value) => isObject(value) && Object.values(value).every((each) => typeof each === 'string')),
  tables: list(
    object({
      schema: text,
      name: text,
      kind: when((value) => value === 'table' || value === 'partitioned' || value === 'matview'),
      partitionOf: orNull(object({ schema: text, name: text })),
      rows: orNull(amount),
      heapBytes: amount,
      indexBytes: amount,
      toastBytes: amount,
      isEstimate: flag,
      perSecond: TRAFFIC,
      perSecondSinceReset: orNull(TRAFFIC),
      columns: orNull(list(object({ name: text, width: amount, nullFraction: amount, distinct: number }))),
    }),
  ),
  notRead: list(object({ what: text, of: list(text), why: text })),
};
