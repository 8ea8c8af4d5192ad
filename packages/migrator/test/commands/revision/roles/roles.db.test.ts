import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { revision } from '../../../../src/commands/revision/revision.ts';
import { parseRevisionFile } from '../../../../src/revision/parse-revision-file.ts';
import { quoteIdentifier } from '../../../../src/sql/names/quote-identifier.ts';
import { sharedRole } from '../../../../src/sql/statement/roles/shared-role.ts';
import { closeProvers, realProver, shareProvers } from '../../../proof/real-prover.ts';
import { runSection } from '../../../schema/kinds/kind-database.ts';
import { createDatabase, freshDatabase } from '../../../support/fresh-database.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from '../revision-kit.ts';

// Roles belong to the server: all databases of one, and all proofs on one, have the same.

shareDemo();
shareProvers();

const [READER, OTHER, THERE, OWN, NAMED] = ['reader', "it's $$ other", 'there', 'own', 'named'].map(
  (name) => `braid ${process.pid} ${name}`,
);

async function admin(...statements: readonly string[]): Promise<void> {
  const database = await createDatabase();
  for (const sql of statements) await database.query(sql);
  await database.drop();
}

let demo: DemoWorkspace;
beforeEach(async () => {
  await closeProvers();
  demo = demoWorkspace(
    { blog: '' },
    realProver(() => demo),
  );
});
afterAll(async () => {
  await closeProvers();
  // But for those that templates need.
  await admin(
    ...[READER, OTHER, THERE, OWN, NAMED].map((name = '') => sharedRole(`drop role ${quoteIdentifier(name)}`)),
  );
});

const posts = (roles: string, policies = '') => `${roles}
export const posts = p.pgTable('posts', { id: p.integer().primaryKey(), who: p.text() }, () => [${policies}]);`;
const role = (as: string, name = '') => `export const ${as} = p.pgRole(${JSON.stringify(name)}, { createDb: true });`;
const policy = (name: string, to: string) => `p.pgPolicy('${name}', { for: 'select', to: ${to}, using: sql\`true\` })`;

const write = async (message: string, more: Partial<Parameters<typeof revision>[1]> = {}) =>
  await revision(demo.bench(), { message, slice: 'blog', ...more });

async function runs(client: Client, direction: 'upgrade' | 'downgrade', count?: number): Promise<void> {
  const { ordered } = demo.bench().graph();
  const files = direction === 'upgrade' ? ordered : ordered.toReversed().slice(0, count);
  for (const { slice, file } of files) {
    const section = parseRevisionFile(readFileSync(join(demo.root, file), 'utf8'), { slice, file })[direction];
    if (section !== undefined) await runSection(client, section);
  }
}

const there = async (client: Client, name = ''): Promise<boolean> =>
  (await client.query('select from pg_roles where rolname = $1', [name])).rowCount === 1;

test('roles of a schema and policies for them, in several databases of one server', async () => {
  demo.schema('blog', posts(''));
  await write('posts');
  demo.schema('blog', posts(role('reader', READER) + role('other', OTHER), policy('seen', 'reader')));
  const { revisions } = await write('reader');
  expect(revisions[0]?.downgrade).toMatchObject({
    lossy: expect.arrayContaining([`the password and the members of role ${READER}`]),
  });
  expect(revisions[0]?.notes).toEqual([]);
  // Proven again, where templates have the policy and so need the role.
  demo.schema('blog', posts(role('reader', READER) + role('other', OTHER), policy('seen', '[reader, other]')));
  await write('other');

  const [one, two] = [await freshDatabase(), await freshDatabase()];
  const [first, second] = [await one.connect(), await two.connect()];
  await closeProvers();
  for (const client of [first, second]) await runs(client, 'upgrade');
  expect(await there(first, READER)).toBe(true);
  await runs(first, 'downgrade', 2);
  expect(await there(first, READER)).toBe(true);
  await second.query(`grant select on posts to ${quoteIdentifier(READER ?? '')}`);
  await expect(runs(second, 'downgrade', 2)).rejects.toThrow('cannot be dropped because some objects depend on it');
  await second.query('rollback');
  await second.query(`revoke select on posts from ${quoteIdentifier(READER ?? '')}`);
});

test('a renamed role keeps its policies, and its name in other scratch databases', async () => {
  const change = async (name = '') => {
    demo.schema(
      'blog',
      posts(role('reader', name), `${policy('seen', 'reader')}, ${policy('all', "[reader, 'pg_monitor']")}`),
    );
    return await write(name, { renames: name === NAMED ? [`role "${READER}"="${NAMED}"`] : [] });
  };
  await change(READER);
  const { revisions } = await change(NAMED);
  expect(demo.read(revisions[0]?.file ?? '')).toContain(`ALTER ROLE "${READER}" RENAME TO "${NAMED}"`);
  await closeProvers();
  const { ordered } = demo.bench().graph();
  expect(ordered).toHaveLength(2);
  demo.schema('blog', posts(role('reader', NAMED), policy('seen', 'reader')));
  await write('without the other');
});

test('a role that nobody makes is said, and is no reason to prove nothing', async () => {
  const existing = `export const there = p.pgRole(${JSON.stringify(THERE)}).existing();`;
  demo.schema('blog', posts(existing, policy('seen', 'there')));
  const { revisions } = await write('policy');
  expect(revisions[0]?.notes).toEqual([`no revision makes the role ${THERE}, which policy posts.seen is for`]);
  demo.schema('blog', posts(existing, `${policy('seen', 'there')}, ${policy('more', `'${THERE}'`)}`));
  expect((await write('another one')).revisions[0]?.notes).toEqual([]);
});

test('roles and grants by hand are proven as often as one likes', async () => {
  demo.schema('blog', posts(''));
  await write('posts');
  const own = quoteIdentifier(OWN ?? '');
  const sections = (up: string, down: string) => `-- migrate:upgrade\n${up}\n-- migrate:downgrade\n${down}\n`;
  demo.write(
    'role.sql',
    sections(
      `create role ${own} login password 'hidden';\ngrant select on posts to ${own};\ngrant ${own} to pg_monitor;`,
      `revoke select on posts from ${own};\ndrop role ${own};`,
    ),
  );
  await write('role', { sqlFile: 'role.sql' });
  await closeProvers();
  demo.write('more.sql', sections(`grant insert on posts to ${own};`, `revoke insert on posts from ${own};`));
  await write('more', { sqlFile: 'more.sql' });
  demo.write('bad.sql', sections(`create role ${own} nosuch password 'hidden';`, `drop role ${own};`));
  const failure = await write('bad', { sqlFile: 'bad.sql' }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'proof-statement-failed', message: expect.stringContaining('nosuch') });
  expect(JSON.stringify(failure)).not.toContain('hidden');
});
