import { child, children } from '../../../sql-objects/sql-node.ts';
import type { Relation } from '../../catalog/relation.ts';
import { impliesBound } from '../../read/implied-bound.ts';
import type { Found } from '../../rule/found.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about, type Subject } from '../../rule/subject.ts';

export const attachUnvalidated: LintRule = {
  name: 'attach-unvalidated',
  level: 'error',
  harm: 'ATTACH PARTITION reads the whole table to check that its rows fit, and locks it completely until then. If the parent has a default partition, that one is read and locked too; a new partition does the same.',
  instead:
    'First add a CHECK constraint with the same bounds as NOT VALID and validate it in another revision; then nothing is read. Drop it afterwards',
  example: {
    given: `create table events (id bigint, at date not null) partition by range (at);
      create table old_events (id bigint, at date not null);
      create table checked (id bigint, at date not null check (at >= '2020-01-01' and at < '2021-01-01'))`,
    bad: "alter table events attach partition old_events for values from ('2020-01-01') to ('2021-01-01')",
    good: "alter table events attach partition checked for values from ('2020-01-01') to ('2021-01-01')",
  },
  find(subject) {
    if (subject.kind === 'CreateStmt' && 'partbound' in subject.node) return created(subject);
    return subject.alterations('AT_AttachPartition').flatMap(({ table: parent, def }) => {
      const part = subject.target(child(def, 'name'));
      const key = parent.relation?.partitionKey ?? [];
      const isRead = part !== undefined && !impliesBound(part.relation, key, child(def, 'bound'));
      return [
        ...(isRead ? [about(part, `Nobody can use ${part.shown} while all its rows are checked.`, 'scan')] : []),
        ...defaults(subject, parent.relation),
      ];
    });
  },
};

function created(subject: Subject): readonly Found[] {
  const [range] = children(subject.node, 'inhRelations');
  const parent = subject.target(child(range ?? {}, 'RangeVar'))?.relation;
  return defaults(subject, parent);
}

/** The default partition must hold no row that the new one takes. */
function defaults(subject: Subject, parent: Relation | undefined): readonly Found[] {
  if (parent === undefined) return [];
  const rest = subject.catalog.partitionsOf(parent).find(({ isDefault }) => isDefault);
  const target = rest === undefined ? undefined : subject.named(rest.schema, rest.name);
  if (target === undefined) return [];
  return [about(target, `All rows of the default partition ${target.shown} are checked while it is locked.`, 'scan')];
}
