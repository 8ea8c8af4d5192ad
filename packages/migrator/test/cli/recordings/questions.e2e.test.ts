import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { runMigrate } from '../../support/run-migrate.ts';
import { KEYS } from '../../support/terminal/open-terminal.ts';
import { shop } from './shop.ts';
import { sameAsRecorded, story } from './story.ts';

interface Question {
  readonly args: readonly string[];
  /** The file of `src/commands` that asks it. */
  readonly asks: string;
  /** A coding agent runs the command. */
  readonly byAgent?: boolean;
}

const QUESTIONS: Readonly<Record<string, Question>> = {
  downgrade: { args: ['downgrade', '-1'], asks: 'shared/consent/plan-losses.ts' },
  'lossy-upgrade': { args: ['upgrade'], asks: 'shared/consent/plan-losses.ts' },
  'agent-upgrade': { args: ['upgrade', 'b1'], asks: 'shared/consent/plan-losses.ts', byAgent: true },
  'agent-stamp': { args: ['stamp', 'b1'], asks: 'stamp/stamp.ts', byAgent: true },
  'stamp-purge': { args: ['stamp', 'base', '--purge'], asks: 'stamp/stamp.ts' },
  repair: { args: ['repair', 'forget', 'a1', '--reason', 'it never ran'], asks: 'repair/repair.ts' },
};

const REVISIONS = [
  { id: 'a1', message: 'items', up: 'create table items (id int, title text);', down: 'drop table items;' },
  { id: 'b1', message: 'prices', up: 'create table prices (id int);', down: 'drop table prices;' },
  {
    id: 'c1',
    message: 'no titles',
    options: 'lossy="the titles"',
    up: 'alter table items drop column title;',
    down: 'alter table items add column title text;',
  },
];

/** A protected database at `a1`. */
async function production() {
  const database = await freshDatabase();
  const cwd = shop(REVISIONS, { environments: { production: { urlVariable: 'PRODUCTION', protected: true } } });
  await runMigrate(['upgrade', 'a1'], { cwd, env: { DATABASE_URL: database.url } });
  return { cwd, database };
}

const ASKED = /[●○] yes.*[●○] no\n└/;

const applied = async ({ query }: FreshDatabase) => await query('select revision from braid.applied order by 1');

test.each(Object.entries(QUESTIONS))(
  '%s: no, Ctrl-C and Ctrl-D change nothing, yes does it',
  async (name, question) => {
    const { cwd, database } = await production();
    const env = { PRODUCTION: database.url, NO_COLOR: '1', ...(question.byAgent ? { CLAUDECODE: '1' } : {}) };
    const before = await applied(database);
    const texts: string[] = [];
    const answer = async (who: string, keys: string, columns: number) => {
      const { answer: press, frame, end } = story([...question.args, '--env', 'production'], { cwd, columns, env });
      await frame(`the question in ${columns} columns: ${who}`, ASKED);
      press(keys);
      const { exitCode, text } = await end();
      texts.push(text);
      return exitCode;
    };
    const refused = [
      await answer('no', 'n', 120),
      await answer('Ctrl-C', KEYS.ctrlC, 80),
      await answer('Ctrl-D', KEYS.ctrlD, 80),
    ];
    expect(refused).toEqual([130, 130, 130]);
    expect(await applied(database)).toEqual(before);
    expect(await answer('yes', 'y', 80)).toBe(0);
    expect(await applied(database)).not.toEqual(before);
    await sameAsRecorded(texts.join('\n'), `questions/${name}`);
  },
);

test('the embedded server is deleted when somebody says yes, and by nothing else', async () => {
  const cwd = shop([]);
  for (const [keys, code] of [
    [KEYS.ctrlD, 130],
    [KEYS.ctrlC, 130],
    ['n', 130],
    ['y', 0],
  ] as const) {
    const { answer, terminal, end } = story(['db', 'reset'], { cwd, columns: 80 });
    await terminal.until(ASKED);
    answer(keys);
    expect(await end()).toMatchObject({ exitCode: code });
  }
});

/** Files that ask what other tests ask, or nothing of a terminal's. */
const ELSEWHERE = [
  // Coding agents alone are asked: test/commands/shared/consent.
  'adopt/adopt.ts',
  'adopt/database/take-over.ts',
  // test/commands/amend.
  'amend/amend.ts',
  'batches/batches.ts',
  // test/commands/db.
  'db/branch/prune-branches.ts',
  // newer-commands.e2e.test.ts.
  'dev/apply-changes.ts',
  // test/commands/dev.
  'dev/discard.ts',
  'ensure-version/ensure-version.ts',
  // test/commands/fleet.
  'fleet/fleet-orders.ts',
  'fleet/fleet-provision.ts',
  'fleet/fleet-run.ts',
  // newer-commands.e2e.test.ts.
  'lint/fix/fix-lint.ts',
  // With partitions that are old enough: test/commands/partitions.
  'partitions/partitions.ts',
  // Of renames: first-project.e2e.test.ts.
  'shared/schema/settle-renames.ts',
  // On a protected database: test/commands/seed.
  'seed/seed.ts',
  // test/commands/squash.
  'squash/squash.ts',
];

test('every question of the program is recorded', () => {
  const commands = resolve(import.meta.dirname, '../../../src/commands');
  const asking = readdirSync(commands, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      file.endsWith('.ts') &&
      /\bawait (?:confirmLoss|questioner\.askRename)\(/.test(readFileSync(join(commands, file), 'utf8')),
  );
  const recorded = Object.values(QUESTIONS).map(({ asks }) => asks);
  expect([...new Set(recorded), 'db/db.ts', ...ELSEWHERE].sort()).toEqual(asking.sort());
});
