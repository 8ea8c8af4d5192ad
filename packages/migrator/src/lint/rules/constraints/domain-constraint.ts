import { child, names, text } from '../../../sql-objects/sql-node.ts';
import { qualified } from '../../catalog/qualified.ts';
import { typeRef } from '../../catalog/type-ref.ts';
import { isNotValid } from '../../node/constraints.ts';
import type { Found } from '../../rule/found.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about, type Subject } from '../../rule/subject.ts';

export const domainConstraint: LintRule = {
  name: 'domain-constraint',
  level: 'error',
  harm: 'A new constraint of a domain reads every table that has a column of that domain, and blocks writes to all of them until that is done; so does VALIDATE CONSTRAINT of a constraint that was added as NOT VALID. A new column of a domain with constraints rewrites the table.',
  instead:
    'CHECK constraints on the tables in place of the domain, NOT VALID and validated later; or VALIDATE at a quiet time',
  example: {
    given: 'create domain price as numeric; create table orders (id bigint, total price)',
    bad: 'alter domain price add constraint positive check (value > 0)',
    good: 'alter domain price add constraint positive check (value > 0) not valid',
  },
  find(subject) {
    return [...altered(subject), ...columns(subject)];
  },
};

function altered(subject: Subject): readonly Found[] {
  const { kind, node, catalog } = subject;
  const isAdded = text(node, 'subtype') === 'C' && !isNotValid(child(child(node, 'def'), 'Constraint'));
  if (kind !== 'AlterDomainStmt' || !(isAdded || ['O', 'V'].includes(text(node, 'subtype')))) return [];
  const domain = qualified(names(node, 'typeName'));
  const known = catalog.type(domain);
  if (known?.madeBy !== undefined) return [];
  if (known === undefined) {
    return [{ on: null, message: `Reads all tables with a column of ${domain.name}, and blocks writes to them.` }];
  }
  return [...catalog.relations].flatMap((relation) => {
    const isUsed = [...relation.columns.values()].some(({ type }) =>
      // Of domains that are based on it, too.
      catalog.withBases(type).some(({ name }) => name === domain.name),
    );
    const table = isUsed ? subject.named(relation.schema, relation.name) : undefined;
    // Rows are in the partitions.
    if (table === undefined || relation.kind !== 'table') return [];
    return [about(table, `Blocks writes to ${table.shown} while all its rows are checked.`, 'scan')];
  });
}

function columns(subject: Subject): readonly Found[] {
  return subject.alterations('AT_AddColumn').flatMap(({ table, def }) => {
    if (!subject.catalog.isChecked(typeRef(child(def, 'typeName')))) return [];
    const column = text(def, 'colname');
    return [about(table, `${column} is of a domain with constraints: ${table.shown} is rewritten.`, 'rewrite')];
  });
}
