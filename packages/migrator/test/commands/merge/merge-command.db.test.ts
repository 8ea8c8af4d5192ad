import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { staleProof } from '../../../src/proof/merge/proof-line/stale-proof.ts';
import { parseHeader } from '../../../src/revision/header/header.ts';
import type { ColumnEntity, SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import { parseSnapshot, printSnapshot } from '../../../src/schema/entity/snapshot.ts';
import type { MergeCase } from '../../proof/merge/merge-cases.ts';
import { A, B, BASE_ID, branchFiles, mergeWorkspace } from '../../proof/merge/merge-kit.ts';

const TABLE: SchemaEntity = { type: 'table', schema: 'public', table: '', name: 'orders', facts: {} };
const column = (name: string, facts: ColumnEntity['facts']): ColumnEntity => ({
  type: 'column',
  schema: 'public',
  table: 'orders',
  name,
  facts,
});
const QUANTITY = column('quantity', { type: 'integer', default: '1' });
const BEFORE = [TABLE, QUANTITY];

function snapshots(states: Readonly<Record<string, readonly SchemaEntity[]>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(states).map(([revision, entities]) => [
      `features/shop/migrations/snapshots/${revision}.json`,
      printSnapshot({ slice: 'shop', revision, entities }),
    ]),
  );
}

const adds = (name: string) => ({
  up: `alter table orders add column ${name} text;`,
  down: `alter table orders drop column ${name};`,
  lossy: name,
});
const sets = (value: number) => ({
  up: `alter table orders alter column quantity set default ${value};`,
  down: 'alter table orders alter column quantity set default 1;',
});
const COLUMNS = { a: adds('title'), b: adds('weight') };

function open(sides: Pick<MergeCase, 'a' | 'b'>, states: Readonly<Record<string, readonly SchemaEntity[]>> = {}) {
  const workspace = mergeWorkspace({ ...branchFiles(sides), ...snapshots(states) });
  onTestFinished(() => workspace.tools.close());
  return workspace;
}

test('the merge has both parents, a proof that fits, two empty sections, and the merged snapshot', async () => {
  const text = column('title', { type: 'text' });
  const weight = column('weight', { type: 'text' });
  const { root, merge, bench } = open(COLUMNS, {
    [BASE_ID]: BEFORE,
    [A]: [...BEFORE, text],
    [B]: [...BEFORE, weight],
  });
  const { merge: written } = await merge({ slice: 'shop', branchLabels: ['joined'], revisionId: 'dddddddddddd' });
  expect(written).toMatchObject({ message: `merge ${A} and ${B}`, labels: ['joined'], orders: 2, wayBack: true });
  const found = readFileSync(join(root, written?.file ?? ''), 'utf8');
  expect(found).toBe(written?.text);
  expect(found).toMatch(
    /^-- proof: heads=b{12},c{12}; ancestors=a{12}; files=[0-9a-f]{32}; catalog=[0-9a-f]{64}; braid=.*; postgres=.*$/m,
  );
  expect(found).toMatch(/\n-- migrate:upgrade\n\n-- migrate:downgrade\n$/);
  const file = written?.snapshot ?? '';
  expect(parseSnapshot(readFileSync(join(root, file), 'utf8'), file)).toMatchObject({
    revision: 'dddddddddddd',
    entities: [{ name: 'orders' }, { name: 'quantity' }, { name: 'title' }, { name: 'weight' }],
  });
  const { graph, workspace } = bench();
  const now = graph();
  expect(now.heads).toEqual(['dddddddddddd']);
  const stale = () => staleProof(now, now.require('dddddddddddd'), workspace);
  expect(stale()).toBeUndefined();

  const branch = join(root, `features/shop/migrations/${B}.sql`);
  writeFileSync(branch, readFileSync(branch, 'utf8').replaceAll('weight text', 'weight integer'));
  expect(stale()?.message).toContain('was edited since');
  const { merge: again } = await merge({ again: 'dddd' });
  expect(again).toMatchObject({ again: true, file: written?.file });
  expect(again?.proof).not.toBe(written?.proof);
  const reread = readFileSync(join(root, written?.file ?? ''), 'utf8');
  expect(reread).toBe(found.replace(/proof: .*/, () => `proof: ${again?.proof}`));
  expect(staleProof(now, parseHeader(reread, { slice: 'shop', file: written?.file ?? '' }), workspace)).toBeUndefined();
  expect(await merge({ revisions: ['shop'] })).toEqual({
    heads: ['dddddddddddd'],
    merge: null,
    approvals: [],
    hooks: [],
  });
  await expect(merge({ again: A })).rejects.toMatchObject({ code: 'usage' });
});

test('what snapshots contradict each other in is named, beside what the proof found or by itself', async () => {
  const states = {
    [BASE_ID]: BEFORE,
    [A]: [TABLE, column('quantity', { type: 'integer', default: '5' })],
    [B]: [TABLE, column('quantity', { type: 'integer', default: '6' })],
  };
  const conflicts = [{ slice: 'shop', entity: 'column orders.quantity', sides: [{ head: A }, { head: B }] }];
  const defaults = open({ a: sets(5), b: sets(6) }, states);
  const error = await defaults.merge({ revisions: ['heads'] }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'merge-does-not-commute', facts: { problem: 'catalogs-differ', conflicts } });
  expect(String(error)).toContain(`  ${A}: changed, default: 1 -> 5`);

  // As when a branch was generated, and its SQL then corrected by hand.
  const others = open(COLUMNS, states);
  await expect(others.merge({ revisions: ['heads'] })).rejects.toMatchObject({
    code: 'merge-conflict',
    outcome: 'found',
    facts: { conflicts },
  });
  expect(others.bench().graph().heads).toEqual([A, B]);
});

test('a column that is renamed on one side and changed on the other is named', async () => {
  const workspace = open(
    {
      a: { up: 'alter table orders rename quantity to amount;', down: 'alter table orders rename amount to quantity;' },
      b: sets(2),
    },
    {
      [BASE_ID]: BEFORE,
      [A]: [TABLE, column('amount', QUANTITY.facts)],
      [B]: [TABLE, column('quantity', { type: 'integer', default: '2' })],
    },
  );
  const error = await workspace.merge({ revisions: [B, A] }).catch((thrown: unknown) => thrown);
  expect(String(error)).toContain('Both sides changed column orders.quantity (slice shop):');
  expect(String(error)).toContain(`  ${A}: gone (dropped or renamed)`);
});

test('a branch that fails by itself is no matter of the merge', async () => {
  const { merge } = open({ a: { up: 'select 1 / 0;', down: '' }, b: adds('title') });
  await expect(merge({ revisions: ['shop'] })).rejects.toMatchObject({
    code: 'merge-branch-fails',
    outcome: 'found',
    facts: { revision: A, line: 6 },
    hint: `Correct it first: migrate validate ${A}`,
  });
});

test('rows that a branch does not take by itself are left out, and those that both take count', async () => {
  const strict = {
    up: 'alter table orders alter column comment set not null;',
    down: 'alter table orders alter column comment drop not null;',
  };
  const fine = open({ a: strict, b: adds('title') });
  expect((await fine.merge({ revisions: ['shop'] })).merge).toMatchObject({ wayBack: true });
  const emptied = { up: 'update orders set comment = null;', down: 'select 1;', lossy: 'the comments' };
  const clash = open({ a: strict, b: emptied });
  await expect(clash.merge({ revisions: ['shop'] })).rejects.toMatchObject({
    code: 'merge-does-not-commute',
    facts: { problem: 'fails', pair: [{ line: 6, statement: strict.up.slice(0, -1) }, { line: 6 }] },
  });
});

test('a merge by hand, with statements and other line ends, gets a proof line and keeps the rest', async () => {
  const { root, merge } = open(COLUMNS, { [BASE_ID]: BEFORE, [A]: BEFORE, [B]: BEFORE });
  const file = join(root, 'features/shop/migrations/by_hand.sql');
  const header = `-- revision: by_hand\r\n-- revises: ${B}, ${A}\r\n-- message: both\r\n--\r\n-- A note.\r\n`;
  const body = '\r\n-- migrate:upgrade\r\nselect 1;\r\n-- migrate:downgrade\r\n';
  writeFileSync(file, header + body);
  const { heads, merge: proven } = await merge({ again: 'by_hand' });
  expect(heads).toEqual([B, A]);
  expect(proven).toMatchObject({ again: true, snapshot: null });
  const line = `-- proof: ${proven?.proof}\r\n`;
  expect(readFileSync(file, 'utf8')).toBe(header.replace('-- message', () => `${line}-- message`) + body);
});

test('what cannot be is refused before anything is run', async () => {
  const { merge } = open(COLUMNS);
  await expect(merge({})).rejects.toMatchObject({ code: 'usage', hint: 'migrate merge shop' });
  await expect(merge({ slice: 'nowhere' })).rejects.toMatchObject({ code: 'unknown-slice' });
  await expect(merge({ revisions: ['shop'], revisionId: BASE_ID })).rejects.toMatchObject({
    code: 'duplicate-revision',
  });
  await expect(merge({ revisions: ['shop'], message: 'two\nlines' })).rejects.toMatchObject({ code: 'usage' });
  await expect(merge({ revisions: ['shop'], again: A })).rejects.toMatchObject({ code: 'usage' });
});
