import { createScriptWriter } from '../../../src/adapters/pg/offline/script-writer.ts';
import type { ScriptRequest } from '../../../src/execute/offline/build-script.ts';
import { buildScript } from '../../../src/execute/offline/build-script.ts';
import { defaultRunnerOptions } from '../../../src/execute/runner-options.ts';
import type { RevisionGraph } from '../../../src/graph/structure/revision-graph.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import type { OfflineScript } from '../../../src/ports/database/offline-script.ts';
import { parseRevisionFile } from '../../../src/revision/parse-revision-file.ts';
import type { Revision } from '../../../src/revision/revision.ts';

export const writer = createScriptWriter({ stateSchema: 'braid', toolVersion: '0.0.0' });

/** Files whose sections are given by id; the headers do not matter. */
export function workspaceOf(sections: (revision: Revision) => string): ScriptRequest['workspace'] {
  return {
    checksumOf: ({ id }) => `checksum of ${id}`,
    readRevision: (revision) => {
      const mark = revision.kind === 'ts' ? '//' : '--';
      const text = `${mark} revision: ${revision.id}\n${mark} message: x\n\n${sections(revision)}`;
      return { ...parseRevisionFile(text, revision), revision, checksum: `checksum of ${revision.id}` };
    },
  };
}

export function scriptOf(
  graph: RevisionGraph,
  plan: Plan,
  sections: (revision: Revision) => string,
  skipData = false,
): OfflineScript {
  const workspace = workspaceOf(sections);
  return buildScript({ plan, graph, workspace, options: defaultRunnerOptions, runs: `${plan.direction} it`, skipData });
}
