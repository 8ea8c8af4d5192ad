import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openSchemaDiffer } from '../../../src/adapters/drizzle/schema-differ.ts';
import { openRevisionFiles } from '../../../src/adapters/fs/revision-files.ts';
import { openWorkspace } from '../../../src/adapters/fs/workspace.ts';
import { openSqlParser } from '../../../src/adapters/parser/pg-parser.ts';
import type { CheckBench } from '../../../src/commands/check/check-bench.ts';
import type { RevisionBench } from '../../../src/commands/revision/revision-bench.ts';
import { buildGraph } from '../../../src/graph/build/build-graph.ts';
import { DEFAULT_HEALTH } from '../../../src/health/health-settings.ts';
import { DEFAULT_LINT } from '../../../src/lint/lint-settings.ts';
import type { ProofRequest, Prover } from '../../../src/ports/proof/proof.ts';
import type { PreparingProver } from '../../../src/proof/prover.ts';
import { tablesMade } from '../../schema/tables-made.ts';
import { idleProofTools } from '../../support/idle-proof-tools.ts';
import { makeTempDir, removeTempDir } from '../../support/temp-dir.ts';

const NODE_MODULES = resolve(import.meta.dirname, '../../../../../node_modules');

/** A workspace in a temporary folder with slices `@demo/<slice>`, and a workbench for it. */
export interface DemoWorkspace {
  readonly root: string;
  /** Opens the workspace as it is on disk now. */
  bench(): CheckBench & RevisionBench;
  readonly differ: Differ;
  /** Writes the schema file of a slice, behind the usual imports. */
  schema(slice: string, text: string): void;
  write(file: string, text: string): void;
  read(file: string): string;
  /** Names of the files in the slice's migrations folder. */
  migrations(slice: string): readonly string[];
  /** What was asked to be proven. */
  readonly proofs: ProofRequest[];
}

type Differ = ReturnType<typeof openSchemaDiffer>;

const IMPORTS = "import { sql } from 'drizzle-orm';\nimport * as p from 'drizzle-orm/pg-core';\n";

let shared: { readonly root: string; readonly differ: Differ } | undefined;

/** One folder and one thread for all tests of a file: starting a thread costs a second. */
function sharedRoot(): { readonly root: string; readonly differ: Differ } {
  if (shared === undefined) {
    const root = makeTempDir('braid-revision-');
    shared = { root, differ: openSchemaDiffer(root) };
  }
  return shared;
}

/**
 * Called once by each file of tests that uses what is below. Hooks of this module itself would count for the first file only, where files are not isolated from
 * each other.
 */
export function shareDemo(): void {
  beforeAll(async () => {
    await sharedRoot().differ.load([]);
  });
  afterAll(async () => {
    await shared?.differ.close();
    if (shared !== undefined) removeTempDir(shared.root);
    shared = undefined;
  });
}

export function demoWorkspace(schemas: Readonly<Record<string, string>>, prover?: Prover): DemoWorkspace {
  const { root, differ } = sharedRoot();
  for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true });
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const schema = (slice: string, text: string): void => write(`features/${slice}/src/schema.ts`, IMPORTS + text);
  write('package.json', '{ "name": "demo", "type": "module" }');
  mkdirSync(join(root, 'node_modules/@demo'), { recursive: true });
  for (const name of ['drizzle-orm', 'drizzle-kit'])
    symlinkSync(join(NODE_MODULES, name), join(root, 'node_modules', name));
  for (const [slice, text] of Object.entries(schemas)) {
    write(`features/${slice}/slice.json`, JSON.stringify({ label: slice }));
    // Behind a condition that nobody sets, as packages do whose default is compiled.
    const exports = { './schema': { '@demo/source': './src/schema.ts', default: './dist/schema.js' } };
    write(`features/${slice}/package.json`, JSON.stringify({ name: `@demo/${slice}`, type: 'module', exports }));
    schema(slice, text);
    symlinkSync(join(root, 'features', slice), join(root, 'node_modules/@demo', slice));
  }
  return openDemo(root, differ, { write, schema }, prover);
}

const REPOSITORY = dirname(NODE_MODULES);

/** A copy of the reference workspace, with its history and snapshots. */
export function referenceCopy(prover?: Prover): DemoWorkspace {
  const { root, differ } = sharedRoot();
  for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true });
  cpSync(join(REPOSITORY, 'features'), join(root, 'features'), {
    recursive: true,
    filter: (path) => !/\/(node_modules|dist)$/.test(path),
  });
  const write = (file: string, text: string): void => writeFileSync(join(root, file), text);
  write('package.json', '{ "name": "copy", "type": "module" }');
  mkdirSync(join(root, 'node_modules/@braid'), { recursive: true });
  for (const name of ['drizzle-orm', 'drizzle-kit'])
    symlinkSync(join(NODE_MODULES, name), join(root, 'node_modules', name));
  for (const slice of readdirSync(join(root, 'features'))) {
    symlinkSync(join(root, 'features', slice), join(root, 'node_modules/@braid', slice));
  }
  return openDemo(
    root,
    differ,
    { write, schema: (slice, text) => write(`features/${slice}/src/schema.ts`, text) },
    prover,
  );
}

/** Neither a server nor git is there. */
const absent = (): Promise<never> => Promise.reject(new Error('not in this workspace'));

function openDemo(
  root: string,
  differ: Differ,
  writers: Pick<DemoWorkspace, 'write' | 'schema'>,
  prover: Prover | undefined,
): DemoWorkspace {
  const proofs: ProofRequest[] = [];
  const recording: PreparingProver = {
    prepare: () => undefined,
    prove: async (request) => {
      proofs.push(request);
      return (await prover?.prove(request)) ?? [];
    },
    build: async (parts) => {
      if (prover !== undefined) return await prover.build(parts);
      const statements: string[] = [];
      for await (const part of parts) statements.push(...part);
      return tablesMade(statements);
    },
    builtBy: async (heads) => (await prover?.builtBy(heads)) ?? { entities: [] },
    builtInTurn: async (onBuilt) => await prover?.builtInTurn(onBuilt),
  };
  const start = Date.UTC(2026, 10, 21, 0, 33, 7);
  let clock = 0;
  let dice = 0;
  const bench = (): CheckBench & RevisionBench => {
    const workspace = openWorkspace(root);
    return {
      workspace,
      graph: () => buildGraph(workspace.readHeaders()),
      files: openRevisionFiles(root),
      settings: {
        stateSchema: 'braid',
        driftIgnore: [],
        mergeSlice: undefined,
        rehearseMasks: [],
        health: DEFAULT_HEALTH,
        lint: DEFAULT_LINT,
        fileName: {},
      },
      differ: async () => differ,
      parser: openSqlParser,
      effects: async () => ({ has: () => false, read: () => undefined, write: () => {}, save: () => {} }),
      answers: async () => ({ isSound: () => false, read: () => undefined, write: () => {} }),
      knownFiles: async () => undefined,
      prover: async () => recording,
      postWrite: async () => undefined,
      history: async () => ({ originsOf: async () => new Map() }),
      packages: async () => ({ folderOf: () => undefined }),
      ...{
        database: absent,
        liveCatalog: absent,
        proofs: async () => idleProofTools(root),
        changes: absent,
        withStaged: absent,
      },
      ambient: {
        now: () => new Date(start + 1000 * ++clock),
        randomBytes: (length) => {
          dice += 1;
          return Uint8Array.from({ length }, (_, index) => (index === 0 ? 0xa0 : index === 5 ? dice : 0));
        },
      },
    };
  };
  return {
    root,
    bench,
    differ,
    ...writers,
    proofs,
    read: (file) => readFileSync(join(root, file), 'utf8'),
    migrations: (slice) => readdirSync(join(root, 'features', slice, 'migrations')).sort(),
  };
}
