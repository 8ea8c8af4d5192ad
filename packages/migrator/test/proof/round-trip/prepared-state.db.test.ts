import { expect, test } from 'vitest';
import { createStopSignal } from '../../../src/execute/stop-signal.ts';
import type { ScratchServer } from '../../../src/ports/proof/scratch.ts';
import { createProver } from '../../../src/proof/prover.ts';
import { Subject } from '../../../src/proof/round-trip/subject.ts';
import { parseRevisionFile } from '../../../src/revision/parse-revision-file.ts';
import { writeTree } from '../../adapters/fs/write-tree.ts';
import { proofTools } from '../proof-kit.ts';

const folder = 'features/shop/migrations';
const workspace = (upgrade: string) =>
  writeTree({
    'nx.json': '{}',
    'features/shop/slice.json': '{ "label": "shop", "schema": "./src/schema.ts", "migrations": "./migrations" }',
    'features/shop/src/schema.ts': '',
    [`${folder}/20260101T000000_aaaaaaaaaaaa_base.sql`]: `-- revision: aaaaaaaaaaaa\n-- branch-label: shop\n-- message: base\n\n-- migrate:upgrade\n${upgrade}\n-- migrate:downgrade lossy="orders"\nDROP TABLE orders;\n`,
  });

const BASE = 'CREATE TABLE orders (id integer PRIMARY KEY, total integer NOT NULL);';

const draft = (id: string, revises: string, column: string) =>
  parseRevisionFile(
    `-- revision: ${id}\n-- revises: ${revises}\n-- message: add ${column}\n\n-- migrate:upgrade\nALTER TABLE orders ADD COLUMN ${column} text;\n-- migrate:downgrade lossy="the column"\nALTER TABLE orders DROP COLUMN ${column};\n`,
    { slice: 'shop', file: `${folder}/20260102T000000_${id}_add_${column}.sql` },
  );

/** Real tools that count the databases which are there at a time, and those ever made. */
function countingTools(root: string) {
  const tools = proofTools(root);
  const count = { open: 0, made: 0 };
  const server: ScratchServer = {
    ...tools.server,
    withDatabase: async (template, work) => {
      count.open += 1;
      count.made += 1;
      try {
        return await tools.server.withDatabase(template, work);
      } finally {
        count.open -= 1;
      }
    },
  };
  return { tools: { ...tools, server }, count };
}

test('a prover that prepares asks for the version of its server, which a proof needs first', async () => {
  const { tools } = countingTools(workspace(BASE));
  let asked = 0;
  const server: ScratchServer = {
    ...tools.server,
    version: async () => {
      asked += 1;
      return await tools.server.version();
    },
  };
  const prover = createProver({ ...tools, server });
  try {
    prover.prepare(['aaaaaaaaaaaa']);
    expect(asked).toBe(1);
  } finally {
    await prover.close();
    await tools.server.close();
  }
});

test('the first proof runs on what was prepared, the next one on a clone, and nothing is left', async () => {
  const { tools, count } = countingTools(workspace(BASE));
  try {
    const prover = createProver(tools);
    prover.prepare(['aaaaaaaaaaaa']);
    const first = draft('bbbbbbbbbbbb', 'aaaaaaaaaaaa', 'note');
    const [proof] = await prover.prove({ drafts: [first] });
    expect(proof).toMatchObject({ revision: 'bbbbbbbbbbbb', wayBack: 'lossy' });
    // The empty one for a fresh build was there from the beginning.
    expect(count.made).toBe(2);
    const built = await prover.build([['CREATE TABLE orders (id integer)']]);
    expect(built.entities).toContainEqual(expect.objectContaining({ kind: 'table', name: 'orders' }));
    expect(count.made).toBe(2);
    const empty = await prover.build([['CREATE TABLE bills (id integer)']]);
    expect(empty.entities).not.toContainEqual(expect.objectContaining({ name: 'orders' }));
    expect(count.made).toBe(3);

    const other = await prover.prove({ drafts: [draft('cccccccccccc', 'aaaaaaaaaaaa', 'tag')] });
    expect(other[0]?.catalogBefore).toBe(proof?.catalogBefore);
    expect(count.made).toBe(4);
    await prover.close();
    expect(count.open).toBe(0);
  } finally {
    await tools.close();
  }
});

test('what comes in parts is built in their order, and an error of who makes them is thrown as it is', async () => {
  const { tools, count } = countingTools(workspace(BASE));
  async function* parts(error?: Error) {
    yield ['CREATE TABLE orders (id integer)'];
    yield [];
    yield ['ALTER TABLE orders ADD COLUMN note text', 'ALTER TABLE orders DROP COLUMN id'];
    if (error !== undefined) throw error;
  }
  try {
    const prover = createProver(tools);
    const { entities } = await prover.build(parts());
    expect(entities.flatMap(({ kind, name }) => (kind === 'column' ? [name] : []))).toEqual(['note']);
    await expect(prover.build(parts(new Error('no more')))).rejects.toThrow('no more');
    await expect(prover.build([['CREATE TABLE orders (id nothing)'], ['SELECT 1']])).rejects.toThrow('type "nothing"');
    await prover.close();
    expect(count.open).toBe(0);
  } finally {
    await tools.close();
  }
});

test('a proof does not wait until what was prepared for it is gone: that is for the end', async () => {
  const { tools, count } = countingTools(workspace(BASE));
  try {
    const { withDatabase } = tools.server;
    let go: () => void = () => undefined;
    const mayGo = new Promise<void>((resolve) => {
      go = resolve;
    });
    const server: ScratchServer = {
      ...tools.server,
      withDatabase: (template, work) =>
        withDatabase(template, async (...given) => {
          const result = await work(...given);
          await mayGo;
          return result;
        }),
    };
    const prover = createProver({ ...tools, server });
    prover.prepare(['aaaaaaaaaaaa']);
    const [proof] = await prover.prove({ drafts: [draft('bbbbbbbbbbbb', 'aaaaaaaaaaaa', 'note')] });
    expect(proof).toMatchObject({ revision: 'bbbbbbbbbbbb', wayBack: 'lossy' });
    expect(count.open).toBe(2);
    const closing = prover.close();
    go();
    await closing;
    expect(count.open).toBe(0);
  } finally {
    await tools.close();
  }
});

test.each([
  ['a proof on another state', ['aaaaaaaaaaaa'], true],
  ['the end', ['aaaaaaaaaaaa'], false],
  ['the end, of an empty database', [], false],
])('what was prepared and not needed is dropped by %s', async (_, heads, proves) => {
  const { tools, count } = countingTools(workspace(BASE));
  try {
    const prover = createProver(tools);
    prover.prepare(heads);
    if (proves) {
      const base = tools.workspace.readHeaders().map((header) => tools.workspace.readRevision(header));
      await prover.prove({ drafts: base });
    }
    await prover.close();
    expect(count.open).toBe(0);
    expect(count.made).toBeGreaterThan(0);
  } finally {
    await tools.close();
  }
});

test.each([
  ['a moment', 1, 0],
  ['a second and a half', 1500, 1],
])('what took %s to build is kept as a template or not', async (_, stepMs, templates) => {
  const tools = proofTools(workspace(BASE));
  let looks = 0;
  const now = () => {
    looks += 1;
    return new Date(looks * stepMs);
  };
  const ambient = { ...tools.ambient, now };
  try {
    const prover = createProver({ ...tools, ambient });
    prover.prepare(['aaaaaaaaaaaa']);
    await prover.close();
    const key = new Subject(tools).keys().state(['aaaaaaaaaaaa']);
    expect((await tools.server.templates()).filter((template) => template.key === key)).toHaveLength(templates);
  } finally {
    await tools.close();
  }
});

test('a stop ends what is prepared and what is proven, and says that nothing was written', async () => {
  const { tools, count } = countingTools(workspace(BASE));
  const stop = createStopSignal();
  try {
    const prover = createProver({ ...tools, stop });
    prover.prepare(['aaaaaaaaaaaa']);
    stop.raise();
    await expect(prover.prove({ drafts: [draft('bbbbbbbbbbbb', 'aaaaaaaaaaaa', 'note')] })).rejects.toMatchObject({
      code: 'interrupted',
      message: 'Stopped by a signal',
      hint: expect.stringContaining('Nothing was written.'),
    });
    await prover.close();
    expect(count.open).toBe(0);
  } finally {
    await tools.close();
  }
});

test('what is wrong below is said by the proof, and by nothing before it', async () => {
  const { tools, count } = countingTools(workspace('CREATE TABLE orders (id integer PRIMARY KEY, total nothing);'));
  try {
    const prover = createProver(tools);
    prover.prepare(['aaaaaaaaaaaa']);
    await expect(prover.prove({ drafts: [draft('bbbbbbbbbbbb', 'aaaaaaaaaaaa', 'note')] })).rejects.toThrow(
      'type "nothing" does not exist',
    );
    prover.prepare(['dddddddddddd']);
    await prover.close();
    expect(count.open).toBe(0);
  } finally {
    await tools.close();
  }
});
