import { openWorkspace } from '../../src/adapters/fs/workspace.ts';
import { openProofTools } from '../../src/adapters/scratch/open-proof-tools.ts';
import { defaultRunnerOptions } from '../../src/execute/runner-options.ts';
import { createStopSignal } from '../../src/execute/stop-signal.ts';
import { type ProofTools, proofRunnerOptions } from '../../src/proof/proof-tools.ts';

/** The tools of a workspace where nothing is proven: what earlier runs have proven can be asked for, and no server starts. */
export function idleProofTools(root: string): ProofTools {
  const { tools } = openProofTools({
    ...{ root, workspace: openWorkspace(root), toolVersion: 'test', settings: '', parallel: 1 },
    ...{ identity: { host: 'test', pid: process.pid }, stop: createStopSignal() },
    ambient: { now: () => new Date(0), randomBytes: (length) => new Uint8Array(length) },
    runnerOptions: proofRunnerOptions(defaultRunnerOptions),
    dataRunner: () => Promise.reject(new Error('nothing runs here')),
  });
  return tools;
}
