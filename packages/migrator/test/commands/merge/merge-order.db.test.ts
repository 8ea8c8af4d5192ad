import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { catalogHash } from '../../../src/proof/catalog-hash.ts';
import { parseProofLine } from '../../../src/proof/merge/proof-line/proof-line.ts';
import { staleProof } from '../../../src/proof/merge/proof-line/stale-proof.ts';
import { Subject } from '../../../src/proof/round-trip/subject.ts';
import { inTheField } from '../../proof/merge/in-the-field.ts';
import { A, B, branchFiles, type MergeWorkspace, mergeWorkspace } from '../../proof/merge/merge-kit.ts';
import { ORDERED, UNMENDABLE } from '../../proof/merge/order-cases.ts';

function open(sides: Parameters<typeof branchFiles>[0]): MergeWorkspace {
  const workspace = mergeWorkspace(branchFiles(sides));
  onTestFinished(() => workspace.tools.close());
  return workspace;
}

const staleOf = ({ bench }: MergeWorkspace, id: string) => {
  const { graph, workspace } = bench();
  return staleProof(graph(), graph().require(id), workspace);
};

describe('a chosen order: databases of every history end as it does', () => {
  test.each(ORDERED)('$name', async ({ says, wayBack = true, ...sides }) => {
    const workspace = open(sides);
    const { heads, merge } = await workspace.merge({ order: [B, A] });
    expect(heads).toEqual([B, A]);
    expect(merge).toMatchObject({ order: [B, A], revises: [B, A], wayBack });
    expect(merge?.text).toMatch(says);
    const line = parseProofLine(merge?.proof ?? '');
    expect(line).toMatchObject({ order: [B, A], statements: expect.stringMatching(/^[0-9a-f]{32}$/) });
    const id = merge?.revision ?? '';
    expect(staleOf(workspace, id)).toBeUndefined();

    // What the chosen order makes by itself is what all of them must end with.
    const subject = new Subject({ ...workspace.tools, workspace: workspace.bench().workspace });
    const chosen = await workspace.tools.server.withDatabase(undefined, async (database) => {
      for (const each of [B, A]) await subject.upgrade(database, [each]);
      return await database.readCatalog();
    });
    const catalogs = await inTheField(workspace, id);
    expect(new Set([chosen, ...catalogs].map(catalogHash))).toEqual(new Set([line?.catalog]));
  });
});

test.each(UNMENDABLE)('no order helps: $name', async ({ code, says, hint, ...sides }) => {
  const workspace = open(sides);
  const error = await workspace.merge({ order: [A, B] }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code, outcome: 'found', hint: expect.stringMatching(hint) });
  expect(String(error)).toMatch(says);
  expect(workspace.bench().graph().heads).toEqual([A, B]);
});

test('branches that commute need no order: an ordinary merge', async () => {
  const column = (name: string) => ({
    up: `alter table orders add column ${name} text;`,
    down: `alter table orders drop column ${name};`,
    lossy: name,
  });
  const { merge } = await open({ a: column('x'), b: column('y') }).merge({ order: [A, B] });
  expect(merge).toMatchObject({ order: null, statements: 0 });
  expect(merge?.proof).not.toContain('order=');
});

test('a fix-up by hand: written unproven, refused while it does not help, proven when it does; edits make it stale', async () => {
  const doubles = { up: 'update orders set quantity = quantity * 2;', down: 'select 1;', lossy: 'quantities' };
  const adds = { up: 'update orders set quantity = quantity + 5;', down: 'select 1;', lossy: 'quantities' };
  const workspace = open({ a: doubles, b: adds });
  const refused = await workspace.merge({ revisions: ['shop'] }).catch((thrown: unknown) => thrown);
  expect(refused).toMatchObject({
    facts: {
      problem: 'rows-differ',
      comparison: {
        entries: [{ thing: 'rows of public.orders', left: 'id=1 quantity=7', right: 'id=1 quantity=12' }, {}],
      },
    },
    hint: expect.stringContaining(`migrate merge ${A} ${B} --by-hand`),
  });
  const { merge } = await workspace.merge({ revisions: ['shop'], byHand: true });
  expect(merge).toMatchObject({ proof: null, snapshot: null });
  const id = merge?.revision ?? '';
  const file = join(workspace.root, merge?.file ?? '');
  const write = (sql: string) =>
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(
        /-- migrate:upgrade\n[\s\S]*-- migrate:down/,
        () => `-- migrate:upgrade\n${sql}\n-- migrate:down`,
      ),
    );
  expect(readFileSync(file, 'utf8')).toMatch(/^-- unproven: /m);

  write('select 1;');
  await expect(workspace.merge({ again: id })).rejects.toMatchObject({
    facts: { problem: 'rows-differ' },
    hint: expect.stringContaining(`migrate merge --again ${id}`),
  });
  expect(readFileSync(file, 'utf8')).toMatch(/^-- unproven: /m);

  write('update orders set quantity = 0;');
  const { merge: proven } = await workspace.merge({ again: id });
  expect(proven).toMatchObject({ again: true, statements: 1, order: null });
  const text = readFileSync(file, 'utf8');
  expect(text).not.toContain('unproven');
  expect(text).toMatch(/^-- proof: .*; statements=[0-9a-f]{32};/m);
  expect(staleOf(workspace, id)).toBeUndefined();
  expect(new Set((await inTheField(workspace, id)).map(catalogHash)).size).toBe(1);
  write('update orders set quantity = 1;');
  expect(staleOf(workspace, id)?.message).toContain('its own statements were edited');
});

test('an order must name what is joined, and goes with nothing by hand', async () => {
  const side = { up: 'select 1;', down: 'select 1;' };
  const { merge } = open({ a: side, b: side });
  await expect(merge({ revisions: ['shop'], order: [A] })).rejects.toMatchObject({ code: 'usage' });
  await expect(merge({ order: [A, B], byHand: true })).rejects.toMatchObject({ code: 'usage' });
  await expect(merge({ again: A, order: [A, B] })).rejects.toMatchObject({ code: 'usage' });
});
