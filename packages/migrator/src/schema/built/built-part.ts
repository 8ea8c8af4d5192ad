import { type ConstraintDefinition, constraintDefinition } from '../../sql/printed/constraint-definition.ts';
import { withoutSemicolon } from '../../sql/text/without-semicolon.ts';
import type { CatalogEntity } from '../entity/catalog.ts';
import { type SchemaEntity, withFacts } from '../entity/schema-entity.ts';

/**
 * A built thing other than a column in the terms of a schema; `undefined` if it cannot be expressed. `built` has the
 * entity's kind and name.
 */
export function builtPart(entity: SchemaEntity, built: CatalogEntity): SchemaEntity | undefined {
  const { facts } = built;
  const definition = typeof facts.definition === 'string' ? facts.definition : '';
  switch (entity.type) {
    case 'table': {
      const isRlsEnabled = String(facts.rowSecurity ?? '').startsWith('enabled');
      return withFacts(entity, { isRlsEnabled: isRlsEnabled ? true : undefined });
    }
    case 'enum':
      return withFacts(entity, { values: Array.isArray(facts.values) ? facts.values.map(String) : [] });
    case 'sequence':
      return withFacts(entity, {
        incrementBy: String(facts.increment),
        minValue: String(facts.min),
        maxValue: String(facts.max),
        startWith: String(facts.start),
        cacheSize: Number(facts.cache),
        cycle: facts.cycle === true,
      });
    case 'view':
      if ((built.kind === 'materialized view') !== (entity.facts.materialized === true)) return undefined;
      return withFacts(entity, { definition: withoutSemicolon(definition).trim() });
    case 'check':
    case 'primary-key':
    case 'unique':
    case 'foreign-key':
      return builtConstraint(entity, constraintDefinition(definition));
    default:
      return undefined;
  }
}

function builtConstraint(entity: SchemaEntity, definition: ConstraintDefinition | undefined): SchemaEntity | undefined {
  if (definition?.kind === 'check' && entity.type === 'check')
    return withFacts(entity, { value: definition.condition });
  if (definition?.kind === 'primary-key' && entity.type === 'primary-key') {
    return withFacts(entity, { columns: definition.columns });
  }
  if (definition?.kind === 'unique' && entity.type === 'unique') {
    const { columns, nullsNotDistinct } = definition;
    return withFacts(entity, { columns, nullsNotDistinct: nullsNotDistinct ? true : undefined });
  }
  if (definition?.kind === 'foreign-key' && entity.type === 'foreign-key') {
    const { kind: _, ...facts } = definition;
    return withFacts(entity, facts);
  }
  return undefined;
}
