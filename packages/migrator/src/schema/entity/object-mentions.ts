import { mentionsOf, wordsOf } from '../../sql/text/mentions.ts';
import type { IndexPart } from '../facts/entity-facts.ts';
import { presentTexts } from './present-texts.ts';
import type { ObjectEntity, SchemaEntity } from './schema-entity.ts';

/** All words of an object's SQL, including those in function bodies, which it needs when it runs. */
export function objectMentions(object: ObjectEntity): ReadonlySet<string> {
  return wordsOf(object.facts.text);
}

/**
 * The words of an entity that may name a function or type: defaults, conditions, expressions, types, and an object's
 * whole SQL.
 */
export function callsOf(entity: SchemaEntity): ReadonlySet<string> {
  if (entity.type === 'object') return objectMentions(entity);
  return mentionsOf(callTexts(entity).join('\n')).names;
}

function callTexts(entity: Exclude<SchemaEntity, ObjectEntity>): readonly string[] {
  switch (entity.type) {
    case 'column': {
      const { type, default: initial, generated } = entity.facts;
      return presentTexts(type, initial, generated?.as);
    }
    case 'check':
      return [entity.facts.value];
    case 'index':
      return presentTexts(entity.facts.where, ...entity.facts.columns.flatMap(partTexts));
    // A column may have the name of a function; an extra word does no harm.
    case 'primary-key':
    case 'unique':
    case 'foreign-key':
      return entity.facts.columns;
    case 'policy':
      return presentTexts(entity.facts.using, entity.facts.withCheck);
    case 'view':
      return presentTexts(entity.facts.definition);
    default:
      return [];
  }
}

function partTexts({ value, opclass }: IndexPart): readonly string[] {
  const name = opclass?.name;
  return typeof name === 'string' ? [value, name] : [value];
}
