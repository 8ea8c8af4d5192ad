import { expect, test } from 'vitest';
import { sharedRole } from '../../src/sql/statement/roles/shared-role.ts';
import { statementEffects } from '../../src/sql-objects/effects/statement-effects.ts';
import { parsed } from './parsed.ts';

const effectsOf = (sql: string) => parsed(sql).map(statementEffects);

test.each(['CREATE ROLE "reader" WITH CREATEDB', 'DROP ROLE IF EXISTS "reader"'])(
  'what the block around %s does can be read',
  (sql) => {
    expect(effectsOf(sharedRole(sql))).toEqual([{ effects: [] }]);
    expect(effectsOf(sharedRole(sql).replace('BEGIN', 'BEGIN DROP TABLE t;'))).toEqual([{ effects: [], opaque: true }]);
  },
);
