import { expect, test } from 'vitest';
import { ProofFailedError } from '../../../src/errors/proof/proof-failed-error.ts';
import { createProver } from '../../../src/proof/prover.ts';
import { Subject } from '../../../src/proof/round-trip/subject.ts';
import { parseRevisionFile } from '../../../src/revision/parse-revision-file.ts';
import { writeTree } from '../../adapters/fs/write-tree.ts';
import { proofTools } from '../proof-kit.ts';

const folder = 'features/shop/migrations';
const workspace = () =>
  writeTree({
    'nx.json': '{}',
    'features/shop/slice.json': '{ "label": "shop", "schema": "./src/schema.ts", "migrations": "./migrations" }',
    'features/shop/src/schema.ts': '',
  });

const first = (downgrade: string, upgrade = 'CREATE TABLE orders (id integer PRIMARY KEY);') =>
  parseRevisionFile(
    `-- revision: aaaaaaaaaaaa\n-- branch-label: shop\n-- message: base\n\n-- migrate:upgrade\n${upgrade}\n-- migrate:downgrade lossy="orders"\n${downgrade}\n`,
    { slice: 'shop', file: `${folder}/20260101T000000_aaaaaaaaaaaa_base.sql` },
  );
const second = parseRevisionFile(
  '-- revision: bbbbbbbbbbbb\n-- revises: aaaaaaaaaaaa\n-- message: note\n\n-- migrate:upgrade\nALTER TABLE orders ADD COLUMN note text;\n-- migrate:downgrade lossy="the column"\nALTER TABLE orders DROP COLUMN note;\n',
  { slice: 'shop', file: `${folder}/20260102T000000_bbbbbbbbbbbb_note.sql` },
);

/** Real tools whose clock goes on by this with each look. */
function toolsWithSteps(stepMs: number) {
  const tools = proofTools(workspace());
  let looks = 0;
  const now = () => {
    looks += 1;
    return new Date(looks * stepMs);
  };
  return { ...tools, ambient: { ...tools.ambient, now } };
}

test.each([
  ['a moment', 1, []],
  ['long', 1000, ['aaaaaaaaaaaa']],
])('the state after a revision whose upgrade took %s is there for the next one or not', async (_, stepMs, kept) => {
  const tools = toolsWithSteps(stepMs);
  try {
    const prover = createProver(tools);
    await prover.prove({ drafts: [first('DROP TABLE orders;')] });
    await prover.close();
    const key = new Subject(tools, [first('DROP TABLE orders;')]).keys().state(['aaaaaaaaaaaa']);
    const templates = (await tools.server.templates()).filter((template) => template.key === key);
    expect(templates.flatMap(({ heads }) => heads)).toEqual(kept);
  } finally {
    await tools.close();
  }
});

test('it has no rows of the proof, and what the revision itself inserts', async () => {
  const tools = toolsWithSteps(1000);
  const upgrade = 'CREATE TABLE orders (id integer PRIMARY KEY);\nINSERT INTO orders VALUES (7);';
  const base = first('DROP TABLE orders;', upgrade);
  try {
    const prover = createProver(tools);
    await prover.prove({ drafts: [base] });
    await prover.close();
    const key = new Subject(tools, [base]).keys().state(['aaaaaaaaaaaa']);
    const rows = await tools.server.withDatabase(key, (database, template) => {
      expect(template).toBe(key);
      return database.query('SELECT id FROM orders');
    });
    expect(rows).toEqual([{ id: 7 }]);
  } finally {
    await tools.close();
  }
});

test('a revision that is not proven leaves nothing', async () => {
  const tools = toolsWithSteps(1000);
  try {
    const prover = createProver(tools);
    await expect(prover.prove({ drafts: [first('SELECT 1;')] })).rejects.toThrow(ProofFailedError);
    await prover.close();
    const key = new Subject(tools, [first('SELECT 1;')]).keys().state(['aaaaaaaaaaaa']);
    expect((await tools.server.templates()).filter((template) => template.key === key)).toEqual([]);
  } finally {
    await tools.close();
  }
});

test('where rows of the proof were there before, nothing is kept', async () => {
  const tools = toolsWithSteps(1000);
  try {
    const prover = createProver(tools);
    await prover.prove({ drafts: [first('DROP TABLE orders;'), second] });
    await prover.close();
    const key = new Subject(tools, [first('DROP TABLE orders;'), second]).keys().state(['bbbbbbbbbbbb']);
    expect((await tools.server.templates()).filter((template) => template.key === key)).toEqual([]);
  } finally {
    await tools.close();
  }
});
