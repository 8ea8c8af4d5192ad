import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import type { HealthRule } from '../../rule.ts';
import { quotedPath } from '../../text.ts';

/** A trigger that does not fire; one of a foreign key means that the key is not enforced. */
export const triggerDisabled: HealthRule = {
  code: 'trigger-disabled',
  severity: 'warning',
  find({ disabledTriggers }) {
    return disabledTriggers.map(({ schema, table, name, foreignKey }) => {
      const alter = `ALTER TABLE ${quotedPath(schema, table)} ENABLE TRIGGER`;
      const found = { table: { schema, name: table } };
      if (foreignKey === null) {
        return {
          ...found,
          object: `trigger ${schema}.${table}.${name}`,
          message: `Trigger ${name} on ${schema}.${table} is disabled.`,
          repair: `${alter} ${quoteIdentifier(name)}, unless it was disabled on purpose`,
        };
      }
      return {
        ...found,
        severity: 'error',
        object: `trigger ${schema}.${table}.${name}`,
        message: `Foreign key ${foreignKey} is not enforced on ${schema}.${table}: its trigger ${name} is disabled.`,
        repair: `${alter} ALL, then check the rows written meanwhile: migrate health --orphans`,
      };
    });
  },
};
