import type { HealthRule } from '../../rule.ts';

/** Rows that nothing tells apart: logical replication cannot change them, and a duplicate stays for good. */
export const noPrimaryKey: HealthRule = {
  code: 'no-primary-key',
  severity: 'warning',
  find({ tables }) {
    return tables
      .filter(({ hasPrimaryKey, isPartition }) => !hasPrimaryKey && !isPartition)
      .map(({ schema, name }) => ({
        object: `table ${schema}.${name}`,
        table: { schema, name },
        message: `Table ${schema}.${name} has no primary key.`,
        repair: `Give it one in the schema file, then: migrate revision -m "primary key of ${name}"`,
      }));
  },
};
