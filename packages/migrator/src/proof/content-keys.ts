import { createHash } from 'node:crypto';
import type { RevisionGraph } from '../graph/structure/revision-graph.ts';

/** Changed when proofs and templates of earlier versions must no longer count. */
const FORMAT = 'braid proof 1';

function digest(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:${part};`);
  return hash.digest('hex');
}

/** Keys that are equal if everything relevant is equal: the file, all files below it, the tool and its settings. */
export class ContentKeys {
  readonly #graph: RevisionGraph;
  readonly #checksumOf: (id: string) => string;
  readonly #tools: readonly string[];
  #keys: ReadonlyMap<string, string> | undefined;

  /**
   * @param checksumOf of a revision's file, with what else makes a difference to it alone
   * @param tools what makes a difference to all: the version of Braid, and the settings that proofs run with
   */
  constructor(graph: RevisionGraph, checksumOf: (id: string) => string, ...tools: readonly string[]) {
    this.#graph = graph;
    this.#checksumOf = checksumOf;
    this.#tools = tools;
  }

  /** Of a revision with all below it. */
  revision(id: string): string {
    this.#keys ??= this.#all();
    return this.#keys.get(id) ?? '';
  }

  /** Of the state of a database in which these revisions are the heads. */
  state(heads: readonly string[]): string {
    return digest('state', ...heads.map((head) => this.revision(head)).sort());
  }

  /** Of a whole history with these heads, built in several orders. */
  history(heads: readonly string[]): string {
    return digest('history', this.state(heads));
  }

  /** Of a proof of the revision on this server. */
  proof(id: string, serverVersion: string): string {
    return digest('proof', this.revision(id), serverVersion);
  }

  /** A key over the keys of parents and dependencies, so that all of them cost one pass. */
  #all(): ReadonlyMap<string, string> {
    const keys = new Map<string, string>();
    for (const { id } of this.#graph.ordered) {
      const below = this.#graph.normalizedDown(id).map((down) => keys.get(down) ?? '');
      keys.set(id, digest(FORMAT, ...this.#tools, id, this.#checksumOf(id), ...below.sort()));
    }
    return keys;
  }
}
