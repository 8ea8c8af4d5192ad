import { openRevisionFiles } from '../../../src/adapters/fs/revision-files.ts';
import { openWorkspace } from '../../../src/adapters/fs/workspace.ts';
import { merge } from '../../../src/commands/merge/merge.ts';
import type { MergeOptions } from '../../../src/commands/merge/merge-options.ts';
import { buildGraph } from '../../../src/graph/build/build-graph.ts';
import { DEFAULT_HEALTH } from '../../../src/health/health-settings.ts';
import { DEFAULT_LINT } from '../../../src/lint/lint-settings.ts';
import { writeTree } from '../../adapters/fs/write-tree.ts';
import { proofTools } from '../proof-kit.ts';
import { BASE, type MergeCase, type Side } from './merge-cases.ts';

export const [BASE_ID, A, B] = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'cccccccccccc'] as const;

/** The text of a file of slice `shop` and its path. */
function fileOf(id: string, revises: string, side: Side): readonly [string, string] {
  const isCode = 'code' in side;
  const file = `features/shop/migrations/${id}.${isCode ? 'ts' : 'sql'}`;
  const header = [`revision: ${id}`, `revises: ${revises}`, `message: side ${id.slice(0, 1)}`];
  if (isCode) {
    const lines = [...header, 'migrate:downgrade irreversible="data"'].map((line) => `// ${line}`);
    return [file, `${lines.join('\n')}\n\n${side.code}`];
  }
  const { up, down, lossy, irreversible } = side;
  const option =
    irreversible === undefined ? (lossy === undefined ? '' : ` lossy="${lossy}"`) : ` irreversible="${irreversible}"`;
  const body = `-- migrate:upgrade\n${up}\n\n-- migrate:downgrade${option}\n${down}\n`;
  return [file, `${header.map((line) => `-- ${line}`).join('\n')}\n\n${body}`];
}

/** The files of a workspace with one slice, in which the two sides branch off the base. */
export function branchFiles({ a, b }: Pick<MergeCase, 'a' | 'b'>): Readonly<Record<string, string>> {
  return {
    'nx.json': '{}',
    'features/shop/slice.json': '{ "label": "shop", "schema": "./src/schema.ts", "migrations": "./migrations" }',
    'features/shop/src/schema.ts': '',
    [`features/shop/migrations/${BASE_ID}.sql`]: `-- revision: ${BASE_ID}\n-- branch-label: shop\n-- message: base\n\n-- migrate:upgrade\n${BASE}\n-- migrate:downgrade irreversible="base"\n`,
    ...Object.fromEntries([fileOf(A, BASE_ID, a), fileOf(B, BASE_ID, b)]),
  };
}

/** A workspace on disk with real tools, on which `migrate merge` runs without a command line. */
export function mergeWorkspace(files: Readonly<Record<string, string>>) {
  const root = writeTree(files);
  // The same version for all: the state of the base is made once.
  const tools = proofTools(root, { toolVersion: `merge-test-${process.pid}` });
  const bench = () => {
    const workspace = openWorkspace(root);
    return {
      workspace,
      graph: () => buildGraph(workspace.readHeaders()),
      files: openRevisionFiles(root),
      ambient: { ...tools.ambient, randomBytes: (length: number) => new Uint8Array(length).fill(0xdd) },
      settings: {
        stateSchema: 'braid',
        driftIgnore: [],
        mergeSlice: undefined,
        rehearseMasks: [],
        health: DEFAULT_HEALTH,
        lint: DEFAULT_LINT,
        fileName: {},
      },
      runner: { ...tools, options: tools.runnerOptions, onEvent: () => undefined, runs: 'merge' },
      proofs: async () => ({ ...tools, workspace }),
      postWrite: async () => undefined,
      withWoven: () => Promise.reject(new Error('no git here')),
    };
  };
  return { root, tools, bench, merge: (options: MergeOptions = {}) => merge(bench(), options) };
}

export type MergeWorkspace = ReturnType<typeof mergeWorkspace>;
