import { expect, test } from 'vitest';
import { parseRename } from '../../../src/schema/rename/rename-flag.ts';
import { replayRenames } from '../../../src/schema/rename/replay-renames.ts';
import { renameValue } from '../../../src/sql/text/rename-value.ts';
import { column, enumOf, table } from '../../schema/entities.ts';

const use = { type: 'mood', columns: new Set(['m', 'Odd m']), arrays: new Set(['all_of']) };

// What PostgreSQL makes of these after RENAME VALUE is in rename-value.db.test.ts.
test.each([
  [`m = 'sad'`, `m = 'blue'`],
  [`"t"."m" <> 'sad' and note = 'sad'`, `"t"."m" <> 'blue' and note = 'sad'`],
  [`"Odd m" != 'sad'`, `"Odd m" != 'blue'`],
  [`'sad' = m`, `'blue' = m`],
  [`'sad' >= t.m`, `'blue' >= t.m`],
  [`m in ('ok', 'sad')`, `m in ('ok', 'blue')`],
  [`n > 1 or m not in ('sad')`, `n > 1 or m not in ('blue')`],
  [`m is distinct from 'sad'`, `m is distinct from 'blue'`],
  [`m is not distinct from 'sad'`, `m is not distinct from 'blue'`],
  [`'sad' = any (all_of)`, `'blue' = any (all_of)`],
  [`coalesce(m, 'sad'::mood) = 'ok'`, `coalesce(m, 'blue'::mood) = 'ok'`],
  [`m = 'sad'::"public"."mood"`, `m = 'blue'::"public"."mood"`],
  [`case when m = 'sad' then 1 else 0 end`, `case when m = 'blue' then 1 else 0 end`],
])('%s', (sql, expected) => {
  expect(renameValue(sql, use, 'sad', 'blue').sql).toBe(expected);
});

test.each([
  `note = 'sad'`,
  `m::text = 'sad'`,
  `lower(m::text) = 'sad'`,
  `note || m = 'sad'`,
  `'sad' = m::text`,
  `m = any ('{sad}'::mood[])`,
  `coalesce(m::text, 'sad') = 'ok'`,
  `exists (select 1 from u where m = 'sad')`,
  `'sad'::text = note`,
  `'sad'::mood[] = all_of`,
])('not told: %s', (sql) => {
  const { sql: after, isSure } = renameValue(sql, use, 'sad', 'blue');
  expect(after).toBe(sql);
  expect(isSure).toBe(sql.includes("'{sad}'"));
});

test.each([
  ["'sad'", 0, "'blue'"],
  ["'{sad,ok}'", 1, "'{blue,ok}'"],
  [`'{"sad",sad}'`, 1, "'{blue,blue}'"],
  ["'{{sad},{ok}}'", 2, "'{{blue},{ok}}'"],
  ["'{ok}'", 1, "'{ok}'"],
  [`'sad'::mood`, 0, `'blue'::mood`],
])('a default %s', (initial, dimensions, expected) => {
  const facts = { typeSchema: 'public', default: initial, ...(dimensions === 0 ? {} : { dimensions }) };
  const state = [enumOf('mood', 'sad', 'ok'), table('t'), column('t.m', 'mood', facts)];
  const [, , renamed] = replayRenames(state, [parseRename("enum-value mood.'sad'=blue")]);
  expect(renamed).toMatchObject({ facts: { default: expected } });
});
