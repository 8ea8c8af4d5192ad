import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildGraph } from '../../../src/graph/build/build-graph.ts';
import { planDowngrade } from '../../../src/plan/plan-downgrade.ts';
import { planUpgrade } from '../../../src/plan/plan-upgrade.ts';
import { splitStatements } from '../../../src/sql/script/split-statements.ts';
import { graph } from '../../../src/testing/graph.ts';
import { goodDatabase } from '../../properties/arbitrary-graph.ts';
import { scriptOf, writer } from './script-kit.ts';

const source = { slice: 'x', file: 'script.sql' };
const statements = (text: string) => splitStatements(text, source).map(({ sql }) => sql);

/** A section with two statements of its own, every third of them outside a transaction. */
function sections({ id }: { readonly id: string }): string {
  const off = id.length % 3 === 0 ? ' transaction=off' : '';
  const [a, b] = ['up', 'down'].map((way) => `select '${way} ${id} 1' -- a comment;\n;\nselect $x$${way} ${id} 2;$x$;`);
  return `-- migrate:upgrade${off}\n${a}\n-- migrate:downgrade${off}\n${b}\n`;
}

const own = (text: string) => statements(text).filter((sql) => /^select ['$].*(?:up|down) /.test(sql));

test('a script runs the statements of the plan, in its order, and nothing else of them', () => {
  fc.assert(
    fc.property(goodDatabase, fc.boolean(), ({ revisions, current }, up) => {
      const g = buildGraph(revisions);
      const plan = up ? planUpgrade(g, current, 'heads') : planDowngrade(g, current, 'base');
      const text = writer.script(scriptOf(g, plan, sections));
      const way = up ? 'up' : 'down';
      expect(own(text)).toEqual(
        plan.steps.flatMap(({ revision: { id } }) => [`select '${way} ${id} 1'`, `select $x$${way} ${id} 2;$x$`]),
      );
      const ends = statements(text)
        .filter((sql) => /^(?:begin|commit)\b/.test(sql))
        .map((sql) => sql.slice(0, 5));
      expect(ends.join()).toMatch(/^(?:begin,commi,?)*$/);
    }),
    { numRuns: 60 },
  );
});

/** Back to the role of the script, which may write the state: it changes nothing else. */
const ROLE = ['reset session authorization', 'reset role'];

test('every transaction begins with the guard, so that a client that continues after an error changes nothing', () => {
  const g = graph('a -> b -> cc1');
  const text = writer.script(scriptOf(g, planUpgrade(g, [], 'heads'), sections));
  const lines = statements(text).filter((sql) => !ROLE.includes(sql));
  const guarded = lines.flatMap((sql, at) => (sql.startsWith('begin') ? [lines[at + 1]] : [])).slice(1, -1);
  expect(guarded.length).toBeGreaterThan(4);
  for (const sql of guarded) expect(sql).toMatch(/^call pg_temp\.braid_next\('(?:a|b|cc1)', 'upgrade', \d/);
});

test('a statement that runs alone is in a session that only the transaction before it makes writable', () => {
  const g = graph('a');
  const off =
    '-- migrate:upgrade transaction=off lock-timeout=2s\ncreate index concurrently i on t (x);\n-- migrate:downgrade\n';
  const text = writer.script(scriptOf(g, planUpgrade(g, [], 'heads'), () => off));
  const after = text.slice(text.indexOf('-- 1/1'), text.indexOf('-- The end'));
  expect(after).toMatchInlineSnapshot(`
    "-- 1/1 ↑ a  main  a (features/main/migrations/a.sql)
    -- Not in one transaction (transaction=off): every statement has a checkpoint.
    begin isolation level read committed read write;
    call pg_temp.braid_next('a', 'upgrade', 0, array[]::pg_catalog.text[]);
    call pg_temp.braid_half('a', 'main', 'upgrade');
    commit;
    set session default_transaction_read_only = on;
    begin isolation level read committed read write;
    do $braid$
    begin
      if exists (select from pg_catalog.pg_class t join pg_catalog.pg_class c on c.relnamespace operator(pg_catalog.=) t.relnamespace
        where t.oid operator(pg_catalog.=) pg_catalog.to_regclass('"t"')::pg_catalog.oid and c.relname operator(pg_catalog.=) 'i') then
        raise exception 'relation % exists already', 'i' using errcode = '42P07';
      end if;
    end
    $braid$;
    call pg_temp.braid_next('a', 'upgrade', 0, array[]::pg_catalog.text[], 0, false, interval '10 minutes');
    call pg_temp.braid_alone('a', 'create index concurrently i on t (x)');
    commit;
    set session lock_timeout = 2000;
    set session statement_timeout = 86400000;
    create index concurrently i on t (x);
    reset lock_timeout;
    reset statement_timeout;
    begin isolation level read committed read write;
    do $braid$
    begin
      if not exists (select from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid operator(pg_catalog.=) i.indexrelid
        where i.indrelid operator(pg_catalog.=) pg_catalog.to_regclass('"t"')::pg_catalog.oid and c.relname operator(pg_catalog.=) 'i' and i.indisvalid and i.indisready) then
        raise exception 'statement % of revision % did not have its effect', 1, 'a' using errcode = 'BR014',
          hint = 'See the error before this one. The revision is half-way: migrate upgrade cleans up and continues from there.';
      end if;
    end
    $braid$;
    call pg_temp.braid_next('a', 'upgrade', 0, array[]::pg_catalog.text[], 0, true);
    call pg_temp.braid_done('a', '943ff6d57509c1b408f3c949ce2c391a2e1187f3dcc2161782e0f236c34677dd');
    commit;
    begin isolation level read committed read write;
    reset session authorization;
    reset role;
    call pg_temp.braid_next('a', 'upgrade', 0, array[]::pg_catalog.text[], 1, false);
    call pg_temp.braid_record('a', 'main', 'upgrade', array[]::pg_catalog.text[], array[]::pg_catalog.text[], 'checksum of a', false);
    reset all;
    set client_encoding = 'UTF8';
    do 'begin if pg_catalog.current_setting(''transaction_timeout'', true) is not null then perform pg_catalog.set_config(''transaction_timeout'', ''0'', false); end if; end';
    close all;
    deallocate all;
    unlisten *;
    discard sequences;
    call pg_temp.braid_fresh();
    commit;

    "
  `);
});

describe('what a script says of a revision', () => {
  test.each([
    ['the message cannot end its comment', 'x\ndrop table t;'],
    ['nor a carriage return', 'x\rdrop table t;'],
    ['nor a line separator', 'x\u2028drop table t;'],
  ])('%s', (_name, message) => {
    const g = buildGraph([{ ...graph('a').require('a'), message }]);
    const text = writer.script(
      scriptOf(g, planUpgrade(g, [], 'heads'), () => '-- migrate:upgrade\n-- migrate:downgrade\n'),
    );
    expect(statements(text).filter((sql) => sql.startsWith('drop'))).toEqual([]);
  });

  test('limits of its marker and the time of the longest try', () => {
    const g = graph('a -> b');
    const marker = ({ id }: { readonly id: string }) =>
      `-- migrate:upgrade${id === 'a' ? ' lock-timeout=3s statement-timeout=0ms' : ''}\nselect 1;\n-- migrate:downgrade\n`;
    const text = writer.script(scriptOf(g, planUpgrade(g, [], 'heads'), marker));
    expect(text.match(/^set local (?:lock|statement)_timeout = \d+;$/gm)).toEqual([
      'set local lock_timeout = 3000;',
      'set local statement_timeout = 0;',
      'set local lock_timeout = 500;',
      'set local statement_timeout = 3600000;',
    ]);
  });

  test('a body in a revision that holds our own quotes cannot end a block of ours', () => {
    const g = graph('a');
    const section =
      '-- migrate:upgrade transaction=off\ncreate index concurrently "$braid$; drop table t; --" on t (x);\n-- migrate:downgrade\n';
    const text = writer.script(scriptOf(g, planUpgrade(g, [], 'heads'), () => section));
    expect(statements(text).filter((sql) => sql.startsWith('drop'))).toEqual([]);
  });
});

describe('data revisions', () => {
  const g = buildGraph(
    graph('a -> b -> c').revisions.map((one) => (one.id === 'b' ? { ...one, kind: 'ts' as const, file: 'b.ts' } : one)),
  );
  const section = ({ kind }: { readonly kind: string }) =>
    kind === 'ts' ? '' : '-- migrate:upgrade\nselect 1;\n-- migrate:downgrade\n';

  test('are refused, with the commands that go in parts', () => {
    expect(() => scriptOf(g, planUpgrade(g, [], 'heads'), section)).toThrow(
      expect.objectContaining({
        code: 'offline-data-revision',
        outcome: 'usage',
        hint: expect.stringContaining('migrate upgrade a --sql --from base'),
      }),
    );
    expect(() => scriptOf(g, planDowngrade(g, ['c'], 'base'), section)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('migrate downgrade b --sql --from c') }),
    );
  });

  test('are recorded where that was asked for; with rows in the database only after somebody said that nothing is to do', () => {
    const fromBase = writer.script(scriptOf(g, planUpgrade(g, [], 'heads'), section, true));
    expect(fromBase).toContain("call pg_temp.braid_stamp('b', 'main', true");
    expect(fromBase).not.toContain('braid.skip_data');
    expect(writer.script(scriptOf(g, planUpgrade(g, ['a'], 'heads'), section, true))).toContain('braid.skip_data=b');
  });
});
