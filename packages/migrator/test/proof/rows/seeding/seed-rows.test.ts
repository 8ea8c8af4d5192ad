import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TableShape } from '../../../../src/ports/proof/table-shape.ts';
import type { Answer, Attempt } from '../../../../src/proof/rows/seeding/attempts.ts';
import { seedRows } from '../../../../src/proof/rows/seeding/seed-rows.ts';

const noQuery = async () => {
  throw new Error('everything goes by way of the attempts');
};

/** A table with an `id` and a key to each of the others, by their numbers. */
function tableOf(number: number, targets: readonly number[]): TableShape {
  const int = { sql: 'integer', base: 'int4', kind: 'base' } as const;
  const column = (name: string) => ({
    name,
    type: int,
    notNull: true,
    hasDefault: false,
    identity: false,
    generated: false,
  });
  return {
    schema: 'public',
    name: `t${number}`,
    partitioned: false,
    columns: [column('id'), ...targets.map((target) => column(`to${target}`))],
    foreignKeys: targets.map((target) => ({
      columns: [`to${target}`],
      schema: 'public',
      table: `t${target}`,
      referenced: ['id'],
    })),
    checks: [],
  };
}

type Asked = { readonly kind: 'insert' | 'keys' | 'look'; readonly table: string };

function askedBy([statement = '']: Attempt): Asked {
  const insert = /insert into "public"\."(t\d+)"/.exec(statement);
  if (insert?.[1] !== undefined) return { kind: 'insert', table: insert[1] };
  const keys = /select distinct [\s\S]*from "public"\."(t\d+)"/.exec(statement);
  if (keys?.[1] !== undefined) return { kind: 'keys', table: keys[1] };
  return { kind: 'look', table: /from "public"\."(t\d+)"/.exec(statement)?.[1] ?? '' };
}

test.each([1, 4, 9])('a chain of %i tables is filled in as many messages, and one more', async (length) => {
  const tables = Array.from({ length }, (_, number) => tableOf(number, number === 0 ? [] : [number - 1]));
  let messages = 0;
  const attempt = async (_query: unknown, attempts: readonly Attempt[]): Promise<readonly Answer[]> => {
    messages += 1;
    return attempts.map((each) => ({
      text: askedBy(each).kind === 'keys' ? '[["1"],["2"]]' : '[true,true,true,true]',
    }));
  };
  expect(await seedRows({ query: noQuery }, tables, { style: 'varied', attempt })).toEqual([]);
  expect(messages).toBe(length);
});

/** For each table the earlier ones that it points to. */
const shapes = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 8 })
  .map((all) =>
    all.map((targets, number) =>
      tableOf(number, number === 0 ? [] : [...new Set(targets.map((target) => target % number))]),
    ),
  );

test('keys are looked at when all the rows are there that they may point to, whatever is refused', async () => {
  await fc.assert(
    fc.asyncProperty(shapes, fc.infiniteStream(fc.boolean()), async (tables, refusals) => {
      const asked: Asked[] = [];
      const attempt = async (_query: unknown, attempts: readonly Attempt[]): Promise<readonly Answer[]> =>
        attempts.map((each) => {
          const question = askedBy(each);
          asked.push(question);
          if (question.kind === 'keys') return { text: '[["1"],["2"]]' };
          const isRefused: boolean = refusals.next().value;
          const taken = question.kind === 'insert' && each.length === 1 ? '[true,true,true,true]' : 'true';
          return isRefused ? { text: null, problem: 'refused' } : { text: taken };
        });
      const unseeded = await seedRows({ query: noQuery }, tables, { style: 'varied', attempt });
      for (const { table } of unseeded) expect(asked.some((one) => `public.${one.table}` === table)).toBe(true);
      for (const { name, foreignKeys } of tables) {
        const first = asked.findIndex(({ kind, table }) => kind === 'insert' && table === name);
        expect(first).toBeGreaterThanOrEqual(0);
        for (const { table: target } of foreignKeys) {
          const written = asked.findLastIndex(({ kind, table }) => kind === 'insert' && table === target);
          const looked = asked.slice(0, first).findLastIndex(({ kind, table }) => kind === 'keys' && table === target);
          expect(looked).toBeGreaterThan(written);
          expect(first).toBeGreaterThan(looked);
        }
      }
    }),
  );
});
