import { cpSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { BASE, isAsBuilt, onBranch } from './dev-kit.ts';

const EXTRA = BASE.replace(' })', ', extra: p.integer() })');
const APPLIED = { exitCode: 1, error: { code: 'drafts-applied' } };

test('no other command takes drafts for revisions: each says so, and names what makes them some', async () => {
  const it = await onBranch();
  it.schema('shop', EXTRA);
  expect(await it.answer('dev', '--once')).toMatchObject({ exitCode: 0, drafts: [{}] });
  const finding = { code: 'drafts-applied', repair: 'migrate dev commit -m "…", or: migrate dev discard' };
  expect(await it.answer('status')).toMatchObject({ exitCode: 0, upToDate: false, findings: [finding] });
  for (const words of [
    ['upgrade'],
    ['downgrade', '-1'],
    ['plan'],
    ['migrate-to', 'base'],
    ['stamp', 'heads'],
    ['revision', '-m', 'extra'],
  ]) {
    expect([words, await it.answer(...words)]).toMatchObject([words, APPLIED]);
  }
  const checked = await it.answer('check', '--db');
  expect(checked.exitCode).toBe(3);
  expect(JSON.stringify(checked)).toContain('drafts-applied');
  it.git('checkout', '-q', '-b', 'other');
  expect(await it.answer('amend', '--slice', 'shop')).not.toMatchObject({ exitCode: 0 });
  it.git('checkout', '-q', 'feature/prices');
  // What the hint offers; the new column is in a table with rows.
  expect(await it.answer('dev', 'discard', '--yes')).toMatchObject({ exitCode: 0, discarded: [{}] });
  expect(await it.answer('revision', '-m', 'extra')).toMatchObject({ exitCode: 0, revisions: [{}] });
  expect(await it.answer('upgrade')).toMatchObject({ exitCode: 0 });
  await isAsBuilt(it);
});

test('what would lose rows asks, in either direction; what loses none does not', async () => {
  const it = await onBranch();
  it.schema('shop', BASE.replace(', n: p.text()', ''));
  const refused = await it.answer('dev', '--once');
  expect(refused).toMatchObject({ exitCode: 2, error: { code: 'confirmation-required' } });
  expect(JSON.stringify(refused)).toContain('rows are in public.base');
  expect(await it.database.query('select n from base')).toHaveLength(3);
  expect(await it.answer('dev', 'status')).toMatchObject({ drafts: [] });

  it.schema('shop', `${EXTRA}export const item = p.pgTable('item', { id: p.integer() });`);
  expect(await it.answer('dev', '--once')).toMatchObject({ exitCode: 0 });
  await it.database.query('insert into item values (1)');
  expect(await it.answer('dev', 'discard')).toMatchObject({ exitCode: 2, error: { code: 'confirmation-required' } });
  expect(await it.answer('dev', 'status')).toMatchObject({ drafts: [{}] });
  expect(await it.answer('dev', 'discard', '--yes')).toMatchObject({ exitCode: 0, discarded: [{}] });
  expect(await it.answer('status')).toMatchObject({ upToDate: true });
  await isAsBuilt(it);
  expect(await it.database.query('select n from base')).toHaveLength(3);
  expect(await it.answer('dev', 'discard')).toMatchObject({ exitCode: 0, discarded: [] });

  it.schema('shop', BASE.replace(', n: p.text()', ''));
  expect(await it.answer('dev', '--once', '--yes')).toMatchObject({
    exitCode: 0,
    drafts: [{ lossy: expect.any(String) }],
  });
});

test('what the server refuses leaves no draft, and what a killed process left goes', async () => {
  const it = await onBranch();
  it.schema('shop', BASE.replace(' })', ', extra: p.integer().notNull() })'));
  const hint = 'Change the rows that do not fit, or the schema; then save again, or run the same command again.';
  expect(await it.answer('dev', '--once')).toMatchObject({
    exitCode: 1,
    error: {
      code: 'statement-failed',
      // Not with the place in a file that is gone.
      message: expect.stringMatching(/^The change of shop failed: .* \(235\d\d\)$/),
      hint,
    },
  });
  expect(await it.answer('dev', 'status')).toMatchObject({ drafts: [] });
  it.schema('shop', EXTRA);
  expect(await it.answer('dev', '--once')).toMatchObject({ exitCode: 0, drafts: [{}] });
  const [file] = JSON.stringify((await it.answer('dev', 'status')).drafts).match(/\.braid[^"]*\.sql/) ?? [''];
  const copy = (name: string, id: string): void => {
    const [from, to] = [file, file.replace(/draft\.[0-9a-f]{12}/, id)].map((each) => each.replace(/\.sql$/, name));
    it.write(to ?? '', it.read(from ?? '').replaceAll(/draft\.[0-9a-f]{12}/g, id));
  };
  for (const name of ['.sql', '.json']) copy(name, 'draft.0123456789ab');
  expect(await it.answer('dev', '--once')).toMatchObject({ exitCode: 0, drafts: [] });
  expect(await it.answer('dev', 'status')).toMatchObject({ drafts: [{}] });
  expect(() => it.read(file.replace(/draft\.[0-9a-f]{12}/, 'draft.0123456789ab'))).toThrow();

  // Of another branch and the same database: its drafts come along, as long as what they build on is here.
  it.git('checkout', '-qb', 'other');
  expect(await it.answer('dev', '--once')).toMatchObject({ exitCode: 0, branch: 'other', drafts: [] });
  renameSync(join(it.root, '.braid/drafts'), join(it.root, 'hidden'));
  const elsewhere = await it.answer('dev', '--once');
  expect(elsewhere).toMatchObject({ exitCode: 1, error: { code: 'drafts-elsewhere' } });
  expect(await it.answer('dev', 'discard')).toMatchObject({ exitCode: 1, error: { code: 'drafts-elsewhere' } });
  // Where they are lost, as the hint says: what they did stays in the database.
  const [lost] = JSON.stringify(elsewhere).match(/draft\.[0-9a-f]{12}/) ?? [''];
  expect(await it.answer('repair', 'forget', lost, '--reason', 'lost')).toMatchObject({ exitCode: 0 });
  expect(await it.answer('status')).toMatchObject({ upToDate: true });
  // Other databases have none of them.
  cpSync(join(it.root, 'hidden'), join(it.root, '.braid/drafts'), { recursive: true });
  const fresh = await freshDatabase();
  expect(await it.answer('dev', '--once', '--url', fresh.url)).toMatchObject({
    exitCode: 0,
    upgraded: [{}],
    drafts: [{}],
  });
  expect(await it.answer('dev', 'status', '--url', fresh.url)).toMatchObject({ drafts: [{}] });
  expect(await it.answer('dev', 'status')).toMatchObject({ drafts: [] });
});

test('a revision that comes in beside drafts is applied first, and joined with them', async () => {
  const it = await onBranch();
  it.schema('shop', EXTRA);
  expect(await it.answer('dev', '--once')).toMatchObject({ exitCode: 0, drafts: [{}] });
  const file = 'features/shop/migrations/20260101T000000_ab0123456789_by_hand.sql';
  const [base] = /[0-9a-f]{12}/.exec(it.newest('shop')) ?? [''];
  it.write(
    file,
    `-- revision: ab0123456789\n-- revises: ${base}\n-- message: by hand\n\n-- migrate:upgrade\nupdate base set n = 'x' where id = 1;\n\n-- migrate:downgrade\nselect 1;\n`,
  );
  it.schema('shop', EXTRA.replace(' })', ', more: p.integer() })'));
  expect(await it.answer('dev', '--once')).toMatchObject({
    exitCode: 0,
    upgraded: [{ revision: 'ab0123456789' }],
    drafts: [{ upgrade: [expect.stringContaining('more')] }],
  });
  expect(await it.database.query('select n from base where id = 1')).toEqual([{ n: 'x' }]);
  const committed = await it.answer('dev', 'commit', '-m', 'extra and more');
  expect(committed).toMatchObject({ exitCode: 0, committed: true, revisions: [{ revises: ['ab0123456789'] }] });
  await isAsBuilt(it);
});

test('only databases of development', async () => {
  const it = await onBranch();
  it.schema('shop', EXTRA);
  const url = new URL(it.database.url);
  it.configure({ environments: { production: { url: it.database.url, protected: true } } });
  for (const words of [['--once'], ['commit', '-m', 'x'], ['discard'], ['status'], []]) {
    expect([words, await it.answer('dev', ...words)]).toMatchObject([
      words,
      { exitCode: 2, error: { code: 'not-a-development-database', facts: { problem: 'protected' } } },
    ]);
  }
  it.configure({});
  url.hostname = 'db.example.org';
  expect(await it.answer('dev', '--once', '--url', url.href)).toMatchObject({
    exitCode: expect.any(Number),
    error: { code: 'not-a-development-database', facts: { problem: 'remote' } },
  });
});
