import { type Mentions, mentionsOf } from '../../sql/text/mentions.ts';
import { presentTexts } from './present-texts.ts';
import type { EntityOf, SchemaEntity } from './schema-entity.ts';

/** Entities never change, and both directions of every step ask. */
const mentions = new WeakMap<SchemaEntity, Mentions>();

/** Of most entities: they have no SQL. */
const NOTHING: Mentions = { names: new Set(), star: false };

/** The SQL of an entity: body, condition or expression. */
export function mentionsIn(entity: SchemaEntity): Mentions {
  const known = mentions.get(entity);
  if (known !== undefined) return known;
  const texts = textsIn(entity);
  if (texts.length === 0) return NOTHING;
  const found = mentionsOf(texts.join('\n'));
  mentions.set(entity, found);
  return found;
}

function textsIn(entity: SchemaEntity): readonly string[] {
  switch (entity.type) {
    case 'view':
      return presentTexts(entity.facts.definition);
    case 'check':
      return [entity.facts.value];
    case 'index':
      return presentTexts(entity.facts.where, ...expressionsOf(entity));
    case 'policy':
      return presentTexts(entity.facts.using, entity.facts.withCheck);
    case 'column':
      return presentTexts(entity.facts.generated?.as);
    // PostgreSQL reads the body of a function, a string, only when it is called, so nothing depends on its words.
    case 'object':
      return [entity.facts.text];
    default:
      return [];
  }
}

function expressionsOf({ facts }: EntityOf<'index'>): readonly string[] {
  return facts.columns.flatMap(({ isExpression, value }) => (isExpression === true ? [value] : []));
}
