import { posix } from 'node:path';
import { UsageError } from '../../errors/usage/usage-error.ts';
import { inspectGraph } from '../../graph/build/inspect-graph.ts';
import { resolveAll } from '../../graph/symbols/resolve.ts';
import { type Finding, findingOf } from '../shared/finding.ts';
import type { Workbench } from '../shared/workbench.ts';

export interface EditResult {
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  /** Whether its content changed. */
  readonly changed: boolean;
  /** The findings in the files and the graph after the edit. */
  readonly findings: readonly Finding[];
}

/**
 * Opens the file of one revision in the person's editor and checks all files when it is closed. `symbols` are what was
 * named, `current` replaced by where the database is; they must name one revision. Throws a `UsageError`,
 * `SymbolError` or `EditorError`.
 */
export async function edit(
  bench: Pick<Workbench, 'workspace' | 'graph' | 'editor'>,
  symbols: readonly string[],
): Promise<EditResult> {
  const { workspace } = bench;
  const named = resolveAll(bench.graph(), symbols).flatMap((revision) => (revision === null ? [] : [revision]));
  const [revision] = named;
  if (revision === undefined || named.length > 1) {
    throw new UsageError({ problem: 'not-one-revision', revisions: named.map(({ id }) => id) });
  }
  const before = workspace.checksumOf(revision);
  await (await bench.editor()).edit(posix.join(workspace.root, revision.file));
  const { revisions, problems } = workspace.inspect();
  const findings = [...problems, ...inspectGraph(revisions)].map(findingOf);
  // A file that cannot be read any more has changed.
  const now = revisions.find(({ file }) => file === revision.file);
  return {
    revision: revision.id,
    slice: revision.slice,
    file: revision.file,
    changed: now === undefined || workspace.checksumOf(now) !== before,
    findings,
  };
}
