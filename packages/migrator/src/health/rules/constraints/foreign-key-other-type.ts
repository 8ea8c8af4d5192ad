import type { HealthRule } from '../../rule.ts';

/** A column that refers to one of another type: comparing them needs a cast, and a narrower one ends first. */
export const foreignKeyOtherType: HealthRule = {
  code: 'foreign-key-other-type',
  severity: 'warning',
  find({ foreignKeys }) {
    return foreignKeys.flatMap(
      ({ schema, table, name, columns, types, otherSchema, otherTable, otherColumns, otherTypes }) => {
        const at = types.findIndex((type, index) => type !== otherTypes[index]);
        if (at < 0) return [];
        return [
          {
            object: `foreign key ${schema}.${table}.${name}`,
            table: { schema, name: table },
            message: `Foreign key ${name}: ${schema}.${table}.${columns[at]} is ${types[at]}, but ${otherSchema}.${otherTable}.${otherColumns[at]} is ${otherTypes[at]}.`,
            repair: `Give the column in the schema file the type ${otherTypes[at]}, then: migrate revision -m "widen ${columns[at]}" (it rewrites the table)`,
          },
        ];
      },
    );
  },
};
