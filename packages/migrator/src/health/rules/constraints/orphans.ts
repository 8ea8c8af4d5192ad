import type { HealthRule } from '../../rule.ts';

/** Rows whose other row is gone: restored without checks, or written while triggers were disabled. */
export const orphans: HealthRule = {
  code: 'orphans',
  severity: 'error',
  find({ orphans: counted = [] }) {
    return counted
      .filter(({ orphans: rows }) => rows > 0)
      .map(({ schema, table, name, orphans: rows }) => ({
        object: `foreign key ${schema}.${table}.${name}`,
        table: { schema, name: table },
        message: `${rows} rows of ${schema}.${table} refer to a missing row (foreign key ${name}).`,
        repair:
          'Decide which rows are right, and correct them with a data revision: migrate revision --data -m "correct orphans"',
      }));
  },
};
