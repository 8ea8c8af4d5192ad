import { expect, test } from 'vitest';
import { changeOf } from '../../../src/schema/change/change.ts';
import { mendNumberSources } from '../../../src/schema/mend/number-sources.ts';
import { sequenceName } from '../../../src/schema/mend/sequences/sequence-name.ts';
import { parseRename } from '../../../src/schema/rename/rename-flag.ts';
import { column, table } from '../entities.ts';

const serial = (path: string, type = 'serial') => column(path, type, { notNull: true });
const identity = (path: string, name: string, more = {}) =>
  column(path, 'integer', {
    notNull: true,
    identity: { type: 'always', name, increment: '1', startWith: '1', ...more },
  });
const plain = (path: string) => column(path, 'integer', { notNull: true });

function mend(before: ReturnType<typeof plain>, after: ReturnType<typeof plain>, renames: readonly string[] = []) {
  const { first, renamed, last } = mendNumberSources(
    changeOf([table(before.table), before], [table(after.table), after], renames.map(parseRename)),
  );
  return [first.map(({ sql }) => sql), [...renamed, ...last].map(({ sql }) => sql)];
}

test('serial to identity keeps the position', () => {
  expect(mend(serial('t.id'), identity('t.id', 't_id_seq'))).toEqual([
    ['ALTER TABLE "t" ALTER COLUMN "id" DROP DEFAULT', 'DROP SEQUENCE "t_id_seq"'],
    [
      'ALTER TABLE "t" ALTER COLUMN "id" ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME "t_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1)',
      `SELECT setval('"t_id_seq"', greatest(coalesce(max("id") + 1, 1), 1), false) FROM "t"`,
    ],
  ]);
});

test('a sequence that counts down goes below the lowest', () => {
  const [, last] = mend(plain('t.id'), identity('t.id', 's', { increment: '-2', startWith: '-1' }));
  expect(last?.at(-1)).toBe(`SELECT setval('"s"', least(coalesce(min("id") + (-2), -1), -1), false) FROM "t"`);
});

test('integer to serial makes the sequence that serial would', () => {
  expect(mend(plain('t.id'), serial('t.id', 'bigserial'))[1]).toEqual([
    'CREATE SEQUENCE "t_id_seq" AS bigint OWNED BY "t"."id"',
    `ALTER TABLE "t" ALTER COLUMN "id" SET DEFAULT nextval('"t_id_seq"')`,
    `SELECT setval('"t_id_seq"', greatest(coalesce(max("id") + 1, 1), 1), false) FROM "t"`,
  ]);
});

test('a sequence follows the names and the width of its column', () => {
  expect(mend(serial('t.id'), serial('u.nr', 'bigserial'), ['table t=u', 'column u.id=nr'])).toEqual([
    [],
    ['ALTER SEQUENCE "t_id_seq" RENAME TO "u_nr_seq"', 'ALTER SEQUENCE "u_nr_seq" AS bigint'],
  ]);
});

test('the name of a sequence is cut as PostgreSQL cuts it', () => {
  expect(sequenceName('a'.repeat(60), 'b'.repeat(60))).toBe(`${'a'.repeat(29)}_${'b'.repeat(29)}_seq`);
  expect(sequenceName('t', 'b'.repeat(70))).toHaveLength(63);
});
