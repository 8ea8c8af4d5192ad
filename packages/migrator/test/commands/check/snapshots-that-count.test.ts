import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { check } from '../../../src/commands/check/check.ts';
import { revision } from '../../../src/commands/revision/revision.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from '../revision/revision-kit.ts';

shareDemo();

const EVENTS = "export const events = p.pgTable('events', { id: p.integer().primaryKey() });";
const MORE = EVENTS.replace('primaryKey()', 'primaryKey(), kind: p.text()');
const NOTES = "export const notes = p.pgTable('notes', { id: p.integer().primaryKey() });";

let demo: DemoWorkspace;

const write = (message: string, more: Partial<Parameters<typeof revision>[1]> = {}) =>
  revision(demo.bench(), { message, unproven: 'no server here', ...more });

/** What `check` says, but that revisions are unproven. */
async function checked(slice?: string) {
  const result = await check(demo.bench(), { slice });
  const findings = result.findings.filter(({ code }) => code !== 'revision-unproven');
  return {
    found: findings.map(({ code, slice: of }) => `${code} ${of}`),
    repairs: findings.map(({ repair }) => repair),
    findings,
    schemas: result.schemas,
  };
}

const folder = (slice = 'events'): string => join(demo.root, `features/${slice}/migrations`);
const idsOf = (slice = 'events'): readonly string[] =>
  demo.migrations(slice).flatMap((name) => /_([0-9a-f]{12})_/.exec(name)?.[1] ?? []);
const fileOf = (id: string, slice = 'events'): string =>
  join(folder(slice), demo.migrations(slice).find((name) => name.includes(`_${id}_`)) ?? 'none');

beforeEach(async () => {
  demo = demoWorkspace({ events: EVENTS, notes: NOTES });
  await write('start');
});

describe('a head without a snapshot of its own', () => {
  test.each([
    ['a data revision', { data: true }, ''],
    ['an empty revision', { empty: true }, ''],
    ['an SQL file that changes rows only', { sqlFile: 'fill.sql' }, 'update events set id = id + 1;'],
  ])('%s: the snapshot below counts, as it does for revision', async (_, kind, sql) => {
    demo.write('fill.sql', sql);
    await write('fill', { slice: 'events', ...kind });
    expect(await checked()).toMatchObject({
      found: [],
      schemas: [{ slice: 'events', compared: true, reason: null, snapshots: [idsOf()[0]] }, { compared: true }],
    });
    demo.schema('events', MORE);
    expect(await checked()).toMatchObject({
      found: ['schema-changed events'],
      repairs: ['migrate revision -m "…" --slice events'],
    });
    demo.schema('events', EVENTS);
    demo.write('features/events/sql/f.sql', 'create function f() returns int language sql as $$select 1$$;');
    expect(await checked()).toMatchObject({ found: ['schema-changed events'] });
  });

  test('above it stand two branches, one with data only, and what joins them', async () => {
    const [start = ''] = idsOf();
    await write('fill', { slice: 'events', data: true });
    demo.schema('events', MORE);
    await write('kind', { slice: 'events', heads: [start], splice: true });
    const [, fill = '', kind = ''] = idsOf();
    // Two heads are a finding of their own, and are not compared.
    expect(await checked('events')).toMatchObject({
      found: ['multiple-heads events'],
      schemas: [{ compared: false, reason: 'several-heads' }, { reason: 'not-chosen' }],
    });
    writeFileSync(
      join(folder(), '20270101T000000_aaaaaaaaaaaa_join.sql'),
      `-- revision: aaaaaaaaaaaa\n-- revises: ${fill}, ${kind}\n-- message: join\n\n-- migrate:upgrade\n-- migrate:downgrade\n`,
    );
    expect(await checked('events')).toMatchObject({
      found: ['merge-proof-missing events'],
      schemas: [{ compared: true, snapshots: [kind] }, {}],
    });
    demo.schema('events', EVENTS);
    expect((await checked('events')).found).toContain('schema-changed events');
  });

  test('a statement by hand that changes the schema: nobody knows what there is, and the snapshot is asked for', async () => {
    await write('by hand', { slice: 'events', empty: true });
    const file = fileOf(idsOf()[1] ?? '');
    for (const sql of [
      'alter table events add column kind text;',
      "create type mood as enum ('x');",
      'do $$ begin perform 1; end $$;',
      'drop index if exists i;',
    ]) {
      const text = readFileSync(file, 'utf8');
      writeFileSync(
        file,
        text.replace('-- migrate:upgrade\n', (marker) => `${marker}${sql}\n`),
      );
      expect(await checked(), sql).toMatchObject({
        found: ['snapshot-missing events'],
        repairs: ['migrate snapshot --slice events'],
        schemas: [{ slice: 'events', compared: false, reason: 'no-snapshot' }, { compared: true }],
      });
      writeFileSync(file, text);
    }
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('-- migrate:upgrade\n', '-- migrate:upgrade\ninsert into events values (1);\n'));
    expect(await checked()).toMatchObject({ found: [] });
  });
});

describe('nothing generated yet', () => {
  test('a schema with tables and no revision, and one without tables', async () => {
    demo = demoWorkspace({ risk: NOTES, empty: 'export {};' });
    expect(await checked()).toMatchObject({
      found: ['schema-changed risk'],
      repairs: ['migrate revision -m "…" --slice risk'],
      findings: [{ message: expect.stringContaining('has no revision yet: + table notes') }],
      schemas: [
        { slice: 'empty', compared: true, snapshots: [] },
        { slice: 'risk', compared: true },
      ],
    });
  });

  test('sql/ files alone, a revision that holds data only, and a migrations folder that is empty', async () => {
    demo = demoWorkspace({ risk: 'export {};' });
    demo.write('features/risk/sql/f.sql', 'create function f() returns int language sql as $$select 1$$;');
    expect((await checked()).found).toEqual(['schema-changed risk']);
    demo = demoWorkspace({ risk: NOTES });
    demo.write('features/risk/migrations/.gitkeep', '');
    expect((await checked()).found).toEqual(['schema-changed risk']);
    await write('fill', { slice: 'risk', data: true });
    expect((await checked()).found).toEqual(['schema-changed risk']);
  });

  test.each([
    ['nothing', '', 'schema-changed'],
    ['rows', 'insert into elsewhere values (1);\nwith w as (select 1) select * from w;', 'schema-changed'],
    ['a table', 'create table notes (id integer primary key);', 'snapshot-missing'],
    ['a table by a query', 'select 1 as id into notes;', 'snapshot-missing'],
    ['what nobody can read', 'do $$ begin perform 1; end $$;', 'snapshot-missing'],
    ['a function that is called', 'call f();', 'snapshot-missing'],
  ])('revisions by hand alone, that change %s: with what the schema is compared', async (_, sql, code) => {
    demo = demoWorkspace({ risk: NOTES });
    await write('by hand', { slice: 'risk', empty: true });
    const file = fileOf(idsOf('risk')[0] ?? '', 'risk');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('-- migrate:upgrade\n', (marker) => `${marker}${sql}\n`),
    );
    const isKnown = code === 'schema-changed';
    expect(await checked()).toMatchObject({
      found: [`${code} risk`],
      repairs: [
        isKnown ? 'migrate revision -m "…" --slice risk' : expect.stringContaining('migrate snapshot --slice risk'),
      ],
      schemas: [isKnown ? { compared: true, snapshots: [] } : { compared: false, reason: 'no-snapshot' }],
    });
    if (!isKnown) return await expect(write('notes')).rejects.toMatchObject({ code });
    const { revisions } = await write('notes');
    expect(revisions[0]?.text).toContain('CREATE TABLE "notes"');
    expect((await checked()).found).toEqual([]);
  });

  test('"schema": null says that there is none; sql/ files still count', async () => {
    demo.write('features/notes/slice.json', '{ "label": "notes", "schema": null }');
    expect(await checked()).toMatchObject({
      found: [],
      schemas: [{ compared: true }, { slice: 'notes', compared: false, reason: 'no-schema', snapshots: [] }],
    });
    // `revision` says the same.
    expect(await write('nothing')).toMatchObject({
      revisions: [],
      schemas: [{ compared: true }, { slice: 'notes', compared: false, reason: 'no-schema' }],
    });
    expect((await write('nothing', { slice: 'events' })).schemas).toMatchObject([{}, { reason: 'not-chosen' }]);
    demo.write('features/notes/sql/f.sql', 'create function f() returns int language sql as $$select 1$$;');
    expect(await checked()).toMatchObject({ found: ['schema-changed notes'], schemas: [{}, { compared: true }] });
    const { revisions } = await write('f');
    expect(revisions.map(({ text }) => text.includes('DROP TABLE'))).toEqual([false]);
    expect((await checked()).found).toEqual([]);
  });
});

describe('files that are gone or broken', () => {
  const twice = async (): Promise<string> => {
    demo.schema('events', MORE);
    await write('kind', { slice: 'events' });
    return idsOf()[1] ?? '';
  };

  test('the newest revision: its snapshot is left over', async () => {
    const newest = await twice();
    rmSync(fileOf(newest));
    expect(await checked()).toMatchObject({
      found: expect.arrayContaining(['snapshot-orphan events', 'schema-changed events']),
      findings: expect.arrayContaining([
        expect.objectContaining({ file: `features/events/migrations/snapshots/${newest}.json` }),
      ]),
    });
    expect((await checked('notes')).found).toEqual([]);
  });

  test('the newest snapshot, all snapshots, and one that is in the folder of another slice', async () => {
    const newest = await twice();
    const snapshots = join(folder(), 'snapshots');
    rmSync(join(snapshots, `${newest}.json`));
    // As far as the files tell, the column is unwritten; that it is written shows in the revision itself.
    expect(await checked()).toMatchObject({
      found: ['snapshot-missing events', 'schema-changed events'],
      repairs: ['migrate snapshot --slice events', 'migrate snapshot --slice events'],
    });
    const [start = ''] = idsOf();
    renameSync(join(snapshots, `${start}.json`), join(folder('notes'), `snapshots/${start}.json`));
    const { found, findings } = await checked();
    expect(found).toEqual(['snapshot-missing events', 'snapshot-orphan notes']);
    expect(findings[1]?.message).toContain('which slice events has');
  });

  test('a snapshot that is not JSON, has the marks of git, another version, another id', async () => {
    const file = join(folder(), `snapshots/${idsOf()[0]}.json`);
    const text = readFileSync(file, 'utf8');
    for (const broken of [
      '',
      '[]',
      text.slice(0, 40),
      `<<<<<<< HEAD\n${text}`,
      text.replace('"braid": 1', '"braid": 9'),
      text.replace(/"revision": "\w+"/, '"revision": "ffffffffffff"'),
    ]) {
      writeFileSync(file, broken);
      expect(await checked(), broken).toMatchObject({
        found: ['snapshot-invalid events'],
        schemas: [{ reason: 'failed' }, { reason: 'failed' }],
      });
    }
    writeFileSync(file, text.replaceAll('\n', '\r\n'));
    expect((await checked()).found).toEqual([]);
  });

  test('the schema file: gone, elsewhere, empty, without tables, broken', async () => {
    const schema = 'features/events/src/schema.ts';
    const gone = { found: ['schema-file-missing events'], schemas: [{ reason: 'failed' }, { reason: 'failed' }] };
    rmSync(join(demo.root, schema));
    expect(await checked()).toMatchObject(gone);
    demo.write(schema, '');
    expect((await checked()).found).toEqual(['schema-empty events']);
    demo.write(schema, 'const hidden = 1;');
    expect((await checked()).found).toEqual(['schema-empty events']);
    demo.write(schema, 'export const = 1;');
    expect((await checked()).found).toEqual(['schema-file-syntax events']);
    demo.write('features/events/slice.json', '{ "label": "events", "schema": "./src/tables.ts" }');
    expect(await checked()).toMatchObject(gone);
  });

  test('a broken file of another slice is told of, whichever slice is asked for', async () => {
    writeFileSync(join(folder('notes'), '20270101T000000_bbbbbbbbbbbb_x.sql'), 'select 1;\n');
    expect(await checked('events')).toMatchObject({
      found: [expect.stringContaining('notes')],
      schemas: [{ reason: 'failed' }, { reason: 'failed' }],
    });
  });

  test('an SQL object in a file of another name is the same, one whose file lost its ending is gone', async () => {
    demo.write('features/events/sql/f.sql', 'create function f() returns int language sql as $$select 1$$;');
    await write('f', { slice: 'events' });
    const sql = join(demo.root, 'features/events/sql');
    renameSync(join(sql, 'f.sql'), join(sql, 'g.sql'));
    expect((await checked()).found).toEqual([]);
    renameSync(join(sql, 'g.sql'), join(sql, 'g.txt'));
    expect((await checked()).found).toEqual(['schema-changed events']);
    expect(readdirSync(sql)).toEqual(['g.txt']);
  });
});
