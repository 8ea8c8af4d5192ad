import { beforeEach, expect, test } from 'vitest';
import { revision } from '../../../../src/commands/revision/revision.ts';
import type { RevisionResult } from '../../../../src/commands/revision/revision-options.ts';
import { closeProvers, realProver, shareProvers } from '../../../proof/real-prover.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from '../revision-kit.ts';

shareDemo();
shareProvers();

let demo: DemoWorkspace;

const X = "export const xt = p.pgTable('xt', { id: p.integer().primaryKey(), c: p.text() });";
const VIEW = "export const yv = p.pgView('yv', { id: p.integer() }).as(sql`select id from xt where c is not null`);";

beforeEach(async () => {
  await closeProvers();
  demo = demoWorkspace(
    { x: X, y: VIEW },
    realProver(() => demo),
  );
  demo.write('features/y/sql/all.sql', 'create view yo as select c from xt;\n');
  await write('start');
});

const write = (message: string, more: Partial<Parameters<typeof revision>[1]> = {}): Promise<RevisionResult> =>
  revision(demo.bench(), { message, ...more });

test('a rename under SQL that was not edited names that SQL, its file and the new name; edited, both are written', async () => {
  demo.schema('x', X.replace('c: p', 'd: p'));
  const renames = ['xt.c=d'];
  const known = demo.migrations('x');
  await expect(write('rename', { renames })).rejects.toMatchObject({
    code: 'still-used',
    message:
      'view yv of slice y still uses column xt.c, which slice x renames to column xt.d.\nview yo of slice y still uses column xt.c, which slice x renames to column xt.d.\nNo revision was written.',
    hint: 'Edit features/y/src/schema.ts to say xt.d, then write the revisions of both at once: migrate revision -m "…"',
  });
  // One of two files is not enough.
  demo.schema('y', VIEW.replace('c is', 'd is'));
  await expect(write('rename', { renames })).rejects.toMatchObject({
    facts: {
      uses: [
        { slice: 'y', file: 'features/y/sql', thing: 'view yo', used: 'column xt.c', by: 'x', now: 'column xt.d' },
      ],
    },
  });
  expect(demo.migrations('x')).toEqual(known);
  demo.write('features/y/sql/all.sql', 'create view yo as select d from xt;\n');
  expect((await write('rename', { renames })).revisions.map(({ slice }) => slice)).toEqual(['y', 'x', 'y']);
});

test('a column that is dropped under SQL that was not edited', async () => {
  demo.schema('x', X.replace(', c: p.text()', ''));
  await expect(write('drop')).rejects.toMatchObject({
    code: 'still-used',
    message: expect.stringContaining('view yv of slice y still uses column xt.c, which slice x drops.'),
    hint: 'Edit features/y/src/schema.ts, then write the revisions of both at once: migrate revision -m "…"',
  });
});

test('functions of two slices that need each other: the rounds that the error names work', async () => {
  const f = (body: string): string =>
    `create function f(n integer) returns integer language sql begin atomic select ${body}; end;\n`;
  const g = (body: string): string =>
    `create function g(n integer) returns integer language sql begin atomic select ${body}; end;\n`;
  demo.write('features/x/sql/f.sql', f('g(n)'));
  demo.write('features/y/sql/g.sql', g('n + f(0)'));
  await expect(write('both')).rejects.toMatchObject({
    code: 'cross-slice-cycle',
    facts: { slices: ['x', 'y'] },
    hint: expect.stringMatching(
      /^Make the change in two rounds\. First leave function f\(integer\) out of slice x, so that function g\(integer\) of slice y can change without it: migrate revision -m "…"\. Then/,
    ),
  });
  demo.write('features/x/sql/f.sql', '');
  demo.write('features/y/sql/g.sql', g('n'));
  expect((await write('first')).revisions.map(({ slice }) => slice)).toEqual(['y']);
  demo.write('features/x/sql/f.sql', f('g(n)'));
  expect((await write('second')).revisions.map(({ slice }) => slice)).toEqual(['x']);
});
