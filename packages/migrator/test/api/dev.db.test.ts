import { expect } from 'vitest';
import { createMigrator, type RunnerEvent } from '../../src/index.ts';
import { BASE, isAsBuilt, onBranch } from '../commands/dev/dev-kit.ts';
import { longTest } from '../support/sample.ts';
import { waitFor } from '../support/wait-for.ts';

const EXTRA = BASE.replace(' })', ', extra: p.integer() })');

longTest('the actions of migrate dev as methods: a watch, what it tells, a commit and a discard', async () => {
  const it = await onBranch();
  const heard: RunnerEvent[] = [];
  const migrator = createMigrator({
    ...{ root: it.root, url: it.database.url },
    onEvent: (event) => heard.push(event),
  });
  const told = async (type: RunnerEvent['type'], number = 1) =>
    await waitFor(`${type}, ${number} times`, () => heard.filter((event) => event.type === type)[number - 1]);
  const stopping = new AbortController();
  const watching = migrator.dev.watch({ signal: stopping.signal });
  await told('dev-watching');
  it.schema('shop', EXTRA);
  expect(await told('dev-applied')).toMatchObject({ drafts: 1, statements: [expect.stringContaining('extra')] });

  // What it waits for, another call says, beside it.
  it.schema('shop', EXTRA.replace('n: p.text()', 'title: p.text()'));
  expect(await told('dev-not-applied')).toMatchObject({ waits: true, code: 'rename-ambiguous' });
  const renamed = await migrator.dev.once({ renames: ['base.n=title'] });
  expect(renamed).toMatchObject({
    action: 'once',
    branch: 'feature/prices',
    upgraded: [],
    drafts: [{ slice: 'shop' }],
  });
  expect(await migrator.dev.status()).toMatchObject({ watcher: process.pid, drafts: [{}, {}] });
  const second = migrator.dev.watch();
  await expect(second).rejects.toMatchObject({
    code: 'dev-running',
    hint: 'Use that one, or end it, then: migrate dev',
  });
  stopping.abort();
  expect(await watching).toMatchObject({ action: 'watch', saves: 1, drafts: [{}, {}] });

  expect(await migrator.dev.commit({ message: 'titles' })).toMatchObject({ committed: true, revisions: [{}] });
  expect(await it.database.query('select title, extra from base')).toHaveLength(3);
  expect(await migrator.status()).toMatchObject({ upToDate: true });
  await isAsBuilt(it);

  it.schema('shop', EXTRA.replace('n: p.text()', 'title: p.text(), last: p.text()'));
  expect(await migrator.dev.once()).toMatchObject({ drafts: [{}] });
  const lossy = migrator.dev.discard();
  await expect(lossy).rejects.toMatchObject({
    code: 'confirmation-required',
    hint: expect.stringContaining('migrate dev discard --yes'),
  });
  const sure = createMigrator({ root: it.root, url: it.database.url, yes: true });
  expect(await sure.dev.discard()).toMatchObject({ action: 'discard', discarded: [{}] });
  expect(await migrator.dev.status()).toMatchObject({ watcher: null, drafts: [] });
});
