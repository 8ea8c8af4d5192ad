import { expect, test } from 'vitest';
import type { ScratchDatabase } from '../../../../src/ports/proof/scratch.ts';
import { fingerprintRows } from '../../../../src/proof/rows/row-fingerprints.ts';
import { AnswerMemory } from '../../../../src/proof/rows/seeding/answer-memory.ts';
import { converse } from '../../../../src/proof/rows/seeding/converse.ts';
import { seedRows, seedTalk } from '../../../../src/proof/rows/seeding/seed-rows.ts';
import { HARD, on, REFUSING } from './seed-kit.ts';

/** Every fill of the same tables, with what the numbers of rows come from. */
async function leftBy(sql: string, fill: (database: ScratchDatabase) => Promise<unknown>) {
  return await on(sql, async (database) => {
    const said = await fill(database);
    const tables = await database.readTables();
    const numbers = await database.query('select schemaname, sequencename, last_value from pg_sequences order by 1, 2');
    return { said, numbers, prints: await fingerprintRows(database, tables) };
  });
}

test.each([HARD, REFUSING])(
  'whatever is expected of a server, it gets the same statements in the same order',
  async (sql) => {
    const inTurn = await leftBy(sql, async (database) => {
      const tables = await database.readTables();
      return [
        await seedRows(database, tables, { style: 'varied' }),
        await seedRows(database, tables, { style: 'varied', firstRow: 10 }),
      ];
    });
    const memory = new AnswerMemory();
    const foreseen = (known: AnswerMemory, counts: number[]) => async (database: ScratchDatabase) => {
      const tables = await database.readTables();
      const results = [];
      for (const firstRow of [0, 10]) {
        let messages = 0;
        const query: typeof database.query = (...given) => {
          messages += 1;
          return database.query(...given);
        };
        const options = { memory: known, scope: String(firstRow), statements: 'select 1 as one' };
        const { result, rows } = await converse(query, () => seedTalk(tables, { style: 'varied', firstRow }), options);
        expect(rows).toEqual([{ one: 1 }]);
        counts.push(messages);
        results.push(result);
      }
      return results;
    };
    const [first, second, wrong]: [number[], number[], number[]] = [[], [], []];
    expect(await leftBy(sql, foreseen(memory, first))).toEqual(inTurn);
    expect(await leftBy(sql, foreseen(memory, second))).toEqual(inTurn);
    // All that was answered before, and the statements in the same message.
    expect(second).toEqual([1, 1]);
    // Of another server: each answer is that of something else, or none.
    const answers = [
      '[["1"]]',
      '[]',
      '[true, true, true, true]',
      '[false, true, false, true]',
      'true',
      null,
      undefined,
    ];
    let turn = 0;
    class OfOthers extends AnswerMemory {
      override recall(): string | null | undefined {
        turn += 1;
        return answers[turn % answers.length];
      }
    }
    expect(await leftBy(sql, foreseen(new OfOthers(), wrong))).toEqual(inTurn);
  },
);
