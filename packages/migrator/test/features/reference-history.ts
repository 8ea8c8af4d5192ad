import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildGraph } from '../../src/graph/build/build-graph.ts';
import type { RevisionGraph } from '../../src/graph/structure/revision-graph.ts';
import { parseRevisionFile } from '../../src/revision/parse-revision-file.ts';
import type { RevisionFile } from '../../src/revision/revision-file.ts';

export const WORKSPACE = resolve(import.meta.dirname, '../../../..');

/** The history of the six slices in `features/`, read with the real parser. */
export interface ReferenceHistory {
  readonly graph: RevisionGraph;
  /** In the order of all plans. */
  readonly files: readonly RevisionFile[];
}

export function readReferenceHistory(): ReferenceHistory {
  const byId = new Map<string, RevisionFile>();
  for (const slice of readdirSync(join(WORKSPACE, 'features'))) {
    const folder = `features/${slice}/migrations`;
    for (const name of readdirSync(join(WORKSPACE, folder)).filter((entry) => /\.(sql|ts)$/.test(entry))) {
      const source = { slice, file: `${folder}/${name}` };
      const file = parseRevisionFile(readFileSync(join(WORKSPACE, source.file), 'utf8'), source);
      byId.set(file.revision.id, file);
    }
  }
  const graph = buildGraph([...byId.values()].map(({ revision }) => revision));
  return { graph, files: graph.ordered.map(({ id }) => fileOf(byId, id)) };
}

/** Another order that keeps parents and dependencies first: whatever is ready and sorts first by `rank` comes next. */
export function reordered({ graph, files }: ReferenceHistory, rank: (id: string) => number): readonly RevisionFile[] {
  const byId = new Map(files.map((file) => [file.revision.id, file]));
  const waiting = [...byId.keys()].sort((a, b) => rank(a) - rank(b));
  const done = new Set<string>();
  while (waiting.length > 0) {
    const next = waiting.findIndex((id) => [...graph.parents(id), ...graph.dependencies(id)].every((d) => done.has(d)));
    for (const id of waiting.splice(next, 1)) done.add(id);
  }
  return [...done].map((id) => fileOf(byId, id));
}

function fileOf(files: ReadonlyMap<string, RevisionFile>, id: string): RevisionFile {
  const file = files.get(id);
  if (file === undefined) throw new Error(`no revision ${id}`);
  return file;
}
