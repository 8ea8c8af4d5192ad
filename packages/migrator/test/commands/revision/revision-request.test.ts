import { beforeEach, describe, expect, test } from 'vitest';
import { openWorkspace } from '../../../src/adapters/fs/workspace.ts';
import type { RevisionOptions } from '../../../src/commands/revision/revision-options.ts';
import { type RevisionRequest, revisionRequest } from '../../../src/commands/revision/revision-request.ts';
import { buildGraph } from '../../../src/graph/build/build-graph.ts';
import type { Workspace } from '../../../src/ports/workspace/workspace.ts';
import { settingsOf } from '../../../src/wiring/settings-of.ts';
import { smallWorkspace } from '../small-workspace.ts';

const SHOP = 'aaaaaaaaaaaa';
const DOWN = '-- migrate:downgrade\nselect 1;';

let workspace: Workspace;
beforeEach(() => {
  const revision = (id: string, slice: string) => ({
    ...{ id, slice, header: `-- branch-label: ${slice}\n`, up: 'select 1;', down: DOWN },
  });
  workspace = openWorkspace(smallWorkspace([revision(SHOP, 'shop'), revision('bbbbbbbbbbbb', 'news')]));
});

const read = (options: Partial<RevisionOptions>): RevisionRequest =>
  revisionRequest(
    { workspace, graph: () => buildGraph(workspace.readHeaders()), settings: settingsOf({}) },
    { message: 'm', ...options },
  );

const labels = ({ slices }: RevisionRequest): string => slices.map(({ label }) => label).join();

describe('options become one of four requests', () => {
  test('without a kind, revisions are generated: of all slices, of one, or of that of the first parent', () => {
    const all = read({});
    expect(all).toMatchObject({ kind: 'generated', isAlone: false, allowEmpty: false, renames: [], created: [] });
    expect(labels(all)).toBe('news,shop');
    expect(labels(read({ slice: 'shop' }))).toBe('shop');
    expect(read({ slice: 'shop' })).toMatchObject({ isAlone: true });
    expect(labels(read({ heads: [SHOP] }))).toBe('shop');
    expect(read({ heads: [SHOP] })).toMatchObject({ isAlone: false, place: { heads: [SHOP] } });
    expect(read({ renames: ['a=b'], created: ['table c'] })).toMatchObject({
      renames: [{ text: 'a=b' }],
      created: [{ text: 'table c' }],
    });
  });

  test.each([
    [{ empty: true }, { kind: 'empty' }],
    [{ data: true }, { kind: 'data' }],
    [
      { data: true, batch: ' app.Orders ( "Id" ) ' },
      { kind: 'data', batch: { text: 'app.Orders("Id")', table: 'app.Orders', key: ['Id'], compared: '"Id"' } },
    ],
    [
      { empty: true, batch: 'lines(order_id,line)' },
      { kind: 'empty', batch: { text: 'lines(order_id, line)', compared: '(order_id, line)' } },
    ],
    [{ sqlFile: 'a.sql' }, { kind: 'sql-file', path: 'a.sql' }],
    [
      { empty: true, alters: 'news "why"' },
      { kind: 'empty', alters: { slices: ['news'], reason: 'why' } },
    ],
  ])('%j is by hand, of one slice', (options, request) => {
    expect(read({ slice: 'shop', ...options })).toMatchObject({ ...request, slice: { label: 'shop' } });
  });
});

describe('options are refused before any schema is looked at', () => {
  test.each<[Partial<RevisionOptions>, string]>([
    [{ empty: true, data: true }, '--empty and --data cannot be used together.'],
    [{ data: true, sqlFile: 'a.sql' }, '--data and --sql-file cannot be used together.'],
    [{ empty: true, renames: ['a=b'] }, '--empty compares no schemas'],
    [{ sqlFile: 'a.sql', created: ['a'] }, '--sql-file compares no schemas'],
    [{ batch: 'orders' }, 'does not name a table and its key.'],
    [{ sqlFile: 'a.sql', batch: 'orders(id)' }, '--sql-file and --batch cannot be used together.'],
    ...['orders', 'orders()', '(id)', 'orders(id, id)', 'orders(id) where', 'orders(lower(id))', 'orders(id)\nx'].map(
      (batch): [Partial<RevisionOptions>, string] => [{ data: true, batch }, 'does not name a table and its key.'],
    ),
    [{ data: true, batch: 'a"\u2028"(id)' }, 'does not name a table and its key.'],
    [{ message: ' ' }, 'A revision needs a message of one line.'],
    [{ message: 'a\nb' }, 'A revision needs a message of one line.'],
    [{ unproven: '' }, '--unproven needs a reason.'],
    [{ revisionId: 'a b' }, 'cannot be the id of a revision'],
    [{ branchLabels: ['a@b'] }, 'cannot be a branch label'],
    [{ revisionId: SHOP }, `The id ${SHOP} is already used by features/shop`],
    [{ branchLabels: ['shop'] }, 'The label "shop" is already used by features/shop'],
    [{ slice: 'shp' }, 'shp'],
    [{ heads: ['nowhere'] }, 'nowhere'],
    [{ empty: true }, 'The new revision could be in any slice.'],
    [{ slice: 'shop', empty: true, alters: 'news' }, '--alters news does not name slices and a reason.'],
    [{ slice: 'shop', empty: true, alters: 'nws "why"' }, 'nws'],
  ])('%j', (options, message) => {
    expect(() => read(options)).toThrow(message);
  });
});
