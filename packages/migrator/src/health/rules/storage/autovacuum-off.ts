import type { HealthRule } from '../../rule.ts';
import { quotedPath } from '../../text.ts';

const OFF = /^(?:toast\.)?autovacuum_enabled=(?:false|off|no|0|f|n|of|fa|fal|fals)$/i;

/** Without autovacuum a table only grows, and its statistics grow old. */
export const autovacuumOff: HealthRule = {
  code: 'autovacuum-off',
  severity: 'warning',
  find({ server, tables }) {
    const whole = server.autovacuum
      ? []
      : [
          {
            object: `database ${server.database}`,
            table: null,
            severity: 'error' as const,
            message: 'Autovacuum is off on this server.',
            repair: 'ALTER SYSTEM SET autovacuum = on; SELECT pg_reload_conf()',
          },
        ];
    const single = tables.flatMap(({ schema, name, options }) =>
      options
        .filter((option) => OFF.test(option))
        .map((option) => {
          const alter = `ALTER TABLE ${quotedPath(schema, name)}`;
          const key = option.replace(/=.*/, '');
          const upgrade = `${alter} RESET (${key})`;
          return {
            object: `table ${schema}.${name}`,
            table: { schema, name },
            message: `Autovacuum is off for table ${schema}.${name} (${option}).`,
            repair: upgrade,
            fix: {
              message: `turn autovacuum on for ${name}`,
              ways: [
                { upgrade, downgrade: `${alter} SET (${option})`, transaction: true },
                { upgrade, downgrade: null, transaction: true },
              ],
            },
          };
        }),
    );
    return [...whole, ...single];
  },
};
