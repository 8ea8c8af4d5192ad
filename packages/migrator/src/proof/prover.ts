import type { Proof, Prover } from '../ports/proof/proof.ts';
import type { ScratchDatabase } from '../ports/proof/scratch.ts';
import { readStatement } from '../sql/statement/read-statement.ts';
import { type Held, held } from './held.ts';
import type { ProofTools } from './proof-tools.ts';
import { type PreparedDatabase, type PreparedState, prepareState } from './round-trip/prepared-state.ts';
import { proveRevision, type StateBelow } from './round-trip/prove-revision.ts';
import { Subject } from './round-trip/subject.ts';
import { withRoles } from './round-trip/with-roles.ts';
import { withState } from './round-trip/with-state.ts';
import { stateAbove } from './state-above.ts';

/**
 * Statements are sent at once: hundreds of them cost more on the way than on the server. Not those that may be in no
 * transaction.
 */
function inScripts(statements: readonly string[]): readonly string[] {
  if (statements.length === 0) return [];
  return statements.some((sql) => readStatement(sql).runsAlone) ? statements : [statements.join('\n;\n')];
}

/** A prover that can begin before it is asked. */
export interface PreparingProver extends Prover {
  /**
   * Starts the server and, when these revisions are known, builds their state for the first proof on it and makes the
   * database of the first fresh build, while other things are done. What is wrong shows when something is proven.
   */
  prepare(heads: readonly string[] | undefined): void;
}

/**
 * Proves revisions that are about to be written, each on exactly what is below it. Their proofs count for
 * `migrate validate` too, and are not made twice.
 *
 * @returns with `close`, which drops what was prepared and not used
 */
export function createProver(tools: ProofTools): PreparingProver & { close(): Promise<void> } {
  const { server, cache } = tools;
  let prepared: PreparedState | undefined;
  let empty: Held<ScratchDatabase> | undefined;
  let dropping: Promise<unknown> = Promise.resolve();
  /** Nobody waits for it to be gone but `close`. */
  const letGo = (done: Pick<Held<unknown>, 'end'> | undefined): void => {
    if (done !== undefined) dropping = Promise.all([dropping, done.end()]);
  };
  /**
   * What is prepared serves once: a proof leaves rows. Another state than was expected may still be built from its
   * template.
   */
  const takePrepared = async (key: string): Promise<PreparedDatabase | undefined> => {
    const ready = await prepared?.ready;
    if (prepared?.key === key) return ready;
    endPrepared();
    return undefined;
  };
  const endPrepared = (): void => {
    letGo(prepared);
    prepared = undefined;
  };
  const prepareEmpty = (): Held<ScratchDatabase> =>
    held((keep) =>
      server.withDatabase(undefined, async (database) => {
        // So that its session is open as well.
        await database.query('select');
        await keep(database);
      }),
    );
  /** It serves once, too. What was built in it goes while the catalog is compared. */
  const withEmpty = async <T>(work: (database: ScratchDatabase) => Promise<T>): Promise<T> => {
    const taken = empty;
    empty = undefined;
    const ready = await taken?.ready;
    if (taken === undefined || ready === undefined) return await server.withDatabase(undefined, work);
    try {
      return await work(ready);
    } finally {
      letGo(taken);
    }
  };
  /** The server remembers it. */
  const askVersion = (): void => {
    server.version().catch(() => undefined);
  };
  return {
    prepare(heads) {
      if (heads === undefined) {
        askVersion();
        return;
      }
      try {
        const subject = new Subject(tools);
        prepared = prepareState(subject, subject.keys(), subject.headsOf(heads));
        empty ??= prepareEmpty();
        askVersion();
      } catch {
        // The proof meets it again and says so.
      }
    },
    async prove({ drafts, target, beside = [], without = [] }) {
      const [first] = drafts;
      if (first === undefined) return [];
      const subject = new Subject(withoutRevisions(tools, without), drafts);
      const keys = subject.keys();
      const serverVersion = await server.version();
      const ids = drafts.map(({ revision }) => revision.id);
      const proofs: Proof[] = [];
      for (const id of ids) {
        const last = id === ids.at(-1);
        const heads = subject.headsOf([...subject.graph.normalizedDown(id), ...beside]);
        // Beside revisions that it does not need, a missing `depends-on` would not show.
        const strict = keys.state(heads) === keys.state(subject.headsBelow(id));
        const known = strict && !(last && target !== undefined) ? cache.read(keys.proof(id, serverVersion)) : undefined;
        if (known !== undefined) {
          proofs.push(known);
          continue;
        }
        const above = strict ? stateAbove({ key: keys.state([id]), heads: [id] }) : undefined;
        const at: StateBelow = {
          async withCopy(work) {
            const ready = await takePrepared(keys.state(heads));
            if (ready === undefined) return await withState(subject, keys, heads, work);
            try {
              return await work(ready.database, ready.state);
            } finally {
              endPrepared();
            }
          },
        };
        const request = { subject, keys, id, serverVersion, at, whenBare: above?.whenBare };
        try {
          const { proof } = await proveRevision({ ...request, target: last ? target : undefined });
          await above?.keep();
          proofs.push(proof);
          if (strict) cache.write(proof);
        } finally {
          letGo(above);
        }
      }
      return proofs;
    },
    async builtBy(heads, drafts = []) {
      const subject = new Subject(tools, drafts);
      return await withState(subject, subject.keys(), subject.headsOf(heads), (database) => database.readCatalog());
    },
    async builtInTurn(onBuilt) {
      const subject = new Subject(tools);
      await server.withDatabase(undefined, async (database) => {
        let before = await database.readCatalog();
        for (const { id } of subject.graph.ordered) {
          await subject.step(database, [id], 'upgrade');
          const after = await database.readCatalog();
          onBuilt(id, before, after);
          before = after;
        }
      });
    },
    async build(parts) {
      return await withEmpty(async (database) => {
        let run: Promise<unknown> = Promise.resolve();
        const runNext = (script: string): void => {
          run = run.then(() => withRoles(server, () => database.query(script)));
          // It is awaited when all have come.
          run.catch(() => undefined);
        };
        try {
          for await (const statements of parts) inScripts(statements).forEach(runNext);
        } finally {
          await run;
        }
        return await database.readCatalog();
      });
    },
    async close() {
      endPrepared();
      letGo(empty);
      empty = undefined;
      await dropping;
    },
  };
}

function withoutRevisions(tools: ProofTools, ids: readonly string[]): ProofTools {
  if (ids.length === 0) return tools;
  const { workspace } = tools;
  return {
    ...tools,
    workspace: {
      readHeaders: () => workspace.readHeaders().filter(({ id }) => !ids.includes(id)),
      readRevision: (revision) => workspace.readRevision(revision),
      checksumOf: (revision) => workspace.checksumOf(revision),
    },
  };
}
