import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { inject } from 'vitest';
import { openWorkspace } from '../../src/adapters/fs/workspace.ts';
import { openScratchServer } from '../../src/adapters/scratch/scratch-server.ts';
import { defaultRunnerOptions } from '../../src/execute/runner-options.ts';
import { createStopSignal } from '../../src/execute/stop-signal.ts';
import type { HistoryProof, Proof, ProofCache } from '../../src/ports/proof/proof.ts';
import { type ProofTools, proofRunnerOptions } from '../../src/proof/proof-tools.ts';
import { dataCodeIn } from '../../src/wiring/data-runner.ts';

/** Proofs in memory. */
export function memoryCache(): ProofCache & { readonly proofs: Map<string, Proof> } {
  const proofs = new Map<string, Proof>();
  const histories = new Map<string, HistoryProof>();
  return {
    proofs,
    readHistory: (key) => histories.get(key),
    writeHistory: (proof) => {
      histories.set(proof.key, proof);
    },
    read: (key) => proofs.get(key),
    write: (proof) => {
      proofs.set(proof.key, proof);
    },
  };
}

/** Real tools for the workspace in a folder, on the server of the test run. Templates of other runs do not count: the tool's version is random. */
export function proofTools(root: string, more: Partial<ProofTools> = {}): ProofTools & { close(): Promise<void> } {
  const toolVersion = `test-${randomBytes(6).toString('hex')}`;
  const identity = { host: hostname(), pid: process.pid };
  const url = inject('postgresUrl');
  const server = openScratchServer({
    source: { isOwn: true, url: async () => url, release: () => undefined },
    maker: identity,
    toolVersion,
    templateLimit: 20,
  });
  return {
    server,
    cache: memoryCache(),
    forgetful: false,
    workspace: openWorkspace(root),
    toolVersion,
    settings: '',
    ambient: { now: () => new Date(), randomBytes: (length) => randomBytes(length) },
    identity,
    runnerOptions: proofRunnerOptions(defaultRunnerOptions),
    stop: createStopSignal(),
    ...dataCodeIn(root, {}),
    parallel: 2,
    close: () => server.close(),
    ...more,
  };
}
