import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { revision } from '../../../../src/commands/revision/revision.ts';
import type { RevisionResult } from '../../../../src/commands/revision/revision-options.ts';
import { realProver, shareProvers } from '../../../proof/real-prover.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from '../revision-kit.ts';
import { CHANGED, CREATED } from './sql-object-files.ts';

shareDemo();
shareProvers();

let demo: DemoWorkspace;

/** Every revision below is written only when it was run up, down and up again, and built what a fresh build builds. */
const prover = realProver(() => demo);

const orders = (columns: string): string => `
  export const mood = p.pgEnum('mood', ['calm', 'happy']);
  export const orders = p.pgTable('orders', { id: p.serial().primaryKey(), ${columns}, starts: p.timestamp(), ends: p.timestamp() });`;
const PLAIN = 'total: p.numeric({ precision: 10, scale: 2 }), note: p.varchar({ length: 50 }), mood: mood()';

beforeAll(() => {
  demo = demoWorkspace(
    { shop: orders(PLAIN), crm: "export const people = p.pgTable('people', { id: p.serial().primaryKey() });" },
    prover,
  );
});

function files(slice: string, texts: Readonly<Record<string, string>>): void {
  const folder = join(demo.root, 'features', slice, 'sql');
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(texts)) demo.write(`features/${slice}/sql/${name}.sql`, text);
}

const write = (message: string, more: Partial<Parameters<typeof revision>[1]> = {}): Promise<RevisionResult> =>
  revision(demo.bench(), { message, ...more });

function statements(text: string | undefined, section: 'upgrade' | 'downgrade'): readonly string[] {
  const [, up = '', down = ''] = (text ?? '').split(/-- migrate:(?:up|down)grade.*\n/);
  return (section === 'upgrade' ? up : down)
    .split(/;\n/)
    .map((sql) => sql.trim().replace(/\s+/g, ' '))
    .filter((sql) => sql !== '');
}

describe.sequential('objects of sql/ files', () => {
  test('of every kind come with the table on which they stand', async () => {
    files('shop', CREATED);
    const { revisions } = await write('start');
    expect(revisions.map(({ slice }) => slice)).toEqual(['crm', 'shop']);
    // What a default calls comes before the table, what reads the table after it.
    const up = statements(revisions[1]?.text, 'upgrade');
    expect(up.findIndex((sql) => sql.startsWith('create extension'))).toBe(0);
    expect(up.findIndex((sql) => sql.includes('CREATE TABLE'))).toBeLessThan(
      up.findIndex((sql) => sql.startsWith('create view')),
    );
    expect(statements(revisions[1]?.text, 'downgrade').at(-1)).toMatch(/DROP (TYPE|EXTENSION)/);
    expect(await write('nothing')).toMatchObject({ revisions: [] });
  });

  test('change: replaced where PostgreSQL can, else dropped and created with what depends on them', async () => {
    files('shop', CHANGED);
    const [written] = (await write('change')).revisions;
    const up = statements(written?.text, 'upgrade');
    expect(up).toContainEqual(expect.stringMatching(/^create or replace function twice/));
    expect(up).toContainEqual(expect.stringMatching(/^create or replace trigger/i));
    expect(up).toContainEqual(expect.stringMatching(/^create or replace view big/i));
    expect(up).toContain('DROP VIEW "sums"');
    // Its view and the comment on that come back.
    expect(up).toContain('DROP FUNCTION "label"(integer)');
    expect(statements(written?.text, 'downgrade')).toContainEqual(
      expect.stringMatching(/^create or replace function twice/),
    );
  });

  test('step aside when a column under them changes, and follow a renamed table', async () => {
    demo.schema('shop', orders(PLAIN.replace('precision: 10', 'precision: 12').replace('length: 50', 'length: 80')));
    const [written] = (await write('widen')).revisions;
    const up = statements(written?.text, 'upgrade');
    // Nothing hangs on the body of a function, and a trigger of the same name is another thing.
    expect(up).not.toContain('DROP FUNCTION "touch"()');
    expect(up.filter((sql) => sql.includes('comment on column orders.total'))).toEqual([]);
    expect(up.indexOf('DROP VIEW "big"')).toBeLessThan(up.findIndex((sql) => sql.includes('numeric(12,2)')));
    expect(up.findIndex((sql) => sql.startsWith('create view big'))).toBeGreaterThan(
      up.findIndex((sql) => sql.includes('numeric(12,2)')),
    );
    demo.schema(
      'shop',
      orders(PLAIN.replace('precision: 10', 'precision: 12').replace('length: 50', 'length: 80')).replace(
        "'orders'",
        "'bookings'",
      ),
    );
    files(
      'shop',
      Object.fromEntries(
        Object.entries(CHANGED).map(([name, text]) => [name, text.replaceAll(/\borders\b/g, 'bookings')]),
      ),
    );
    expect((await write('rename', { renames: ['orders=bookings'] })).revisions).toHaveLength(1);
  });

  test('of one slice read tables of another, which comes first; on that table they are refused', async () => {
    files('crm', { seen: 'create view seen as select id from bookings;\n' });
    expect((await write('view over shop')).revisions).toMatchObject([
      { slice: 'crm', dependsOn: [expect.any(String)] },
    ]);
    // The other slice's view stands in the way: the revision says so.
    files('crm', { seen: 'create view seen as select id, note from bookings;\n' });
    await write('note');
    demo.schema(
      'shop',
      orders(PLAIN.replace('precision: 10', 'precision: 12').replace('length: 50', 'length: 90')).replace(
        "'orders'",
        "'bookings'",
      ),
    );
    const [widened] = (await write('widen again')).revisions;
    expect(widened?.text).toContain('-- alters: crm "objects that depend on the change are changed, too: seen"');
    files('crm', {
      seen: "create view seen as select id, note from bookings;\ncomment on table bookings is 'theirs';\n",
    });
    await expect(write('theirs')).rejects.toMatchObject({
      code: 'sql-object-foreign',
      facts: { owner: 'shop', line: 2 },
    });
    files('crm', {});
    await write('no view');
  });

  test('go when their files go, and the way back makes them again', async () => {
    files('shop', {});
    const [written] = (await write('all gone')).revisions;
    expect(
      statements(written?.text, 'upgrade').every((sql) =>
        /^(DROP|ALTER TABLE .* DROP|comment on .* is null)/.test(sql),
      ),
    ).toBe(true);
    expect(statements(written?.text, 'downgrade').length).toBeGreaterThan(20);
    const newest = readdirSync(join(demo.root, 'features/shop/migrations/snapshots')).length;
    expect(newest).toBe(6);
  });
});
