import { concurrentIndex } from '../../../sql/printed/concurrent-index.ts';
import type { IndexFacts } from '../../facts/index-facts.ts';
import type { Fix, Found, HealthRule, RuleContext } from '../../rule.ts';
import { quotedPath } from '../../text.ts';
import { isNeeded, isSameIndex } from './same-index.ts';

/** Two indexes with the same keys: every write maintains both, and queries use one. */
export const duplicateIndex: HealthRule = {
  code: 'duplicate-index',
  severity: 'warning',
  find({ indexes }, context) {
    const groups: IndexFacts[][] = [];
    for (const index of indexes.filter(({ isValid }) => isValid)) {
      const group = groups.find(([first]) => first !== undefined && isSameIndex(first, index));
      if (group === undefined) groups.push([index]);
      else group.push(index);
    }
    return groups.flatMap((group) => {
      const [kept, ...others] = [...group].sort((a, b) => rank(b, context) - rank(a, context));
      return kept === undefined
        ? []
        : others.filter(({ isAttached }) => !isAttached).map((other) => found(other, kept));
    });
  },
};

/** What something needs is kept first, then what revisions make, then what is used. */
function rank(index: IndexFacts, { isMade }: RuleContext): number {
  return (isNeeded(index) ? 4 : 0) + (isMade(index.schema, index.name) ? 2 : 0) + (index.scans > 0 ? 1 : 0);
}

function found(index: IndexFacts, kept: IndexFacts): Found {
  const { schema, name, table } = index;
  const path = quotedPath(schema, name);
  return {
    object: `index ${schema}.${name}`,
    table: { schema, name: table },
    message: `Indexes ${name} and ${kept.name} on ${schema}.${table} are the same.`,
    ...(isNeeded(index)
      ? {
          repair: `Both are needed by a constraint, a foreign key, a partition or replication. Drop one of the constraints by hand if they are the same.`,
        }
      : { repair: `DROP INDEX CONCURRENTLY ${path}`, ...fixOf(index, kept) }),
  };
}

function fixOf(index: IndexFacts, { name: kept }: IndexFacts): { readonly fix?: Fix } {
  const { schema, table, name, definition } = index;
  if (index.isOnPartitioned) return {};
  const path = quotedPath(schema, name);
  const again = concurrentIndex(definition);
  return {
    fix: {
      message: `drop index ${name}, which is the same as ${kept}`,
      ways: [
        { upgrade: `DROP INDEX CONCURRENTLY ${path}`, downgrade: `${again}`, transaction: false },
        { upgrade: `DROP INDEX CONCURRENTLY IF EXISTS ${path}`, downgrade: null, transaction: false },
      ],
      declare: { change: 'drop', schema, table, name, columns: [] },
    },
  };
}
