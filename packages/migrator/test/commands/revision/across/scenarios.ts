import type { Scenario } from './scenario.ts';

const X = "export const xt = p.pgTable('xt', { id: p.integer().primaryKey(), c: p.text(), e: p.integer() });";
const IMPORT = "import { xt } from '@demo/<x>/schema';\n";
const ROWS = "insert into xt values (1, 'a', 10), (2, 'b', 20);";
const Y = "export const yt = p.pgTable('yt', { id: p.integer().primaryKey() });";
const renamed = (text: string): string => text.replace('c: p.text()', 'd: p.text()');
const without = (text: string): string => text.replace(', c: p.text()', '');
const view = (query: string): string => `${IMPORT}export const yv = p.pgView('yv').as((q) => ${query});`;
const policy = (condition: string): string =>
  `${IMPORT}export const yt = p.pgTable('yt', { id: p.integer().primaryKey() }, () => [p.pgPolicy('yp', { for: 'select', using: sql\`${condition}\` })]);`;
/** A table of y whose default and check call a function of x. */
const calling = (more: string): string =>
  `export const yt = p.pgTable('yt', { id: p.integer().primaryKey(), n: p.integer().default(sql\`xf(1${more})\`) }, (t) => [p.check('yc', sql\`\${t.id} < xf(100${more})\`)]);`;
const keyed = (x: string, y: string): Scenario['before'] => ({
  schemas: {
    x: `export const xt = p.pgTable('xt', { id: ${x}.primaryKey() });`,
    y: `${IMPORT}export const yt = p.pgTable('yt', { id: p.integer().primaryKey(), x: ${y}.references(() => xt.id) });`,
  },
});

/** Changes of which one slice's part cannot be planned beside the other slice's old text. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'a column is renamed under a Drizzle view',
    before: { schemas: { x: X, y: view('q.select({ c: xt.c }).from(xt)') } },
    after: { schemas: { x: renamed(X), y: view('q.select({ d: xt.d }).from(xt)') } },
    renames: ['xt.c=d'],
    seed: ROWS,
    order: 'yxy',
  },
  {
    name: 'a column is renamed under a view of sql/, on which another one, an index and a comment stand',
    before: {
      schemas: { x: X, y: Y },
      sql: {
        y: "create materialized view ym as select id, c from xt;\ncreate index ym_c on ym (c) where c is not null;\ncreate view yv as select id from ym;\ncomment on materialized view ym is 'rows of x';\n",
      },
    },
    after: {
      schemas: { x: renamed(X), y: Y },
      sql: {
        y: "create materialized view ym as select id, d as c from xt;\ncreate index ym_c on ym (c) where c is not null;\ncreate view yv as select id from ym;\ncomment on materialized view ym is 'rows of x';\n",
      },
    },
    renames: ['xt.c=d'],
    seed: `${ROWS} refresh materialized view ym;`,
    order: 'yxy',
  },
  {
    name: 'a column is renamed under a policy',
    before: { schemas: { x: X, y: policy("exists (select 1 from xt where xt.c = 'a' and xt.id = yt.id)") } },
    after: { schemas: { x: renamed(X), y: policy("exists (select 1 from xt where xt.d = 'a' and xt.id = yt.id)") } },
    renames: ['xt.c=d'],
    seed: `${ROWS} insert into yt values (1);`,
    order: 'yxy',
  },
  {
    name: 'a table is renamed under a view, a foreign key and a policy',
    before: {
      schemas: {
        x: X,
        y: `${policy('id in (select id from xt)').replace('p.integer().primaryKey()', 'p.integer().primaryKey().references(() => xt.id)')}`,
      },
      sql: { y: 'create view yv as select id, c from xt;' },
    },
    after: {
      schemas: {
        x: X.replace("'xt'", "'xu'"),
        y: `${policy('id in (select id from xu)').replace('p.integer().primaryKey()', 'p.integer().primaryKey().references(() => xt.id)')}`,
      },
      sql: { y: 'create view yv as select id, c from xu;' },
    },
    renames: ['xt=xu'],
    seed: `${ROWS} insert into yt values (1);`,
    order: 'yxy',
  },
  {
    name: 'a column is dropped that a view of sql/ no longer reads',
    before: { schemas: { x: X, y: Y }, sql: { y: 'create view yv as select id, c from xt;' } },
    after: { schemas: { x: without(X), y: Y }, sql: { y: 'create view yv as select id from xt;' } },
    seed: ROWS,
    order: 'yx',
    loses: true,
  },
  {
    name: 'a column is dropped that a view reads another column instead of',
    before: { schemas: { x: X, y: view('q.select({ c: xt.c }).from(xt)') } },
    after: {
      schemas: {
        x: without(X).replace('e: p.integer()', 'e: p.integer(), f: p.text()'),
        y: view('q.select({ f: xt.f }).from(xt)'),
      },
    },
    created: ['xt.f'],
    seed: ROWS,
    order: 'xyx',
    loses: true,
  },
  {
    name: 'a column is new that a view reads',
    before: { schemas: { x: X, y: view('q.select({ c: xt.c }).from(xt)') } },
    after: {
      schemas: { x: X.replace('e: p', 'f: p.text(), e: p'), y: view('q.select({ c: xt.c, f: xt.f }).from(xt)') },
    },
    seed: ROWS,
    order: 'xy',
  },
  {
    name: 'a key and the foreign key to it get another type',
    before: keyed('p.integer()', 'p.integer()'),
    after: keyed('p.text()', 'p.text()'),
    seed: 'insert into xt values (1); insert into yt values (1, 1);',
    order: 'yxy',
  },
  {
    name: 'a key and the foreign key to it grow',
    before: keyed('p.integer()', 'p.integer()'),
    after: keyed('p.bigint({ mode: "number" })', 'p.bigint({ mode: "number" })'),
    seed: 'insert into xt values (1); insert into yt values (1, 1);',
  },
  {
    name: 'a view of a third slice compares two columns that both get another type',
    before: {
      ...keyed('p.integer()', 'p.integer()'),
      sql: { z: 'create view zv as select xt.id from xt join yt on yt.x = xt.id;' },
    },
    after: {
      ...keyed('p.text()', 'p.text()'),
      sql: { z: 'create view zv as select xt.id from xt join yt on yt.x = xt.id;' },
    },
    seed: 'insert into xt values (1); insert into yt values (1, 1);',
  },
  {
    name: 'two new tables refer to each other',
    before: { schemas: { x: X, y: Y } },
    after: {
      schemas: {
        x: `import { yn } from '@demo/<y>/schema';\n${X}\nexport const xn = p.pgTable('xn', { id: p.integer().primaryKey(), y: p.integer().references((): p.AnyPgColumn => yn.id) });`,
        y: `import { xn } from '@demo/<x>/schema';\n${Y}\nexport const yn = p.pgTable('yn', { id: p.integer().primaryKey(), x: p.integer().references((): p.AnyPgColumn => xn.id) });`,
      },
    },
    seed: ROWS,
  },
  {
    name: 'a function gets another signature under a default and a check',
    before: {
      schemas: {
        x: X,
        y: calling(''),
      },
      sql: { x: 'create function xf(n integer) returns integer language sql immutable as $$ select n $$;' },
    },
    after: {
      schemas: {
        x: X,
        y: calling(', 2'),
      },
      sql: {
        x: 'create function xf(n integer, m integer) returns integer language sql immutable as $$ select n * m $$;',
      },
    },
    seed: 'insert into yt values (1);',
  },
  {
    name: 'an enum loses the value that was a default of the other slice',
    before: {
      schemas: {
        x: "export const mood = p.pgEnum('mood', ['calm', 'sad']);",
        y: "import { mood } from '@demo/<x>/schema';\nexport const yt = p.pgTable('yt', { id: p.integer().primaryKey(), m: mood().default('sad') });",
      },
    },
    after: {
      schemas: {
        x: "export const mood = p.pgEnum('mood', ['calm', 'low']);",
        y: "import { mood } from '@demo/<x>/schema';\nexport const yt = p.pgTable('yt', { id: p.integer().primaryKey(), m: mood().default('low') });",
      },
    },
    created: ["mood.'low'"],
    seed: "insert into yt values (1, 'calm');",
  },
  {
    name: 'a key goes together with the foreign key to it',
    before: {
      schemas: {
        x: "export const xt = p.pgTable('xt', { id: p.integer().primaryKey(), c: p.text().unique('xt_c') });",
        y: `${IMPORT}export const yt = p.pgTable('yt', { id: p.integer().primaryKey(), c: p.text().references(() => xt.c) });`,
      },
    },
    after: {
      schemas: {
        x: "export const xt = p.pgTable('xt', { id: p.integer().primaryKey(), c: p.text() });",
        y: "export const yt = p.pgTable('yt', { id: p.integer().primaryKey(), c: p.text() });",
      },
    },
    seed: "insert into xt values (1, 'a'); insert into yt values (1, 'a');",
    order: 'yx',
  },
  {
    name: 'a key is new together with the foreign key to it',
    before: {
      schemas: {
        x: "export const xt = p.pgTable('xt', { id: p.integer().primaryKey(), c: p.text() });",
        y: "export const yt = p.pgTable('yt', { id: p.integer().primaryKey(), c: p.text() });",
      },
    },
    after: {
      schemas: {
        x: "export const xt = p.pgTable('xt', { id: p.integer().primaryKey(), c: p.text().unique('xt_c') });",
        y: `${IMPORT}export const yt = p.pgTable('yt', { id: p.integer().primaryKey(), c: p.text().references(() => xt.c) });`,
      },
    },
    seed: "insert into xt values (1, 'a'); insert into yt values (1, 'a');",
    order: 'xy',
  },
];
