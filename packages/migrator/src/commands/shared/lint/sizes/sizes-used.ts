import type { Judged } from '../../../../lint/judge/judged.ts';
import type { Ran } from '../lint-bench.ts';
import type { SizesUsed } from '../lint-finding.ts';
import type { KnownStats } from './known-stats.ts';

const DAY_MS = 86_400_000;
/** Older files are reported, because tables grow. */
const MOST_DAYS = 30;

/** Which sizes were used, and why they may be wrong. */
export function sizesUsed(
  { file, stats }: KnownStats,
  found: readonly Judged[],
  ran: Ran | undefined,
  now: Date,
): SizesUsed {
  if (stats === undefined) {
    return {
      file,
      takenAt: null,
      serverVersion: null,
      doubts: ['it does not exist, so sizes are unknown'],
      unknown: [],
    };
  }
  const { takenAt, server } = stats;
  const days = Math.floor((now.getTime() - Date.parse(takenAt)) / DAY_MS);
  const old = days > MOST_DAYS ? [`it is ${days} days old`] : [];
  const isOther = ran !== undefined && majorOf(ran.serverVersion) !== majorOf(server.version);
  const other = isOther
    ? [`it is of PostgreSQL ${server.version}, and statements were timed on ${ran.serverVersion}`]
    : [];
  const unknown = found.flatMap(({ claim, block }) =>
    claim === undefined || claim.work === 'lock' || block !== undefined ? [] : [claim.relation],
  );
  return {
    ...{ file, takenAt, serverVersion: server.version, doubts: [...old, ...other] },
    unknown: [...new Set(unknown)].sort(),
  };
}

/** `18` of `18.4`. */
function majorOf(version: string): string {
  return version.split('.')[0] ?? version;
}
