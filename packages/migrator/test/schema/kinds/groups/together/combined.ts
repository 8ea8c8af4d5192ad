import { sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import type { Exports, Kind } from '../../kind.ts';

const ID = { id: p.integer().primaryKey() };
const base = p.pgTable('t', { ...ID, n: p.integer(), s: p.text() });
const SEED = "insert into t values (1, 10, 'x'), (2, 20, null)";
const view = (name: string, body: string) => p.pgView(name, { id: p.integer() }).as(sql.raw(body));
const matview = (name: string, body: string) => p.pgMaterializedView(name, { id: p.integer() }).as(sql.raw(body));
const role = p.pgRole(`braid_kind_role_${process.pid}`);
const guarded = (to: p.PgPolicyToOption, policy = true): Exports => ({
  role,
  t: p.pgTable('t', { ...ID, n: p.integer(), s: p.text() }, () =>
    policy
      ? [
          p.pgPolicy('mine', { to, for: 'select', using: sql`n > 1` }),
          p.pgPolicy('ours', { as: 'restrictive', using: sql`n < 99` }),
        ]
      : [],
  ),
});
const orders = (status: p.AnyPgColumnBuilder, extra: Exports = {}): Exports => ({
  ...extra,
  orders: p.pgTable(
    'tickets',
    { ...ID, status, total: p.numeric({ precision: 10, scale: 2 }).notNull().default('0') },
    (it) => [
      p.index('tickets_open').on(it.id).where(sql`${it.status} = 'open'`),
      p.check('tickets_status', sql`${it.status} <> 'open' or ${it.total} >= 0`),
    ],
  ),
  open: view('open_tickets', "select id from tickets where status = 'open'"),
});
const staged = (values: readonly [string, ...string[]], name = 'stage'): Exports => {
  const stage = p.pgEnum(name, values);
  return orders(stage().notNull().default('open'), { stage });
};

/** Several things at once, and objects that depend on each other. */
export const COMBINED_KINDS: readonly Kind[] = [
  {
    name: 'view_dropped_under_view',
    before: { t: base, v: view('v', 'select id from t'), w: view('a_w', 'select id from v') },
    after: { t: base, w: view('a_w', 'select id from t') },
    seed: SEED,
  },
  {
    name: 'view_to_matview',
    before: { t: base, v: view('v', 'select id from t') },
    after: { t: base, v: matview('v', 'select id from t') },
    seed: SEED,
  },
  {
    name: 'matview_to_view_under_view',
    before: { t: base, v: matview('v', 'select id from t'), w: view('a_w', 'select id from v') },
    after: { t: base, v: view('v', 'select id from t'), w: view('a_w', 'select id from v') },
    seed: SEED,
  },
  {
    name: 'view_of_dropped_column',
    before: { t: base, v: view('v', 'select id, s from t') },
    after: { t: p.pgTable('t', { ...ID, n: p.integer() }), v: view('v', 'select id from t') },
    seed: SEED,
    loses: true,
  },
  {
    name: 'view_moved_schema',
    before: { app: p.pgSchema('app'), t: base, v: view('v', 'select id from t') },
    after: (() => {
      const app = p.pgSchema('app');
      return { app, t: base, v: app.view('v', { id: p.integer() }).as(sql`select id from t`) };
    })(),
    renames: ['view v=app.v'],
    seed: SEED,
  },
  {
    name: 'view_on_renamed_table_and_column',
    before: { t: base, v: view('v', 'select id, s from t') },
    after: {
      t: p.pgTable('u', { ...ID, n: p.integer(), text: p.text() }),
      v: view('v', 'select id, text as s from u'),
    },
    renames: ['t=u', 't.s=text'],
    seed: SEED,
  },
  {
    name: 'view_chain_retyped',
    before: {
      t: base,
      v: view('v', 'select id, n from t'),
      w: matview('a_w', 'select id, n from v'),
      x: view('a_a', 'select id, n + 1 as m from a_w'),
    },
    after: {
      t: p.pgTable('t', { ...ID, n: p.bigint({ mode: 'number' }), s: p.text() }),
      v: view('v', 'select id, n from t'),
      w: matview('a_w', 'select id, n from v'),
      x: view('a_a', 'select id, n + 1 as m from a_w'),
    },
    seed: SEED,
  },
  {
    name: 'matview_without_data',
    before: { t: base },
    after: { t: base, m: p.pgMaterializedView('m', { id: p.integer() }).withNoData().as(sql`select id from t`) },
    seed: SEED,
  },
  {
    name: 'matview_storage',
    before: { t: base, m: matview('m', 'select id from t') },
    after: {
      t: base,
      m: p.pgMaterializedView('m', { id: p.integer() }).with({ fillfactor: 80 }).as(sql`select id from t`),
    },
    seed: SEED,
  },
  {
    name: 'view_security_invoker',
    before: { t: base, v: view('v', 'select id from t') },
    after: {
      t: base,
      v: p
        .pgView('v', { id: p.integer() })
        .with({ securityInvoker: true, checkOption: 'local' })
        .as(sql`select id from t`),
    },
    seed: SEED,
  },
  {
    name: 'rls_enabled',
    before: { t: base },
    after: { t: p.pgTable('t', { ...ID, n: p.integer(), s: p.text() }).enableRLS() },
    seed: SEED,
  },
  {
    name: 'rls_stays_without_policies',
    before: guarded('public'),
    after: { role, t: p.pgTable('t', { ...ID, n: p.integer(), s: p.text() }).enableRLS() },
    seed: SEED,
  },
  { name: 'policy_to_new_role', before: { t: base }, after: guarded(role), seed: SEED },
  { name: 'policy_role_and_public', before: guarded('public'), after: guarded([role, 'session_user']), seed: SEED },
  { name: 'policy_role_goes', before: guarded(role), after: { t: base }, seed: SEED },
  {
    name: 'policy_on_renamed_column',
    before: {
      t: p.pgTable('t', { ...ID, owner: p.text() }, (it) => [
        p.pgPolicy('mine', { using: sql`${it.owner} = current_user`, withCheck: sql`${it.owner} = current_user` }),
      ]),
    },
    after: {
      t: p.pgTable('t', { ...ID, owned_by: p.text() }, (it) => [
        p.pgPolicy('mine', {
          using: sql`${it.owned_by} = current_user`,
          withCheck: sql`${it.owned_by} = current_user`,
        }),
      ]),
    },
    renames: ['t.owner=owned_by'],
    seed: "insert into t values (1, 'x')",
  },
  {
    name: 'status_text_to_enum',
    before: orders(p.text().notNull().default('open')),
    after: staged(['open', 'closed']),
    seed: "insert into tickets values (1, 'open', 5)",
  },
  {
    name: 'status_enum_to_text',
    before: staged(['open', 'closed']),
    after: orders(p.varchar({ length: 12 }).notNull().default('open')),
    seed: "insert into tickets values (1, 'closed', 5)",
  },
  {
    name: 'status_value_removed',
    before: staged(['open', 'closed', 'lost']),
    after: staged(['closed', 'open']),
    seed: "insert into tickets values (1, 'closed', 5)",
  },
  {
    name: 'status_enum_and_value_renamed',
    before: staged(['open', 'closed']),
    after: staged(['open', 'done'], 'state'),
    renames: ['enum stage=state', "state.'closed'=done"],
    seed: "insert into tickets values (1, 'closed', 5)",
  },
  {
    name: 'status_value_inserted_first',
    before: staged(['open', 'closed']),
    after: staged(['draft', 'open', 'paid', 'closed']),
    seed: "insert into tickets values (1, 'closed', 5)",
  },
  {
    name: 'generated_from_new_column',
    before: { t: base },
    after: {
      t: p.pgTable(
        't',
        {
          ...ID,
          n: p.integer(),
          s: p.text(),
          m: p.integer().notNull().default(2),
          g: p.integer().generatedAlwaysAs(sql`"n" * "m"`),
        },
        (it) => [p.unique('by_g').on(it.id, it.g)],
      ),
    },
    seed: SEED,
  },
  {
    name: 'generated_to_default',
    before: {
      t: p.pgTable('t', { ...ID, n: p.integer(), g: p.integer().generatedAlwaysAs(sql`"n" * 2`) }, (it) => [
        p.index('by_g').on(it.g),
      ]),
    },
    after: {
      t: p.pgTable('t', { ...ID, n: p.integer(), g: p.integer().default(4) }, (it) => [p.index('by_g').on(it.g)]),
    },
    seed: 'insert into t values (1, 5)',
  },
  {
    name: 'column_replaced_under_index',
    before: {
      t: p.pgTable('t', { ...ID, a: p.text() }, (it) => [p.index('i').on(it.a), p.check('c', sql`${it.a} <> ''`)]),
    },
    after: {
      t: p.pgTable('t', { ...ID, b: p.integer() }, (it) => [p.index('i').on(it.b), p.check('c', sql`${it.b} > 0`)]),
    },
    created: ['t.b'],
    seed: "insert into t values (1, 'x')",
    loses: true,
  },
  {
    name: 'table_renamed_with_all',
    before: guarded('public'),
    after: {
      role,
      u: p.pgTable('u', { ...ID, n: p.bigint({ mode: 'number' }), s: p.text().notNull().default('') }, () => [
        p.pgPolicy('mine', { to: 'public', for: 'select', using: sql`n > 2` }),
      ]),
    },
    renames: ['t=u'],
    seed: "insert into t values (1, 10, 'x')",
  },
  {
    name: 'tables_renamed_two',
    before: { a: p.pgTable('a', ID), b: p.pgTable('b', { ...ID, x: p.text() }) },
    after: { a: p.pgTable('c', ID), b: p.pgTable('d', { ...ID, x: p.text() }) },
    renames: ['a=c', 'b=d'],
    seed: "insert into a values (1); insert into b values (1, 'x')",
  },
  {
    name: 'schema_dropped',
    before: (() => {
      const app = p.pgSchema('app');
      const kind = app.enum('kind', ['a']);
      return { app, kind, t: app.table('t', { ...ID, kind: kind() }), s: app.sequence('s') };
    })(),
    after: {},
    seed: "insert into app.t values (1, 'a')",
    loses: true,
  },
];
