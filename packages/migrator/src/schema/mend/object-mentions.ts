import { Tokenizer } from '../../sql/script/tokenizer.ts';
import type { CatalogValue } from '../entity/catalog.ts';
import { type SchemaEntity, textFact } from '../entity/schema-entity.ts';
import { mentionsOf } from './mentions.ts';

/** All words of an object's SQL, those in the bodies of functions among them: what it needs when it runs. */
export function objectMentions(object: SchemaEntity): ReadonlySet<string> {
  return wordsOf(textFact(object, 'text') ?? '');
}

/** All words of an SQL text, those in its strings among them. */
export function wordsOf(text: string): ReadonlySet<string> {
  return new Set([...mentionsOf(text).names, ...bodiesOf(text).flatMap((body) => [...mentionsOf(body).names])]);
}

/** The words of an entity where a function or type may stand: defaults, conditions, expressions, types, and an object's whole SQL. */
export function callsOf(entity: SchemaEntity): ReadonlySet<string> {
  if (entity.type === 'object') return objectMentions(entity);
  const { type, default: initial, definition, value, where, using, withCheck, generated, columns } = entity.facts;
  return mentionsOf(
    [type, initial, definition, value, where, using, withCheck, generated, columns].flatMap(textsIn).join('\n'),
  ).names;
}

function textsIn(value: CatalogValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What stands in the strings of a text. */
function bodiesOf(text: string): readonly string[] {
  const bodies: string[] = [];
  const tokenizer = new Tokenizer(text);
  while (tokenizer.next() !== 'end') {
    if (tokenizer.kind === 'string') bodies.push(tokenizer.text.replace(/^(?:[eE]?'|\$\w*\$)|(?:'|\$\w*\$)$/g, ''));
  }
  return bodies;
}
