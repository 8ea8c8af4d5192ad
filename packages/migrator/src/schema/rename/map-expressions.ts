import { presentTexts } from '../entity/present-texts.ts';
import { type SchemaEntity, withFacts } from '../entity/schema-entity.ts';

/** Maps all expressions that a table owns. */
export function mapExpressions(entity: SchemaEntity, map: (sql: string) => string): SchemaEntity {
  if (entity.table === '') return entity;
  const mapped = (sql: string | undefined): string | undefined => (sql === undefined ? undefined : map(sql));
  switch (entity.type) {
    case 'check':
      return withFacts(entity, { value: map(entity.facts.value) });
    case 'policy':
      return withFacts(entity, { using: mapped(entity.facts.using), withCheck: mapped(entity.facts.withCheck) });
    case 'column': {
      const { generated } = entity.facts;
      return generated === undefined
        ? entity
        : withFacts(entity, { generated: { ...generated, as: map(generated.as) } });
    }
    case 'index':
      return withFacts(entity, {
        where: mapped(entity.facts.where),
        columns: entity.facts.columns.map((part) =>
          part.isExpression === true ? { ...part, value: map(part.value) } : part,
        ),
      });
    default:
      return entity;
  }
}

/** The expressions that a table owns: conditions, expressions of indexes and generated columns. */
export function expressionsIn(entity: SchemaEntity): readonly string[] {
  if (entity.table === '') return [];
  switch (entity.type) {
    case 'check':
      return [entity.facts.value];
    case 'policy':
      return presentTexts(entity.facts.using, entity.facts.withCheck);
    case 'column':
      return presentTexts(entity.facts.generated?.as);
    case 'index':
      return presentTexts(
        entity.facts.where,
        ...entity.facts.columns.flatMap(({ isExpression, value }) => (isExpression === true ? [value] : [])),
      );
    default:
      return [];
  }
}
