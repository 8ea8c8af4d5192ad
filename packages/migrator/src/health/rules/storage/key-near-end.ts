import type { KeyFacts } from '../../facts/key-facts.ts';
import type { Fix, Found, HealthRule, Unseen } from '../../rule.ts';
import { quotedPath } from '../../text.ts';

/** A sequence, or an integer key, that runs out of numbers: then no row can be inserted. */
export const keyNearEnd: HealthRule = {
  code: 'key-near-end',
  severity: 'error',
  find({ keys }, { limits }) {
    return keys.flatMap((key): readonly (Found | Unseen)[] => {
      const { kind, schema, name, table, tableSchema, column, isReadable, last, limit } = key;
      const label = kind === 'sequence' ? `${schema}.${name}` : `${schema}.${table}.${column}`;
      const object = `${kind} ${label}`;
      if (!isReadable) return [{ object, why: `the role may not read its last value` }];
      if (last === null || last <= 0) return [];
      if (key.cycles && limit === key.sequenceLimit) return [];
      const percent = Math.floor((100 * last) / limit);
      if (percent < limits.keyPercent) return [];
      const of = kind === 'column' || column === null ? '' : ` of ${tableSchema}.${table}.${column}`;
      return [
        {
          object,
          table: table === null ? { schema, name } : { schema: tableSchema ?? schema, name: table },
          severity: percent >= 95 ? 'error' : 'warning',
          message: `${kind === 'sequence' ? 'Sequence' : 'Key'} ${label}${of} is at ${last} of ${limit} (${percent}%).`,
          repair: repairOf(key),
          ...fixOf(key),
        },
      ];
    });
  },
};

/** The sequence ends before its column does. */
function isNarrow({ kind, type, columnType, cycles }: KeyFacts): boolean {
  return kind === 'sequence' && type !== 'bigint' && columnType === 'bigint' && !cycles;
}

function fixOf(key: KeyFacts): { readonly fix?: Fix } {
  if (!isNarrow(key)) return {};
  const { schema, name, type } = key;
  const alter = `ALTER SEQUENCE ${quotedPath(schema, name)} AS`;
  const upgrade = `${alter} bigint`;
  return {
    fix: {
      message: `make sequence ${name} a bigint`,
      ways: [
        { upgrade, downgrade: `${alter} ${type}`, transaction: true },
        { upgrade, downgrade: null, transaction: true },
      ],
    },
  };
}

function repairOf(key: KeyFacts): string {
  const { schema, name, column, columnType } = key;
  if (isNarrow(key)) return `ALTER SEQUENCE ${quotedPath(schema, name)} AS bigint`;
  if (column === null || columnType === 'bigint')
    return `ALTER SEQUENCE ${quotedPath(schema, name)} with a higher MAXVALUE`;
  return `Widen ${column}, and what refers to it, to bigint in the schema file, then: migrate revision -m "widen ${column}". It rewrites the table; for a large one add a column, fill it in batches and change over`;
}
