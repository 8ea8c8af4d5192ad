import type { HealthRule } from '../../rule.ts';
import { quotedPath } from '../../text.ts';

/** A failed `CREATE INDEX CONCURRENTLY` leaves it: it is written to with every row, and no query uses it. */
export const invalidIndex: HealthRule = {
  code: 'invalid-index',
  severity: 'error',
  find({ indexes }) {
    return indexes
      .filter(({ isValid }) => !isValid)
      .map((index) => {
        const { schema, name, table, isTableBusy, isAttached, isOnPartitioned } = index;
        const object = `index ${schema}.${name}`;
        if (isTableBusy)
          return {
            object,
            why: `it may be under construction: ${schema}.${table} is locked by a build, VACUUM or ANALYZE`,
          };
        const path = quotedPath(schema, name);
        const found = {
          object,
          table: { schema, name: table },
          message: `Index ${schema}.${name} on ${table} is not valid: queries cannot use it, but every write maintains it.`,
        };
        if (isOnPartitioned) {
          const repair = `Create the missing indexes on its partitions and attach them: ALTER INDEX ${path} ATTACH PARTITION …`;
          return { ...found, repair };
        }
        const repair = `REINDEX INDEX CONCURRENTLY ${path}, or DROP INDEX CONCURRENTLY ${path} when nothing needs it`;
        // Dropping a part of a partitioned index is refused by the server.
        const drop = isAttached
          ? []
          : [{ upgrade: `DROP INDEX CONCURRENTLY IF EXISTS ${path}`, downgrade: null, transaction: false }];
        const reindex = { upgrade: `REINDEX INDEX CONCURRENTLY ${path}`, downgrade: null, transaction: false };
        return { ...found, repair, fix: { message: `repair invalid index ${name}`, ways: [reindex, ...drop] } };
      });
  },
};
