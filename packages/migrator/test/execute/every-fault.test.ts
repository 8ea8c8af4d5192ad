import { describe, expect, test } from 'vitest';
import { InMemoryDatabase } from '../../src/testing/in-memory-database.ts';
import type { InMemoryFault } from '../../src/testing/in-memory-faults.ts';
import { line, type RevisionText } from './support/revisions.ts';
import { runner } from './support/runner.ts';

const revisions: readonly RevisionText[] = line(
  { id: 'aaaa', up: 'create a1;\ncreate a2', down: 'drop a2;\ndrop a1' },
  { id: 'bbbb', up: 'create b1', down: 'drop b1' },
  {
    id: 'cccc',
    up: 'create c1;\ncreate index concurrently c2 on c1 (x);\ncreate c3',
    down: 'drop c3;\ndrop index concurrently c2;\ndrop c1',
    options: 'transaction=off',
  },
  { id: 'dddd', up: 'create d1', down: 'drop d1' },
  {
    id: 'eeee',
    up: 'update e1 where id > :from and id <= :to;\ninsert e2 where id > :from and id <= :to',
    down: 'delete e1 where id > :from and id <= :to',
    options: 'batch="e(id)"',
  },
);
const bounds = "where id >= '1'::bigint and id <= '1'::bigint";
const upward = [
  'create a1',
  'create a2',
  'create b1',
  'create c1',
  'create index concurrently c2 on c1 (x)',
  'create c3',
  'create d1',
  `update e1 ${bounds}`,
  `insert e2 ${bounds}`,
];
const downward = [
  `delete e1 ${bounds}`,
  'drop d1',
  'drop c3',
  'drop index concurrently c2',
  'drop c1',
  'drop b1',
  'drop a2',
  'drop a1',
];

/** A database and a runner by one clock, which goes on when somebody waits: the lease of a run that was lost ends by it. */
function open(faults: readonly InMemoryFault[] = [], unheard = false) {
  let passedMs = 0;
  const now = () => new Date(Date.UTC(2026, 0, 1) + passedMs);
  const database = new InMemoryDatabase(faults, now);
  const pause = async (milliseconds: number) => {
    passedMs += milliseconds;
  };
  return { database, on: () => runner(revisions, { url: '', database, pause, now, unheard }) };
}

/** As many as one undisturbed run up and down has. */
async function operations(): Promise<number> {
  const { database, on } = open();
  await on().upgrade();
  await on().downgrade();
  expect(database.committed).toEqual([...upward, ...downward]);
  return database.operations;
}

describe('whatever fails, at whichever operation', async () => {
  const count = await operations();
  const faults = ['lost-before', 'lost-after', '55P03', '42601'].flatMap((how) =>
    Array.from({ length: 2 * count }, (_, index) => {
      return { how, at: Math.floor(index / 2) + 1, unheard: index % 2 === 1 };
    }),
  );

  // Unheard, as in a fleet, a run tells nothing of its statements, and the rest is the same.
  test.each(faults)(
    '$how at $at (unheard: $unheard): every statement is committed once, and the heads are reached',
    async (fault) => {
      const { database, on } = open([fault], fault.unheard);
      const untilDone = async (run: () => Promise<{ readonly heads: readonly string[] }>) => {
        const first = await run().catch((error: unknown) => error);
        if (first instanceof Error) {
          expect(first).toHaveProperty('code');
          return (await run()).heads;
        }
        return (await run()).heads;
      };
      expect(await untilDone(() => on().upgrade())).toEqual(['eeee']);
      expect(await untilDone(() => on().downgrade())).toEqual([]);
      expect(database.committed).toEqual([...upward, ...downward]);
      const state = await database.readState();
      expect([state.applied, state.halfRuns]).toEqual([[], []]);
    },
  );

  test('lost again and again, it gives up and says so', async () => {
    const always = Array.from({ length: 50 }, (_, index) => ({ how: 'lost-before', at: index + 5 }));
    await expect(open(always).on().upgrade()).rejects.toMatchObject({
      code: 'database-connection-lost',
    });
  });
});
