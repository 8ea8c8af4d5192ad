import type { HealthRule, Severity } from '../../rule.ts';
import { quotedPath } from '../../text.ts';

/** At two thousand million transactions without a freeze the server stops writing. */
export const wraparound: HealthRule = {
  code: 'wraparound',
  severity: 'warning',
  find({ tables, server }, { limits: { wraparoundAge } }) {
    const severity = (age: number): Severity => (age >= 3 * wraparoundAge ? 'error' : 'warning');
    const old = tables.flatMap((table) => {
      const age = Math.max(table.frozenAge, table.multixactAge);
      if (age < wraparoundAge) return [];
      const { schema, name } = table;
      return [
        {
          object: `table ${schema}.${name}`,
          table: { schema, name },
          severity: severity(age),
          message: `Table ${schema}.${name} was not frozen for ${age} transactions; at 2147483648 the server stops writing.`,
          repair: `End old transactions, prepared transactions and replication slots, then: VACUUM (FREEZE) ${quotedPath(schema, name)}`,
        },
      ];
    });
    const age = Math.max(server.frozenAge, server.multixactAge);
    if (age < wraparoundAge || old.length > 0) return old;
    return [
      {
        object: `database ${server.database}`,
        table: null,
        severity: severity(age),
        message: `A system table of database ${server.database} was not frozen for ${age} transactions.`,
        repair: 'End old transactions, prepared transactions and replication slots, then: VACUUM (FREEZE)',
      },
    ];
  },
};
