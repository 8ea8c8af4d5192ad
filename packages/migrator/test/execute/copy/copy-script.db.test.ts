import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { Session } from '../../../src/adapters/pg/connection/session.ts';
import { Script } from '../../../src/adapters/pg/run/script.ts';
import { planUpgrade } from '../../../src/plan/plan-upgrade.ts';
import { splitStatements } from '../../../src/sql/script/split-statements.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { scriptOf, writer } from '../offline/script-kit.ts';
import { line, revisionText } from '../support/revisions.ts';
import { runner } from '../support/runner.ts';

const hasPsql = spawnSync('psql', ['--version']).status === 0;
const STOP = '\\set ON_ERROR_STOP on\n';

/** With psql, without its option to stop; where there is none, by one that knows COPY as it does. What went wrong. */
async function run(script: string, { url }: FreshDatabase): Promise<string> {
  if (hasPsql) {
    try {
      execFileSync('psql', ['-X', '-q', url], { input: script, stdio: 'pipe', encoding: 'utf8' });
      return '';
    } catch (error) {
      return String(error);
    }
  }
  const session = await Session.open({ url, source: 'test' });
  try {
    for (const { sql, rows } of splitStatements(script.replace(STOP, ''), { slice: '', file: '' })) {
      const { failed } = await session.run(new Script().add(sql, undefined, rows));
      if (failed !== undefined) return failed.failure.message;
    }
    return '';
  } finally {
    await session.close();
  }
}

const REVISIONS = (data: string) =>
  line(
    { id: 'aaaa', up: 'create table t (id int primary key, body text)', down: 'drop table t' },
    { id: 'bbbb', up: `copy t from stdin;\n1\tone\n${data}\n\\.\nselect 1`, down: 'delete from t' },
    {
      id: 'cccc',
      up: 'copy t (id) from stdin;\n10\n11\n\\.\nselect 1',
      down: 'delete from t',
      options: 'transaction=off',
    },
  );

function scriptFor(data: string): string {
  const revisions = REVISIONS(data);
  const texts = new Map(revisions.map((each) => [each.id, revisionText(each)]));
  const { graph } = runner(revisions, { url: 'postgres://nowhere' });
  const sections = ({ id }: { readonly id: string }) => texts.get(id)?.split('\n\n').slice(1).join('\n\n') ?? '';
  return writer.script(scriptOf(graph, planUpgrade(graph, [], ['heads']), sections));
}

test('a script holds the data of COPY, and stops where they do not fit', async () => {
  const database = await freshDatabase();
  const script = scriptFor('2\t\\N\n3\tcommit; drop table t;');
  expect(script).toContain(`\n${STOP}`);
  expect(await run(script, database)).toBe('');
  const rows = [...[1, 2, 3, 10, 11].map((id) => ({ id }))];
  expect(await database.query('select id from t order by id')).toEqual(rows);
  expect(await database.query('select revision from braid.applied order by 1')).toEqual([
    { revision: 'aaaa' },
    { revision: 'bbbb' },
    { revision: 'cccc' },
  ]);

  // The data of a COPY that is refused would be statements to a client that goes on.
  const broken = await freshDatabase();
  await broken.query('create table evil (a int)');
  const evil = scriptFor('x\tone\ncommit;\ndrop table evil;').replace('copy t from stdin', 'copy nowhere from stdin');
  expect(await run(evil, broken)).toContain('"nowhere" does not exist');
  expect(await broken.query('select * from evil')).toEqual([]);
  expect(await broken.query('select revision from braid.applied')).toEqual([{ revision: 'aaaa' }]);
});

test('a script without COPY needs no psql', () => {
  const { graph } = runner(REVISIONS('2\t\\N').slice(0, 1), { url: 'postgres://nowhere' });
  const plan = planUpgrade(graph, [], ['heads']);
  const script = writer.script(scriptOf(graph, plan, () => '-- migrate:upgrade\nselect 1;\n-- migrate:downgrade\n'));
  expect(script).not.toContain('\\set');
});

test('a script of more rows than one text holds is refused, with the parts to go in', () => {
  const rows = `${'x'.repeat(1023)}\n`.repeat(1024);
  const revisions = REVISIONS('2\t\\N');
  const { graph } = runner(revisions, { url: 'postgres://nowhere' });
  const plan = planUpgrade(graph, [], ['heads']);
  const copies = `copy t (body) from stdin;\n${rows}\\.\n`.repeat(65);
  const sections = ({ id }: { readonly id: string }) =>
    `-- migrate:upgrade\n${id === 'bbbb' ? copies : 'select 1;\n'}-- migrate:downgrade\n`;
  expect(() => scriptOf(graph, plan, sections)).toThrow(
    expect.objectContaining({
      code: 'offline-too-large',
      hint: expect.stringContaining('(migrate upgrade aaaa --sql --from base), then a run (migrate upgrade bbbb)'),
    }),
  );
});
