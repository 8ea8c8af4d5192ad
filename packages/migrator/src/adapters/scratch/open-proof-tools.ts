import { isAbsolute, join } from 'node:path';
import type { Variables } from '../../conninfo/parse/setting.ts';
import type { ProofCache } from '../../ports/proof/proof.ts';
import type { ProofTools } from '../../proof/proof-tools.ts';
import { embeddedScratch, type ScratchSource } from './embedded-scratch.ts';
import { fileProofCache } from './file-proof-cache.ts';
import { openScratchServer } from './scratch-server.ts';

export interface ProofToolsOptions extends Omit<ProofTools, 'server' | 'cache' | 'forgetful'> {
  /** The workspace; `.braid/scratch` and `.braid/proofs` are in it. */
  readonly root: string;
  /** A server of the user's for scratch databases, as a role that may create them; else the embedded one. */
  readonly shadowUrl?: string | undefined;
  /** What adds to `shadowUrl`. */
  readonly variables?: Variables | undefined;
  /** Default `.braid/scratch`, relative to the workspace. */
  readonly scratchFolder?: string | undefined;
  /** Believe no proof of an earlier run. */
  readonly forgetful?: boolean | undefined;
  /** Default `braid`. */
  readonly stateSchema?: string | undefined;
}

/**
 * Everything that proofs need, on the embedded scratch cluster or the shadow server. Starts nothing before it is used.
 */
export function openProofTools(options: ProofToolsOptions): { readonly tools: ProofTools; close(): Promise<void> } {
  const {
    root,
    shadowUrl,
    variables,
    scratchFolder = '.braid/scratch',
    stateSchema,
    forgetful = false,
    ...shared
  } = options;
  const source: ScratchSource =
    shadowUrl === undefined
      ? embeddedScratch({ folder: isAbsolute(scratchFolder) ? scratchFolder : join(root, scratchFolder) })
      : { url: async () => shadowUrl, variables, release: () => undefined };
  const server = openScratchServer({
    source,
    maker: shared.identity,
    toolVersion: shared.toolVersion,
    ...(stateSchema === undefined ? {} : { stateSchema }),
  });
  const files = fileProofCache(join(root, '.braid/proofs'));
  const cache = forgetful ? writeOnly(files) : files;
  return {
    tools: { ...shared, server, cache, forgetful },
    async close() {
      files.sweep();
      await server.close();
    },
  };
}

/** Keeps proofs for those who come later, and knows only what it has kept itself. */
function writeOnly(files: ProofCache): ProofCache {
  const own = new Set<string>();
  return {
    read: (key) => (own.has(key) ? files.read(key) : undefined),
    write(proof) {
      own.add(proof.key);
      files.write(proof);
    },
    // Only those who ask learn whether it was proven; the prover does not ask.
    readHistory: files.readHistory,
    writeHistory: files.writeHistory,
  };
}
