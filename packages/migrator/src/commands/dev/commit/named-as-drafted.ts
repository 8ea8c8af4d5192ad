import type { SchemaDiffer } from '../../../ports/schema-differ.ts';
import { keepDefaults } from '../../../schema/defaults/keep-defaults.ts';
import { keepNames } from '../../../schema/names/keep-names.ts';
import { tolerantState } from '../../shared/schema/tolerant-state.ts';
import type { DevBench } from '../dev-session.ts';

/**
 * A differ that loads what the schemas declare with the names in the database: a constraint without a declared name was
 * named after its table and columns when it was drafted, and those may have other names now.
 *
 * @param drafted the bench on which drafts count as revisions
 */
export async function namedAsDrafted(drafted: DevBench): Promise<SchemaDiffer> {
  const differ = await drafted.differ();
  const { slices } = drafted.workspace;
  const graph = drafted.graph();
  return {
    async load(some, others) {
      const loaded = await differ.load(some, others);
      return loaded.map((each) => {
        const slice = slices.find(({ label }) => label === each.slice);
        if (slice === undefined) return each;
        const state = tolerantState(drafted, graph, slice, graph.headsOfSlice(slice.label), each.entities);
        return { ...each, entities: keepDefaults(state, keepNames(state, each.entities)) };
      });
    },
    statements: (change) => differ.statements(change),
    judgeDefaults: (columns, query) => differ.judgeDefaults(columns, query),
  };
}
