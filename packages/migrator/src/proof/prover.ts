import type { Proof, Prover } from '../ports.ts';
import { ContentKeys } from './content-keys.ts';
import type { ProofTools } from './proof-tools.ts';
import { proveRevision } from './prove-revision.ts';
import { Subject } from './subject.ts';
import { prepareState, withState } from './with-state.ts';

/** Statements are sent at once: hundreds of them cost more on the way than on the server. Not those that may stand in no transaction. */
function inScripts(statements: readonly string[]): readonly string[] {
  return statements.some((sql) => /\bconcurrently\b/i.test(sql)) ? statements : [statements.join('\n;\n')];
}

/** Proves revisions that are about to be written, each on exactly what is below it. Their proofs count for `migrate validate` too, and are not made twice. */
export function createProver(tools: ProofTools): Prover {
  const { server, cache } = tools;
  return {
    async prepare(heads) {
      try {
        const subject = new Subject(tools);
        const keys = new ContentKeys(subject.graph, (id) => subject.checksum(id), tools.toolVersion);
        await prepareState(subject, keys, subject.headsOf(heads));
      } catch {
        // The proof meets it again and says so.
      }
    },
    async prove({ drafts, target, beside = [] }) {
      const [first] = drafts;
      if (first === undefined) return [];
      const subject = new Subject(tools, drafts);
      const keys = new ContentKeys(subject.graph, (id) => subject.checksum(id), tools.toolVersion);
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
        const { proof } = await proveRevision({
          ...{ subject, keys, id, serverVersion },
          at: { withCopy: (work) => withState(subject, keys, heads, work) },
          target: last ? target : undefined,
        });
        if (strict) cache.write(proof);
        proofs.push(proof);
      }
      return proofs;
    },
    async build(statements) {
      return await server.withDatabase(undefined, async (database) => {
        for (const script of inScripts(statements)) await database.query(script);
        return await database.readCatalog();
      });
    },
  };
}
