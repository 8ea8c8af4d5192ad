import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { sliceWorkspace } from '../../support/workspaces/slice-workspace.ts';
import { rehearseFilled } from './rehearse-filled.ts';
import { A, B, C, D, E } from './rehearse-kit.ts';

test('code, batches and settings are observed in their own manner; what they print is not told', async () => {
  const workspace = sliceWorkspace();
  const up = `create table t (id bigint primary key, name text, n integer);
create table log (id bigint);`;
  workspace.revision(A, '', { up });
  const code = (body: string) =>
    `export async function upgrade(op) { ${body} }\nexport async function downgrade() {}\n`;
  const header = (id: string, revises: string, options = '') =>
    `// revision: ${id}\n// revises: ${revises}\n// message: code\n// created: 2026-11-21T00:33:07Z\n${options}\n`;
  const write = (id: string, text: string) =>
    writeFileSync(join(workspace.root, `features/shop/migrations/${id}.ts`), text);
  write(
    B,
    header(B, A) +
      code(
        "const { rows } = await op.execute('select name from t limit 1'); op.log(String(rows[0].name)); await op.execute('update t set n = 1 where id <= 10; insert into log values (1)');",
      ),
  );
  workspace.revision(C, B, {
    marker: ' batch="t(id)" batch-size=500',
    up: 'update t set n = 2 where id > :from and id <= :to;',
  });
  workspace.revision(D, C, {
    up: `set local lock_timeout = '5s';
alter table t add column more text;
do $$ begin raise notice '%', (select name from t limit 1); end $$;
create table other (id integer references t);
insert into other select id from t where id <= 7;
drop table log;`,
  });
  workspace.revision(E, D, { up: '' });
  const { result, told } = await rehearseFilled({
    ...{ root: workspace.root, at: A, shadowUrl: inject('postgresUrl') },
    rows: "insert into t select g, 'secret-' || g from generate_series(1, 2000) g; analyze",
  });
  expect(told).not.toContain('secret');
  const { passes, passed } = result;
  expect(passed).toBe(true);
  expect(passes[0]?.steps).toMatchObject([
    {
      ...{ revision: B, locksAre: 'observed', rows: { inserted: 1, updated: 10, deleted: 0 } },
      ...{ written: ['public.log', 'public.t'] },
      locks: [
        { relation: 'public.log', mode: 'ROW EXCLUSIVE' },
        { relation: 'public.t', mode: 'ROW EXCLUSIVE' },
      ],
    },
    {
      ...{
        revision: C,
        locksAre: 'observed',
        rows: { inserted: 0, updated: 2000, deleted: 0 },
        written: ['public.t'],
      },
      locks: [{ relation: 'public.t', mode: 'ROW EXCLUSIVE' }],
    },
    {
      // Of what the revision makes itself nobody waits for a lock.
      ...{ revision: D, locksAre: 'observed', rows: { inserted: 7, updated: 0, deleted: 0 } },
      locks: expect.arrayContaining([
        expect.objectContaining({ relation: 'public.t', mode: 'ACCESS EXCLUSIVE' }),
        expect.objectContaining({ relation: 'public.log', mode: 'ACCESS EXCLUSIVE' }),
      ]),
      rewritten: [],
    },
    { revision: E, locks: [], rewritten: [], scanned: [] },
  ]);
});
