import fc from 'fast-check';
import type { Client } from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { findRaces } from '../../../src/sql-objects/races/find-races.ts';
import type { RevisionFootprints } from '../../../src/sql-objects/races/race.ts';
import { Reachability } from '../../../src/sql-objects/races/reachability.ts';
import { catalogOf, differences } from '../../support/catalog-of.ts';
import { createDatabase } from '../../support/fresh-database.ts';
import { drawnRevision } from '../parsed.ts';

/** On demand: `BRAID_HISTORIES=500` (`npm run test:histories`). */
const RUNS = Number(process.env.BRAID_HISTORIES ?? 12);
const ORDERS = 4;

let client: Client;
beforeAll(async () => {
  const database = await createDatabase();
  client = await database.connect();
  return database.drop;
});

const table = fc.constantFrom('ta', 'tb', 'tc');
const column = fc.constantFrom('x', 'y', 'z');
const name = fc.constantFrom('v', 'w');
const value = fc.constantFrom('one', 'two', 'three');

/** A statement over few names, so that many of them meet. */
const statement = fc.oneof(
  table.map((t) => `create table ${t} (id serial primary key, x int, m mood default 'one')`),
  fc.tuple(table, column).map(([t, c]) => `alter table ${t} add column ${c} int`),
  fc.tuple(table, column).map(([t, c]) => `alter table ${t} drop column ${c}`),
  fc.tuple(table, column, column).map(([t, c, d]) => `alter table ${t} rename column ${c} to ${d}`),
  fc.tuple(table, table).map(([t, u]) => `alter table ${t} rename to ${u}`),
  fc.tuple(table, column).map(([t, c]) => `alter table ${t} alter column ${c} type bigint`),
  fc.tuple(table, column, fc.nat(3)).map(([t, c, n]) => `alter table ${t} alter column ${c} set default ${n}`),
  fc.tuple(table, column).map(([t, c]) => `alter table ${t} alter column ${c} set not null`),
  fc.tuple(table, column).map(([t, c]) => `alter table ${t} add constraint ${t}_${c} unique (${c})`),
  fc.tuple(table, column, table).map(([t, c, u]) => `alter table ${t} add foreign key (${c}) references ${u} (id)`),
  fc.tuple(table, column).map(([t, c]) => `create index on ${t} (${c})`),
  table.map((t) => `drop table ${t}`),
  fc.tuple(name, table, column).map(([v, t, c]) => `create view ${v} as select ${c}, id from ${t}`),
  fc.tuple(name, table).map(([v, t]) => `create view ${v} as select * from ${t}`),
  fc.tuple(name, table, column).map(([v, t, c]) => `create or replace view ${v} as select a.${c} as one from ${t} a`),
  name.map((v) => `drop view ${v}`),
  fc
    .tuple(table, column)
    .map(([t, c]) => `create or replace function f() returns bigint language sql as 'select max(${c}) from ${t}'`),
  name.map((v) => `create view ${v} as select f() as n`),
  fc.tuple(table, column, fc.nat(2)).map(([t, c, n]) => `comment on column ${t}.${c} is '${n}'`),
  value.map((v) => `alter type mood add value '${v}'`),
  fc.tuple(value, value).map(([v, w]) => `alter type mood rename value '${v}' to '${w}'`),
  fc.tuple(table, value).map(([t, v]) => `alter table ${t} alter column m set default '${v}'`),
  fc.tuple(table, value, column).map(([t, v, c]) => `insert into ${t} (m, ${c}) values ('${v}', 7)`),
  fc.tuple(table, column, fc.nat(3)).map(([t, c, n]) => `update ${t} set ${c} = ${n}`),
  fc.tuple(table, column).map(([t, c]) => `delete from ${t} where ${c} > 1`),
);

/** Revisions in the order in which they were made: a slice each, and perhaps a dependency on an earlier one. */
const history = fc.array(
  fc.record({ slice: fc.nat(2), sql: statement, dependency: fc.option(fc.nat(6), { nil: undefined }) }),
  {
    minLength: 8,
    maxLength: 18,
  },
);

const RESET = `drop schema public cascade; create schema public; create type mood as enum ('one')`;

/** What the database says to one statement after the other, and what it is in the end. */
async function run(statements: readonly string[]) {
  await client.query(RESET);
  const fails: boolean[] = [];
  for (const sql of statements) {
    fails.push(
      await client.query(sql).then(
        () => false,
        () => true,
      ),
    );
  }
  // The number of a row says in which order rows came, and nothing else.
  const { rows } = await client.query<{ rows: string }>(
    `select relname || query_to_xml(format('select to_jsonb(t) - ''id'' from public.%I t order by 1', relname), true, true, '')::text as rows
       from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  return { fails, catalog: await catalogOf(client), rows: rows.map((each) => each.rows) };
}

/** Orders every race as the revisions were made, as `check` asks for, until there is none. */
function ordered(drawn: readonly RevisionFootprints[]): readonly RevisionFootprints[] {
  let revisions = drawn;
  for (;;) {
    const { races } = findRaces(revisions);
    if (races.length === 0) return revisions;
    const numbers = new Map(revisions.map(({ revision }, number) => [revision, number]));
    revisions = revisions.map((each, number) => ({
      ...each,
      down: [
        ...each.down,
        ...races.flatMap(({ earlier, later }) => {
          const pair = [numbers.get(earlier.revision) ?? 0, numbers.get(later.revision) ?? 0];
          return Math.max(...pair) === number ? [Math.min(...pair)] : [];
        }),
      ],
    }));
  }
}

/** Some order in which what is below a revision comes before it. */
function extension(revisions: readonly RevisionFootprints[], seed: number): readonly number[] {
  const done = new Set<number>();
  let state = seed;
  while (done.size < revisions.length) {
    const ready = revisions.flatMap(({ down }, number) =>
      !done.has(number) && down.every((below) => done.has(below)) ? [number] : [],
    );
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    done.add(ready[state % ready.length] ?? 0);
  }
  return [...done];
}

test('where no race is left, every order that the graph allows makes the same of an empty database, rows included', {
  timeout: 60_000 + RUNS * 5_000,
}, async () => {
  let reordered = 0;
  await fc.assert(
    fc.asyncProperty(history, async (made) => {
      // What the server refuses in the order of making is no history.
      const first = await run(made.map(({ sql }) => sql));
      const kept = made.filter((_, index) => first.fails[index] === false);
      const lastOf = new Map<number, number>();
      const drawn = kept.map(({ slice, sql, dependency }, number) => {
        const parent = lastOf.get(slice);
        lastOf.set(slice, number);
        const down = [parent, dependency === undefined ? undefined : number - 1 - dependency];
        return {
          ...drawnRevision(`r${number}`, `s${slice}: ${sql}`),
          down: down.flatMap((each) => (each === undefined || each < 0 ? [] : [each])),
        };
      });
      const revisions = ordered(drawn);
      const reach = new Reachability(revisions.map(({ down }) => down));
      const expected = await run(kept.map(({ sql }) => sql));
      for (let seed = 1; seed <= ORDERS; seed += 1) {
        const order = extension(revisions, seed * 7919);
        if (order.every((number, at) => at === 0 || reach.isBelow(order[at - 1] ?? 0, number))) continue;
        reordered += 1;
        const statements = order.map((number) => kept[number]?.sql ?? '');
        const { fails, catalog, rows } = await run(statements);
        expect({ statements, fails: fails.filter(Boolean).length }).toEqual({ statements, fails: 0 });
        expect({ statements, differences: differences(expected.catalog, catalog), rows }).toEqual({
          statements,
          differences: '',
          rows: expected.rows,
        });
      }
    }),
    // A sample that is the same everywhere; on demand, others each time.
    { numRuns: RUNS, ...(process.env.BRAID_HISTORIES === undefined ? { seed: 42 } : {}) },
  );
  expect(reordered).toBeGreaterThan(RUNS / 4);
});
