import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { ConnectionLostError } from '../../../src/errors/database/connection-errors.ts';
import type { MigrationDatabase } from '../../../src/ports/database/migration-database.ts';
import type { ScratchDatabase } from '../../../src/ports/proof/scratch.ts';
import { sameInBatches } from '../../../src/proof/round-trip/same-in-batches.ts';
import { Subject } from '../../../src/proof/round-trip/subject.ts';
import type { StatementText } from '../../../src/sql/script/statement.ts';
import { writeTree } from '../../adapters/fs/write-tree.ts';
import { proofTools } from '../proof-kit.ts';

const FOLDER = 'features/shop/migrations';
const HEADER = '-- message: in question\n\n-- migrate:upgrade';
const WORKSPACE = {
  'nx.json': '{}',
  'features/shop/slice.json': '{ "label": "shop", "schema": null, "migrations": "./migrations" }',
  [`${FOLDER}/20260101T000000_aaaaaaaaaaaa_base.sql`]: `-- revision: aaaaaaaaaaaa\n-- branch-label: shop\n${HEADER}
create table items (id int primary key, n int not null);
create table notes (item int not null, n int not null);
insert into items select i, 0 from generate_series(1, 7) i;\n\n-- migrate:downgrade\ndrop table items, notes;\n`,
  [`${FOLDER}/20260102T000000_bbbbbbbbbbbb_batches.sql`]: `-- revision: bbbbbbbbbbbb\n-- revises: aaaaaaaaaaaa\n${HEADER} batch="items(id)"
update items set n = n + 1 where id > :from and id <= :to;
insert into notes select id, n from items where id > :from and id <= :to;\n\n-- migrate:downgrade\nselect 1;\n`,
  [`${FOLDER}/20260103T000000_dddddddddddd_back.sql`]: `-- revision: dddddddddddd\n-- revises: aaaaaaaaaaaa\n${HEADER}
select 1;\n\n-- migrate:downgrade batch="items(id)"\nupdate items set n = n + 1 where id > :from and id <= :to;\n`,
};

type RunBatch = MigrationDatabase['runBatch'];

/** Runs statements in a transaction of their own. */
type Apart = (statements: readonly StatementText[]) => Promise<void>;

/** Ways to run a batch, most of which tear rows and cursor apart. */
const WAYS: Readonly<Record<string, (real: RunBatch, apart: Apart) => RunBatch>> = {
  'in one transaction': (real) => real,
  'rows first': (real, apart) => async (lease, attempt, work, mark, limits) => {
    if (typeof work !== 'function') await apart(work);
    return await real(lease, attempt, [], mark, limits);
  },
  'cursor first': (real, apart) => async (lease, attempt, work, mark, limits) => {
    const result = await real(lease, attempt, [], mark, limits);
    if (typeof work !== 'function') await apart(work);
    return result;
  },
};

test.each(Object.entries(WAYS))('batches whose rows and cursor are committed %s', async (way, runs) => {
  const tools = proofTools(writeTree(WORKSPACE));
  try {
    const subject = new Subject(tools);
    const file = subject.file('bbbbbbbbbbbb');
    const same = tools.server.withDatabase(undefined, async (database) => {
      await subject.upgrade(database, ['aaaaaaaaaaaa']);
      const copied: Pick<ScratchDatabase, 'withCopy'> = {
        withCopy: (work) => database.withCopy((copy) => work(runningBy(copy, runs))),
      };
      await sameInBatches(subject, copied, file, 'upgrade');
    });
    if (way === 'in one transaction') await same;
    else {
      const said = /in batches of one row, stopped, killed and resumed, leaves other rows than in one go: .*items/;
      await expect(same).rejects.toMatchObject({ code: 'proof-batches-differ', message: expect.stringMatching(said) });
    }
  } finally {
    await tools.close();
  }
});

test.each([0, 1, 2, 3, 4, 5])('of %i rows, however few batches are left to be killed', async (count) => {
  const tools = proofTools(writeTree(WORKSPACE));
  try {
    const subject = new Subject(tools);
    for (const direction of ['upgrade', 'downgrade'] as const) {
      await tools.server.withDatabase(undefined, async (database) => {
        await subject.upgrade(database, direction === 'upgrade' ? ['aaaaaaaaaaaa'] : ['dddddddddddd']);
        await database.query(`delete from items where id > ${count}`);
        const id = direction === 'upgrade' ? 'bbbbbbbbbbbb' : 'dddddddddddd';
        await sameInBatches(subject, database, subject.file(id), direction);
      });
    }
  } finally {
    await tools.close();
  }
});

test('code that writes its rows on a connection of its own', async () => {
  const code = `// revision: cccccccccccc
// revises: aaaaaaaaaaaa
// message: in question

import pg from '${import.meta.resolve('pg')}';

export const batch = { table: 'items', key: 'id' };
export async function upgrade(op, { from, to }) {
  const { rows: [row] } = await op.execute('select current_database() as name');
  const url = Object.assign(new URL('${inject('postgresUrl')}'), { pathname: '/' + row.name });
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query('update items set n = n + 1 where id > $1 and id <= $2', [from, to]);
  await client.end();
}
export async function downgrade() {}
`;
  const tools = proofTools(writeTree({ ...WORKSPACE, [`${FOLDER}/20260102T000000_cccccccccccc_code.ts`]: code }));
  try {
    const subject = new Subject(tools);
    const same = tools.server.withDatabase(undefined, async (database) => {
      await subject.upgrade(database, ['aaaaaaaaaaaa']);
      await sameInBatches(subject, database, subject.file('cccccccccccc'), 'upgrade');
    });
    await expect(same).rejects.toMatchObject({
      code: 'proof-batches-differ',
      facts: { differing: ['public.items.n'] },
    });
  } finally {
    await tools.close();
  }
});

/** The same database for a runner that runs batches in another way. */
function runningBy(copy: ScratchDatabase, runs: (real: RunBatch, apart: Apart) => RunBatch): ScratchDatabase {
  const apart: Apart = async (statements) => {
    const [row] = await copy.query('select current_database() as name');
    const url = Object.assign(new URL(inject('postgresUrl')), { pathname: `/${row?.name}` });
    const client = new pg.Client({ connectionString: url.href });
    client.on('error', () => {});
    await client.connect();
    try {
      await client.query(`begin;\n${statements.map(({ sql }) => sql).join(';\n')};\ncommit`);
    } catch (error) {
      throw new ConnectionLostError({ said: String(error) });
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  return {
    ...copy,
    get migrations() {
      const { migrations } = copy;
      const runBatch = runs((...given) => migrations.runBatch(...given), apart);
      return new Proxy(migrations, {
        get: (target, name): unknown => (name === 'runBatch' ? runBatch : Reflect.get(target, name)),
      });
    },
  };
}
