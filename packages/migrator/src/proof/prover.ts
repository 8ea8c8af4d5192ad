import type { Proof, Prover } from '../ports.ts';
import { ContentKeys } from './content-keys.ts';
import type { ProofTools } from './proof-tools.ts';
import { proveRevision } from './prove-revision.ts';
import { Subject } from './subject.ts';
import { withState } from './with-state.ts';

/** Proves revisions that are about to be written, each on exactly what is below it. Their proofs count for `migrate validate` too, and are not made twice. */
export function createProver(tools: ProofTools): Prover {
  const { server, cache } = tools;
  return {
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
        for (const statement of statements) await database.query(statement);
        return await database.readCatalog();
      });
    },
  };
}
