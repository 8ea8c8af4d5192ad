import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import type { HealthRule } from '../../rule.ts';
import { quotedPath } from '../../text.ts';

/** The operating system sorts texts differently from when the indexes were built: rows may not be found in them. */
export const collationVersion: HealthRule = {
  code: 'collation-version',
  severity: 'error',
  find({ collations, server }) {
    return collations
      .filter(({ recorded, actual }) => recorded !== actual)
      .map(({ schema, name, recorded, actual }) => {
        const [label, refresh] =
          schema === null
            ? [`database ${name}`, `ALTER DATABASE ${quoteIdentifier(server.database)} REFRESH COLLATION VERSION`]
            : [`collation ${schema}.${name}`, `ALTER COLLATION ${quotedPath(schema, name)} REFRESH VERSION`];
        return {
          object: label,
          table: null,
          message: `The ${label} has version ${recorded}, but the system provides ${actual}: indexes on texts may be wrong.`,
          repair: `REINDEX (CONCURRENTLY) the indexes on texts, then: ${refresh}`,
        };
      });
  },
};
