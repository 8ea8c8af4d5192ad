import type { Scenario } from './scenario.ts';

const Y = "export const yt = p.pgTable('yt', { id: p.integer().primaryKey(), n: p.integer() });";
const X = "export const xt = p.pgTable('xt', { id: p.integer().primaryKey() });";
const guarded = (condition: string): string =>
  `export const yt = p.pgTable('yt', { id: p.integer().primaryKey(), n: p.integer() }, () => [p.pgPolicy('yp', { for: 'select', using: sql\`${condition}\` })]);`;
const may = (args: string, reads: string): string =>
  `create function may(${args}) returns boolean language sql stable as $$ select exists (select 1 from ${reads}) $$;`;
const moody = (value: string, more: string): string =>
  `import { mood } from '@demo/<x>/schema';\nexport const yt = p.pgTable('yt', { id: p.integer().primaryKey(), m: mood().default('${value}')${more} }, (t) => [p.index('yi').on(t.id).where(sql\`\${t.m} = '${value}'\`)]);`;

/** Changes of which one slice calls, or names a value of, what another one declares. */
export const SCENARIOS_IN_SQL: readonly Scenario[] = [
  {
    name: 'a policy calls a function that is new, and reads a table that is new',
    before: { schemas: { x: '', y: Y } },
    after: { schemas: { x: X, y: guarded('may(id)') }, sql: { x: may('who integer', 'xt where id = who') } },
    seed: 'insert into yt values (1, 2);',
    order: 'xy',
  },
  {
    name: 'a policy calls a function that gets another signature',
    before: { schemas: { x: X, y: guarded('may(id)') }, sql: { x: may('who integer', 'xt where id = who') } },
    after: {
      schemas: { x: X, y: guarded('may(id, n)') },
      sql: { x: may('who integer, n integer', 'xt where id in (who, n)') },
    },
    seed: 'insert into xt values (1); insert into yt values (1, 2);',
    order: 'xyx',
  },
  {
    name: 'a policy calls a function that goes',
    before: { schemas: { x: X, y: guarded('may(id)') }, sql: { x: may('who integer', 'xt where id = who') } },
    after: { schemas: { x: X, y: guarded('id > 0') } },
    seed: 'insert into xt values (1); insert into yt values (1, 2);',
    order: 'yx',
  },
  {
    name: 'a policy calls a function of the other slice that reads a new column of its table',
    before: { schemas: { x: X, y: Y } },
    after: {
      schemas: {
        x: "export const xt = p.pgTable('xt', { id: p.integer().primaryKey(), n: p.integer() }, () => [p.pgPolicy('xp', { using: sql`may(id)` })]);",
        y: Y,
      },
      sql: { y: may('who integer', 'yt join xt on xt.n = yt.n where yt.id = who') },
    },
    seed: 'insert into xt values (1); insert into yt values (1, 2);',
    order: 'xyx',
  },
  {
    name: 'a value is renamed that a default and an index name, beside another change',
    before: {
      schemas: { x: "export const mood = p.pgEnum('mood', ['calm', 'sad']);", y: moody('calm', '.notNull()') },
    },
    after: { schemas: { x: "export const mood = p.pgEnum('mood', ['quiet', 'sad']);", y: moody('quiet', '') } },
    renames: ["mood.'calm'=quiet"],
    seed: "insert into yt values (1, 'sad');",
    order: 'xy',
  },
];
