import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dev } from '../../../src/commands/dev/dev.ts';
import type { DevOptions } from '../../../src/commands/dev/dev-options.ts';
import type { RunnerEvent } from '../../../src/execute/runner-event.ts';
import { createStopSignal } from '../../../src/execute/stop-signal.ts';
import type { Questioner } from '../../../src/ports/terminal/questioner.ts';
import { withWorkbench } from '../../../src/wiring/with-workbench.ts';
import { waitFor } from '../../support/wait-for.ts';
import type { Feature } from '../amend/amend-kit.ts';
import { BASE, onBranch } from './dev-kit.ts';

/** `migrate dev` in this process: what it told, and a way to end it. */
function watched({ root, database }: Feature, options: DevOptions = {}, questioner?: Questioner) {
  const stop = createStopSignal();
  const events: RunnerEvent[] = [];
  const ended = withWorkbench(
    {
      ...{
        cwd: root,
        variables: { PATH: process.env.PATH, DATABASE_URL: database.url },
        runs: 'dev',
        stop,
        questioner,
      },
      onEvent: (event) => events.push(event),
    },
    (bench) => dev(bench, 'watch', options),
  );
  ended.catch(() => undefined);
  let heard = 0;
  const next = async (type: RunnerEvent['type']) => {
    const found = await waitFor(`${type}, of ${events.map((event) => event.type).join(' ')}`, () => {
      const at = events.findIndex((event, index) => index >= heard && event.type === type);
      if (at < 0) return undefined;
      heard = at + 1;
      return events[at];
    });
    return found;
  };
  return { events, ended, next, stop: () => stop.raise() };
}

const EXTRA = BASE.replace(' })', ', extra: p.integer() })');

test('saves are applied as they come; what cannot be says where, and the last good state stays', async () => {
  const it = await onBranch();
  it.write('shared/names.ts', "export const name = 'one';\n");
  const asked: string[] = [];
  const run = watched(
    it,
    {},
    {
      async askRename({ created, candidates: [first] }) {
        asked.push(created.join('.'));
        return first;
      },
    },
  );
  expect(await run.next('dev-watching')).toMatchObject({ branch: 'feature/prices', polling: false });
  it.schema('shop', EXTRA);
  expect(await run.next('dev-applied')).toMatchObject({ drafts: 1, statements: [expect.stringContaining('extra')] });
  // Between two saves of an editor that writes by renaming, and once more with the same text.
  it.schema('shop', 'export const base = p.pgTable(');
  expect(await run.next('dev-not-applied')).toMatchObject({
    ...{ code: 'schema-file-syntax', waits: false, file: 'features/shop/src/schema.ts' },
    line: expect.any(Number),
  });
  expect(await it.database.query('select extra from base')).toHaveLength(3);
  it.write(
    'features/shop/src/schema.ts.new',
    `import { name } from '../../../shared/names.ts';\nimport * as p from 'drizzle-orm/pg-core';\n${EXTRA}export const more = p.pgTable(name, { id: p.integer() });`,
  );
  renameSync(join(it.root, 'features/shop/src/schema.ts.new'), join(it.root, 'features/shop/src/schema.ts'));
  expect(await run.next('dev-applied')).toMatchObject({ statements: [expect.stringContaining('"one"')] });
  // A file that a schema imports from outside its slice; a rename, which is asked once.
  it.write('shared/names.ts', "export const name = 'two';\n");
  expect(await run.next('dev-applied')).toMatchObject({ statements: [expect.stringContaining('RENAME TO "two"')] });
  expect(asked).toEqual(['public.two']);
  it.write('features/shop/sql/v.sql', 'create view v as select extra from base;\n');
  expect(await run.next('dev-applied')).toMatchObject({ statements: [expect.stringContaining('create view v')] });
  // Without a terminal for it, what would lose rows waits, and says what for.
  it.write('features/shop/sql/v.sql', '');
  await run.next('dev-applied');
  it.schema('shop', BASE.replace(', n: p.text()', ''));
  expect(await run.next('dev-not-applied')).toMatchObject({ waits: true, code: 'confirmation-required' });
  expect(await it.database.query('select n from base')).toHaveLength(3);
  it.schema('shop', EXTRA.replace(' })', ', sure: p.integer().notNull() })'));
  // What is saved while the save before it is applied may be reported twice.
  let refused = await run.next('dev-not-applied');
  while (refused?.type === 'dev-not-applied' && refused.waits) refused = await run.next('dev-not-applied');
  expect(refused).toMatchObject({
    ...{ waits: false, code: 'statement-failed', file: null },
    message: expect.stringMatching(/^The change of shop failed: [^\n]*\n {4}ALTER TABLE/),
  });
  // Another one at the same time, and a commit from another terminal.
  expect(await it.answer('dev', 'status')).toMatchObject({ watcher: process.pid });
  expect(await it.answer('dev')).toMatchObject({ exitCode: 4, error: { code: 'dev-running' } });
  it.schema('shop', EXTRA);
  await run.next('dev-applied');
  expect(await it.answer('dev', 'commit', '-m', 'extra')).toMatchObject({ exitCode: 0, committed: true });
  it.schema('shop', EXTRA.replace(' })', ', last: p.integer() })'));
  expect(await run.next('dev-applied')).toMatchObject({ drafts: 1 });
  run.stop();
  expect(await run.ended).toMatchObject({ action: 'watch', drafts: [{}] });
  expect(await it.answer('dev', 'status')).toMatchObject({ watcher: null, drafts: [{}] });
});

test('a slice is followed with those that depend on it; another branch ends the watching', async () => {
  const it = await onBranch({ shop: BASE, other: '' });
  const run = watched(it, { slice: 'shop', poll: true });
  expect(await run.next('dev-watching')).toMatchObject({ polling: true });
  it.schema('other', "export const o = p.pgTable('o', { id: p.integer() });");
  it.schema('shop', EXTRA);
  expect(await run.next('dev-applied')).toMatchObject({ statements: [expect.stringContaining('extra')] });
  it.git('checkout', '-qb', 'another');
  it.schema('shop', BASE);
  await expect(run.ended).rejects.toMatchObject({ code: 'dev-branch-changed' });
  expect(await it.database.query('select extra from base')).toHaveLength(3);
});
