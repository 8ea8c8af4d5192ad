import fc from 'fast-check';
import { findRaces } from '../../../src/sql-objects/races/find-races.ts';
import type { RevisionFootprints } from '../../../src/sql-objects/races/race.ts';
import { drawnRevision } from '../parsed.ts';

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
  fc
    .tuple(table, column, table)
    .map(([t, c, u]) => `alter table ${t} add constraint ${t}_${c}_${u} foreign key (${c}) references ${u} (id)`),
  fc.tuple(table, column).map(([t, c]) => `create index ${t}_${c}_idx on ${t} (${c})`),
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
export const history = fc.array(
  fc.record({ slice: fc.nat(2), sql: statement, dependency: fc.option(fc.nat(6), { nil: undefined }) }),
  {
    minLength: 8,
    maxLength: 18,
  },
);

export interface Made {
  readonly slice: number;
  readonly sql: string;
  /** What reverts it; absent where nothing does. */
  readonly back?: string | undefined;
  readonly dependency: number | undefined;
}

/** Revisions of what was made, each above the last one of its slice. */
export function drawn(made: readonly Made[]): readonly RevisionFootprints[] {
  const lastOf = new Map<number, number>();
  return made.map(({ slice, sql, back = '', dependency }, number) => {
    const parent = lastOf.get(slice);
    lastOf.set(slice, number);
    const down = [parent, dependency === undefined ? undefined : number - 1 - dependency];
    return {
      ...drawnRevision(`r${number}`, `s${slice}: ${sql} | ${back}`),
      down: down.flatMap((each) => (each === undefined || each < 0 ? [] : [each])),
    };
  });
}

/** Orders every race as the revisions were made, as `check` asks for, until there is none. */
export function ordered(made: readonly RevisionFootprints[]): readonly RevisionFootprints[] {
  let revisions = made;
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
export function extension(revisions: readonly RevisionFootprints[], seed: number): readonly number[] {
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
