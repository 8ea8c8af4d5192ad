import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import type { HealthRule } from '../../rule.ts';
import { quotedPath } from '../../text.ts';

/** A constraint that was added with NOT VALID: new rows are checked, those from before it are not. */
export const constraintNotValidated: HealthRule = {
  code: 'constraint-not-validated',
  severity: 'warning',
  find({ unvalidated }) {
    return unvalidated.map(({ schema, table, name, definition }) => {
      const alter = `ALTER TABLE ${quotedPath(schema, table)}`;
      const constraint = quoteIdentifier(name);
      const upgrade = `${alter} VALIDATE CONSTRAINT ${constraint}`;
      const back = `${alter} DROP CONSTRAINT ${constraint}, ADD CONSTRAINT ${constraint} ${definition}`;
      return {
        object: `constraint ${schema}.${table}.${name}`,
        table: { schema, name: table },
        message: `Constraint ${name} on ${schema}.${table} is not validated: older rows may violate it.`,
        repair: upgrade,
        fix: {
          message: `validate constraint ${name}`,
          ways: [
            { upgrade, downgrade: back, transaction: true },
            { upgrade, downgrade: null, transaction: true },
          ],
        },
      };
    });
  },
};
