import type { HealthRule } from '../../rule.ts';
import { bytesText, daysBetween } from '../../text.ts';
import { isNeeded } from './same-index.ts';

/** An index that no query has used for as long as statistics are kept. */
export const unusedIndex: HealthRule = {
  code: 'unused-index',
  severity: 'info',
  find({ indexes, server }, { limits }) {
    const candidates = indexes.filter(
      (index) =>
        index.isValid &&
        index.scans === 0 &&
        !index.isUnique &&
        !isNeeded(index) &&
        !index.isOnPartitioned &&
        index.bytes >= limits.unusedBytes,
    );
    if (candidates.length === 0) return [];
    const { statsReset, trackCounts, now, database } = server;
    const days = statsReset === null ? undefined : daysBetween(statsReset, now);
    if (!trackCounts)
      return [{ object: `database ${database}`, why: 'track_counts is off: the server does not count' }];
    if (days !== undefined && days < limits.unusedDays) {
      return [
        { object: `database ${database}`, why: `its statistics are ${days} days old, of ${limits.unusedDays} needed` },
      ];
    }
    const since = days === undefined ? 'since its statistics began (they were never reset)' : `in ${days} days`;
    return candidates.map(({ schema, name, table, bytes }) => ({
      object: `index ${schema}.${name}`,
      table: { schema, name: table },
      message: `Index ${name} on ${schema}.${table} (${bytesText(bytes)}) was not used ${since} on this server.`,
      repair: `Check the replicas, which keep their own statistics. If it is unused there, remove it from the schema file, then: migrate revision -m "drop ${name}"`,
    }));
  },
};
