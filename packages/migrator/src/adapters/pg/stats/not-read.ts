import type { NotRead, TableStats } from '../../../lint/stats/production-stats.ts';
import { shownName } from '../../../sql/names/shown-name.ts';

interface Server {
  readonly isStandby: boolean;
  readonly trackCounts: boolean;
  readonly replicas: number;
  readonly synchronous: number | null;
}

/** What the role may not see, or the server does not know: missing is not the same as nothing. */
export function notRead(tables: readonly TableStats[], server: Server): readonly NotRead[] {
  const { isStandby, trackCounts, replicas, synchronous } = server;
  const named = (test: (table: TableStats) => boolean): readonly string[] => tables.filter(test).map(shownName);
  const uncounted = named(({ rows }) => rows === null);
  const unseen = named(({ rows, columns }) => rows !== null && rows > 0 && columns === null);
  const estimated = named(({ isEstimate }) => isEstimate);
  return [
    ...of(uncounted, 'numbers of rows', 'they, or partitions of them, were never analysed'),
    ...of(unseen, 'average widths of columns', 'the role may not SELECT from them, or there are no statistics of them'),
    ...of(estimated, 'sizes of files', 'a lock is in the way: those of the last VACUUM or ANALYZE count'),
    ...when(!trackCounts, 'reads and writes', 'track_counts is off on the server, so nothing is counted'),
    ...when(isStandby, 'writes', 'this is a standby: it counts what is read from itself, and no writes'),
    ...when(
      replicas > 0 && synchronous === null,
      'which replicas are synchronous',
      'the role is no member of pg_monitor',
    ),
  ];
}

function of(tables: readonly string[], what: string, why: string): readonly NotRead[] {
  return tables.length === 0 ? [] : [{ what, of: tables, why }];
}

function when(isSo: boolean, what: string, why: string): readonly NotRead[] {
  return isSo ? [{ what, of: [], why }] : [];
}
