import type { TableStats, Traffic } from './production-stats.ts';
import type { Sample, TableFacts } from './table-facts.ts';

interface Moments {
  readonly first: Sample;
  readonly second: Sample;
  /** When the counters were last reset, in milliseconds; `null`: unknown. */
  readonly resetAt: number | null;
  readonly pageBytes: number;
}

/** Sizes and traffic of the tables; what is partitioned is the sum of what is below it. */
export function assembleTables(facts: readonly TableFacts[], moments: Moments): readonly TableStats[] {
  const own = new Map(facts.map((each) => [each.id, ownStats(each, moments)]));
  const byId = new Map(facts.map((each) => [each.id, each]));
  return facts
    .map((each) => {
      const stats = own.get(each.id) ?? ownStats(each, moments);
      const root = byId.get(each.ancestors.at(-1) ?? '');
      const partitionOf = root === undefined ? null : { schema: root.schema, name: root.name };
      if (!each.isPartitioned) return { ...stats, partitionOf };
      const leaves = facts.filter(({ ancestors, isPartitioned }) => !isPartitioned && ancestors.includes(each.id));
      return {
        ...sumOf(
          stats,
          leaves.flatMap(({ id }) => own.get(id) ?? []),
        ),
        partitionOf,
      };
    })
    .sort((a, b) => (a.schema === b.schema ? compare(a.name, b.name) : compare(a.schema, b.schema)));
}

type Own = Omit<TableStats, 'partitionOf'>;

function ownStats(facts: TableFacts, { first, second, resetAt, pageBytes }: Moments): Own {
  const { id, schema, name, isPartitioned, isMatview, columns, countedPages } = facts;
  const heapBytes = facts.heapBytes ?? countedPages * pageBytes;
  const at = ({ counters }: Sample): Traffic => counters.find((each) => each.id === id) ?? { reads: 0, writes: 0 };
  const none = { reads: 0, writes: 0 };
  return {
    ...{ schema, name, kind: isPartitioned ? 'partitioned' : isMatview ? 'matview' : 'table' },
    rows: rowsNow(facts, heapBytes, pageBytes),
    heapBytes,
    indexBytes: facts.indexBytes ?? facts.countedIndexBytes,
    toastBytes: facts.toastBytes ?? facts.countedToastBytes,
    isEstimate: facts.heapBytes === null || facts.indexBytes === null || facts.toastBytes === null,
    perSecond: rate(at(first), at(second), second.at - first.at) ?? none,
    perSecondSinceReset: resetAt === null ? null : rate(none, at(second), second.at - resetAt),
    columns,
  };
}

/** As PostgreSQL's planner does it: as many rows on a page as there were when they were counted. */
function rowsNow(facts: TableFacts, heapBytes: number, pageBytes: number): number | null {
  const { countedRows, countedPages, isPartitioned } = facts;
  if (isPartitioned || heapBytes === 0) return 0;
  if (countedRows < 0) return null;
  if (countedPages === 0) return null;
  return Math.round((countedRows / countedPages) * (heapBytes / pageBytes));
}

/** A counter that is lower than before was reset meanwhile. */
function rate(before: Traffic, after: Traffic, ms: number): Traffic | null {
  if (ms <= 0) return null;
  const of = (key: keyof Traffic): number => Math.max(0, ((after[key] - before[key]) * 1000) / ms);
  return { reads: rounded(of('reads')), writes: rounded(of('writes')) };
}

/** To three digits: more are noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

function sumOf(parent: Own, leaves: readonly Own[]): Own {
  const sum = (of: (leaf: Own) => number): number => leaves.reduce((total, leaf) => total + of(leaf), 0);
  const traffic = (of: (leaf: Own) => Traffic | null): Traffic => ({
    reads: rounded(sum((leaf) => of(leaf)?.reads ?? 0)),
    writes: rounded(sum((leaf) => of(leaf)?.writes ?? 0)),
  });
  return {
    ...parent,
    rows: leaves.some(({ rows }) => rows === null) ? null : sum(({ rows }) => rows ?? 0),
    heapBytes: sum(({ heapBytes }) => heapBytes),
    indexBytes: sum(({ indexBytes }) => indexBytes),
    toastBytes: sum(({ toastBytes }) => toastBytes),
    isEstimate: leaves.some(({ isEstimate }) => isEstimate),
    perSecond: traffic(({ perSecond }) => perSecond),
    perSecondSinceReset:
      parent.perSecondSinceReset === null ? null : traffic(({ perSecondSinceReset }) => perSecondSinceReset),
    columns: parent.columns ?? leaves.find(({ columns }) => columns !== null)?.columns ?? null,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
