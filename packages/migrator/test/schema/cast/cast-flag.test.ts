import { expect, test } from 'vitest';
import { castsColumn, parseCastFlag } from '../../../src/schema/cast/cast-flag.ts';
import { changeOf } from '../../../src/schema/change/change.ts';
import { mendCasts } from '../../../src/schema/mend/casts.ts';
import { column, enumOf, table } from '../entities.ts';

test.each([
  ['t.n=n::int', ['t', 'n'], 'n::int'],
  ['t.n = upper(n)', ['t', 'n'], 'upper(n)'],
  ['app."Odd t"."a""b"="x" = \'=;)\'', ['app', 'Odd t', 'a"b'], '"x" = \'=;)\''],
])('%s', (text, path, expression) => {
  expect(parseCastFlag(text)).toEqual({ text, path, expression });
});

test.each([
  ['n=1', 'no-column'],
  ["t.'n'=1", 'no-column'],
  ['a.b.c.d=1', 'no-column'],
  ['t.n', 'no-equals'],
  ['t.n=', 'no-expression'],
  ['t.n=n); drop table t; --', 'no-expression'],
  ['t.n=(n', 'no-expression'],
  ['t.n=n -- as it is', 'no-expression'],
  ["t.n='open", 'no-expression'],
])('%s is refused', (text, problem) => {
  expect(() => parseCastFlag(text)).toThrow(
    expect.objectContaining({ code: 'cast-flag', facts: { flag: text, problem } }),
  );
});

const cast = (flag: string, facts: Parameters<typeof column>[2] = {}, type = 'uuid') => {
  const change = changeOf(
    [table('t'), column('t.n', 'integer'), column('t.n_renaming')],
    [enumOf('mood', 'sad', "it's"), table('t'), column('t.n', type, facts), column('t.n_renaming')],
  );
  return mendCasts(change, [parseCastFlag(flag)]).first.map(({ sql }) => sql);
};

test('a column gets its type by the expression, by way of another one where that has a query', () => {
  expect(cast('t.n=gen_random_uuid()')).toEqual([
    'ALTER TABLE "t" ALTER COLUMN "n" SET DATA TYPE uuid USING (gen_random_uuid())',
  ]);
  expect(cast('public.t.n=array(select n)', { dimensions: 1 }, 'integer')).toEqual([
    'ALTER TABLE "t" ADD COLUMN "n_renaming2" integer[]',
    'UPDATE "t" SET "n_renaming2" = (array(select n))',
    'ALTER TABLE "t" ALTER COLUMN "n" SET DATA TYPE integer[] USING "n_renaming2"',
    'ALTER TABLE "t" DROP COLUMN "n_renaming2"',
  ]);
  expect(cast("t.n='sad'", { typeSchema: 'public' }, 'mood')).toEqual([
    `CREATE TYPE "mood" AS ENUM ('sad', 'it''s')`,
    `ALTER TABLE "t" ALTER COLUMN "n" SET DATA TYPE "mood" USING ('sad')`,
  ]);
  expect(cast('t.other=1')).toEqual([]);
});

test('a flag names one column', () => {
  expect(castsColumn(parseCastFlag('t.n=1'), column('t.n'))).toBe(true);
  expect(castsColumn(parseCastFlag('t.n=1'), column('app.t.n'))).toBe(false);
  expect(castsColumn(parseCastFlag('app.t.n=1'), column('app.t.n'))).toBe(true);
});
