import { sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import type { Exports, Kind } from '../kind.ts';

const SEED = 'insert into t (id, n) values (1, 10), (2, 20)';
const t = p.pgTable('t', { id: p.integer().primaryKey(), n: p.integer() });
const view = (name: string, body: string) => p.pgView(name, { id: p.integer() }).as(sql.raw(body));
const matview = (name: string, body: string) => p.pgMaterializedView(name, { id: p.integer() }).as(sql.raw(body));
const role = p.pgRole(`braid_kind_role_${process.pid}`);
type PolicyConfig = NonNullable<Parameters<typeof p.pgPolicy>[1]>;
const policies = (configs: Readonly<Record<string, PolicyConfig>>): Exports => ({
  t: p.pgTable('t', { id: p.integer().primaryKey(), n: p.integer() }, () =>
    Object.entries(configs).map(([name, config]) => p.pgPolicy(name, config)),
  ),
});
const sequence = (name: string, options: p.PgSequenceOptions = {}): Exports => ({ s: p.pgSequence(name, options) });

const app = (name: string, views: boolean): Exports => {
  const schema = p.pgSchema(name);
  const mood = schema.enum('mood', ['a', 'b']);
  const things = schema.table('things', { id: p.serial().primaryKey(), mood: mood().default('a') });
  const one = schema.view('one').as((qb) => qb.select({ id: things.id }).from(things));
  const two = schema.view('a_two').as((qb) => qb.select({ id: one.id }).from(one));
  return views ? { schema, mood, things, two, one } : { schema, mood, things };
};
const THINGS = 'insert into app.things default values';

export const VIEW_KINDS: readonly Kind[] = [
  {
    name: 'view_change',
    before: { t, v: view('v', 'select id from t') },
    after: { t, v: view('v', 'select id, n from t where n > 1') },
    seed: SEED,
  },
  {
    name: 'view_change_dep',
    before: { t, v: view('v', 'select id from t'), a: view('a', 'select id from v') },
    after: { t, v: view('v', 'select id::bigint as id from t'), a: view('a', 'select id from v') },
    seed: SEED,
  },
  {
    name: 'view_on_view',
    before: { t, v: view('v', 'select id from t') },
    after: { t, v: view('v', 'select id from t'), a: view('a', 'select id from v') },
    seed: SEED,
  },
  {
    name: 'view_both',
    before: { t },
    after: { t, a: view('a', 'select id from v'), v: view('v', 'select id from t') },
    seed: SEED,
  },
  {
    name: 'view_rename',
    before: { t, v: view('v', 'select id from t') },
    after: { t, v: view('w', 'select id from t') },
    seed: SEED,
  },
  {
    name: 'view_option',
    before: { t, v: p.pgView('v').as((qb) => qb.select().from(t)) },
    after: {
      t,
      v: p
        .pgView('v')
        .with({ securityBarrier: true })
        .as((qb) => qb.select().from(t)),
    },
    seed: SEED,
  },
  {
    name: 'matview_change',
    before: { t, v: matview('v', 'select id from t') },
    after: { t, v: matview('v', 'select id from t where n > 15') },
    seed: SEED,
  },
];

export const POLICY_KINDS: readonly Kind[] = [
  {
    name: 'policy_rename',
    before: policies({ a: { using: sql`n > 1` } }),
    after: policies({ b: { using: sql`n > 1` } }),
    seed: SEED,
  },
  {
    name: 'policy_using',
    before: policies({ a: { using: sql`n > 1` } }),
    after: policies({ a: { using: sql`n > 2` } }),
    seed: SEED,
  },
  {
    name: 'policy_withcheck',
    before: policies({ a: { using: sql`n > 1` } }),
    after: policies({ a: { using: sql`n > 1`, withCheck: sql`n > 2` } }),
    seed: SEED,
  },
  {
    name: 'policy_for',
    before: policies({ a: { using: sql`n > 1` } }),
    after: policies({ a: { for: 'select', using: sql`n > 1` } }),
    seed: SEED,
  },
  {
    name: 'policy_as',
    before: policies({ a: { using: sql`n > 1` } }),
    after: policies({ a: { as: 'restrictive', using: sql`n > 1` } }),
    seed: SEED,
  },
  {
    name: 'policy_to',
    before: policies({ a: { using: sql`n > 1` } }),
    after: policies({ a: { to: 'current_user', using: sql`n > 1` } }),
    seed: SEED,
  },
  { name: 'policy_drop', before: policies({ a: { using: sql`n > 1` } }), after: policies({}), seed: SEED },
  { name: 'role_add', before: { t }, after: { t, role }, seed: SEED },
];

const users = (name: string, pk = p.integer().generatedAlwaysAsIdentity()): Exports => {
  const table = p.pgTable(name, { id: pk, email: p.text().unique() }, (it) => [
    p.primaryKey({ columns: [it.id] }),
    p.index().on(it.email),
  ]);
  const posts = p.pgTable('posts', { id: p.serial().primaryKey(), user: p.integer().references(() => table.id) });
  return { table, posts };
};

export const TABLE_KINDS: readonly Kind[] = [
  {
    name: 'rename_table',
    before: { t },
    after: { t: p.pgTable('u', { id: p.integer().primaryKey(), n: p.integer() }) },
    renames: ['t=u'],
    seed: SEED,
  },
  {
    name: 'rename_table_fk',
    before: users('users'),
    after: users('people'),
    renames: ['users=people'],
    seed: 'insert into users (email) values (\'a\'); insert into posts ("user") values (1)',
    works: "insert into people (email) values ('b')",
  },
  {
    name: 'rename_table_serial',
    before: { t: p.pgTable('t', { id: p.serial().primaryKey(), n: p.integer() }) },
    after: { t: p.pgTable('u', { nr: p.serial().primaryKey(), n: p.integer() }) },
    renames: ['t=u', 't.id=nr'],
    seed: 'insert into t (n) values (1)',
    works: 'insert into u (n) values (2)',
  },
  {
    name: 'rename_schema',
    before: app('app', false),
    after: app('core', false),
    renames: ['schema app=core'],
    seed: THINGS,
  },
  {
    name: 'rename_schema_views',
    before: app('app', true),
    after: app('core', true),
    renames: ['schema app=core'],
    seed: THINGS,
  },
  {
    name: 'move_table_schema',
    before: { schema: p.pgSchema('app'), t },
    after: (() => {
      const schema = p.pgSchema('app');
      return { schema, t: schema.table('t', { id: p.integer().primaryKey(), n: p.integer() }) };
    })(),
    renames: ['t=app.t'],
    seed: SEED,
  },
  { name: 'create_schema', before: { t }, after: { t, ...app('app', true) }, seed: SEED },
  {
    name: 'drop_table',
    before: { t, ...users('users') },
    after: { t },
    seed: 'insert into users (email) values (\'a\'); insert into posts ("user") values (1)',
    loses: true,
  },
  {
    name: 'drop_ref_table',
    before: users('users'),
    after: { posts: p.pgTable('posts', { id: p.serial().primaryKey() }) },
    seed: 'insert into users (email) values (\'a\'); insert into posts ("user") values (1)',
    loses: true,
  },
  {
    name: 'circular_tables',
    before: { t },
    after: (() => {
      const a: p.AnyPgTable = p.pgTable('a', {
        id: p.integer().primaryKey(),
        b: p.integer().references((): p.AnyPgColumn => b.id),
      });
      const b = p.pgTable('b', {
        id: p.integer().primaryKey(),
        a: p.integer().references((): p.AnyPgColumn => Reflect.get(a, 'id')),
      });
      return { t, a, b };
    })(),
    seed: SEED,
  },
  { name: 'seq_rename', before: sequence('s'), after: sequence('r'), renames: ['sequence s=r'] },
  {
    name: 'seq_alter',
    before: sequence('s'),
    after: sequence('s', { increment: 5, maxValue: 500, cycle: true, cache: 3 }),
  },
  {
    name: 'everything_goes',
    before: { ...app('app', true), t, ...sequence('s') },
    after: {},
    seed: `${THINGS}; ${SEED}`,
    loses: true,
  },
];
