import { rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { KnownEntities } from '../../../src/adapters/pg/catalog/known-entities.ts';
import { openScratchDatabase } from '../../../src/adapters/scratch/scratch-database.ts';
import { EMPTY } from '../../../src/adapters/scratch/with-one-runner.ts';
import { ofType } from '../../../src/schema/entity/schema-entity.ts';
import { demoWorkspace, shareDemo } from '../../commands/revision/revision-kit.ts';
import { freshDatabase } from '../../support/fresh-database.ts';

shareDemo();

/** Columns of either drizzle-orm, each with the JavaScript default and the literal that stands for it, and one that is nearly right. */
const COLUMNS: readonly (readonly [column: string, right: string, wrong: string, stored: string])[] = [
  ["a: p.text().default('C:\\\\tmp')", String.raw`E'C:\\tmp'`, String.raw`E'C:\\\\tmp'`, String.raw`'C:\\\\tmp'`],
  ["b: p.text().array().default(['NULL', ' sp '])", `'{"NULL"," sp "}'`, "'{NULL, sp }'", "[ null, 'sp' ]"],
  ['c: p.jsonb().default({ a: [1, null] })', `'{"a":[1,null]}'`, `'{"a":[1]}'`, '{ a: [ 1 ] }'],
  [
    'd: p.timestamp({ withTimezone: true }).default(new Date(0))',
    "'1970-01-01 00:00:00+00'",
    "'1970-01-01 00:00:00+01'",
    '1969-12-31T23:00:00.000Z',
  ],
  ["e: p.numeric({ precision: 9, scale: 2 }).default('1.5')", "'1.5'", "'1.51'", "'1.51'"],
  ['f: p.integer().array().default([])', "'{}'", "'{0}'", '[ 0 ]'],
  [
    "g: p.bigint({ mode: 'bigint' }).default(9007199254740993n)",
    '9007199254740993',
    '9007199254740992',
    '9007199254740992n',
  ],
  ['h: mood().default("it\'s")', "'it''s'", "'calm'", "'calm'"],
  ["i: own('i').default({ degrees: 2 })", "'2.0'", "'3.0'", '{ degrees: 3 }'],
  ["j: p.varchar({ length: 3 }).default('abc')", "'abc'", "'abcd'", "'value too long for type character varying(3)'"],
  ["k: p.date().default('2020-02-29')", "'2020-02-29'", 'null', 'null'],
  ["l: p.interval().default('36 hours')", "'36:00'", "'1 day 12:00'", "'1 day 12:00:00'"],
  ['m: p.point().default([1, 2])', "'(1,2)'", "'(2,1)'", '[ 2, 1 ]'],
];
const SCHEMA = `export const mood = p.pgEnum('mood', ['calm', "it's"]);
  const own = p.customType({ dataType: () => 'numeric(5,1)', toDriver: ({ degrees }) => degrees.toFixed(1), fromDriver: (text) => ({ degrees: Number(text) }) });
  export const app = p.pgSchema('app');
  export const t = app.table('t', { id: p.serial().primaryKey(), must: p.text().notNull(), now: p.timestamp().defaultNow(), ${COLUMNS.map(([column]) => column).join(', ')} });`;

test.each(['drizzle-orm', 'drizzle-orm-045'])(
  '%s reads back what is in the database, and says what it is not',
  async (orm) => {
    const { url, query } = await freshDatabase();
    const demo = demoWorkspace({ one: SCHEMA });
    rmSync(join(demo.root, 'node_modules/drizzle-orm'));
    symlinkSync(join(NODE_MODULES, orm), join(demo.root, 'node_modules/drizzle-orm'));
    const scratch = openScratchDatabase({
      ...{
        name: 'judged',
        url,
        stateSchema: 'braid',
        toolVersion: 'test',
        shelf: EMPTY,
        learned: { server: undefined, entities: new KnownEntities() },
      },
      withCopy: () => Promise.reject(new Error('no copies')),
      keepAs: () => Promise.resolve(),
      leaveAs: () => undefined,
    });
    onTestFinished(scratch.disconnect);
    const [loaded] = await demo.differ.load(demo.bench().workspace.slices);
    const columns = ofType(loaded?.entities ?? [], 'column');
    const types = columns.map(({ name, facts: { type, typeSchema, dimensions = 0 } }) => {
      const says = COLUMNS.find(([column]) => column.startsWith(`${name}:`));
      const base = typeSchema === undefined ? type : `"${typeSchema}"."${type}"`;
      return `"${name}" ${base}${'[]'.repeat(dimensions)}${says === undefined ? '' : ` default ${says[1]}`}`;
    });
    await query(
      `create type mood as enum ('calm', 'it''s'); create schema app; create table app.t (${types.join(', ')})`,
    );
    const judge = async () => await demo.differ.judgeDefaults(columns, scratch.queryRows);
    const before = await query("select relname, relfilenode from pg_class where relnamespace = 'app'::regnamespace");
    expect(await judge()).toEqual([]);

    await query(
      COLUMNS.map(([column, , wrong]) => `alter table app.t alter ${column[0]} set default ${wrong}`).join(';'),
    );
    // Another thread knows the schemas, too.
    await demo.differ.close();
    const differences = await judge();
    expect(differences.map(({ column, stored }) => [column, stored])).toEqual(
      COLUMNS.map(([column, , , stored]) => [`app.t.${column[0]}`, stored.replace(/^'(value.*)'$/, '$1')]),
    );
    // The literals that are generated, of either version.
    await query(
      columns
        .flatMap(({ name, facts }) =>
          facts.default === undefined ? [] : [`alter table app.t alter "${name}" set default ${facts.default}`],
        )
        .join(';'),
    );
    expect(await judge()).toEqual([]);
    // What it did is undone.
    expect(await query("select relname, relfilenode from pg_class where relnamespace = 'app'::regnamespace")).toEqual(
      before,
    );
  },
);

const NODE_MODULES = resolve(import.meta.dirname, '../../../../../node_modules');
