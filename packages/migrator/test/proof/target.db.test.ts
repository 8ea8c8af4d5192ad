import { expect, test } from 'vitest';
import { createProver } from '../../src/proof/prover.ts';
import { parseRevisionFile } from '../../src/revision/parse-revision-file.ts';
import { writeTree } from '../adapters/fs/write-tree.ts';
import { proofTools } from './proof-kit.ts';

const draft = (downgrade: string) =>
  parseRevisionFile(
    `-- revision: aaaaaaaaaaaa\n-- branch-label: shop\n-- message: base\n\n-- migrate:upgrade\nCREATE TABLE orders (id integer PRIMARY KEY);\n-- migrate:downgrade lossy="orders"\n${downgrade}\n`,
    { slice: 'shop', file: 'features/shop/migrations/20260101T000000_aaaaaaaaaaaa_base.sql' },
  );

/** Proves the draft against a catalog that these statements build, which is there only once the proof has begun. */
async function proveAgainst(statements: readonly string[], downgrade = 'DROP TABLE orders;', whileRead?: () => void) {
  const root = writeTree({
    'nx.json': '{}',
    'features/shop/slice.json': '{ "label": "shop", "schema": "./src/schema.ts", "migrations": "./migrations" }',
    'features/shop/src/schema.ts': '',
  });
  const tools = proofTools(root);
  try {
    const prover = createProver(tools);
    const catalog = prover.build([statements]);
    catalog.catch(() => undefined);
    return await prover.prove({ drafts: [draft(downgrade)], target: { catalog, ...(whileRead && { whileRead }) } });
  } finally {
    await tools.close();
  }
}

const SAME = ['CREATE TABLE orders (id integer)', 'ALTER TABLE orders ADD PRIMARY KEY (id)'];
const OTHER = ['CREATE TABLE orders (id bigint PRIMARY KEY)'];

test('what builds the target is proven', async () => {
  expect(await proveAgainst(SAME)).toMatchObject([{ revision: 'aaaaaaaaaaaa', wayBack: 'lossy' }]);
});

test('who gives the target is told when the server is read', async () => {
  let told = 0;
  await proveAgainst(SAME, 'DROP TABLE orders;', () => {
    told += 1;
  });
  expect(told).toBe(1);
});

test.each(['DROP TABLE orders;', 'DROP TABLE nothing;', 'DROP TABLE orders; CREATE TABLE more ();'])(
  'what differs from the target is said first, whatever the way back does: %s',
  async (downgrade) => {
    await expect(proveAgainst(OTHER, downgrade)).rejects.toMatchObject({
      code: 'proof-catalog-differs',
      facts: { phase: 'target' },
    });
  },
);

test('a way back that fails is said when the target is met', async () => {
  await expect(proveAgainst(SAME, 'DROP TABLE nothing;')).rejects.toMatchObject({ facts: { phase: 'downgrade' } });
});

test('a target that cannot be built is said as it is', async () => {
  await expect(proveAgainst(['CREATE TABLE orders (id nothing)'])).rejects.toThrow('type "nothing" does not exist');
});
