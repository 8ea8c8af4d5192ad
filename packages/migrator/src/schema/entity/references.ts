import { mentionsOf } from '../../sql/text/mentions.ts';
import { callsOf, objectMentions } from './object-mentions.ts';
import { presentTexts } from './present-texts.ts';
import { entityId, type SchemaEntity } from './schema-entity.ts';

/**
 * Finds what an entity refers to: the tables of foreign keys, the enums of columns, its schema, and what its SQL may
 * read.
 */
export class References {
  readonly #byId = new Map<string, string>();
  readonly #byName = new Map<string, string[]>();
  /** Objects of `sql/*.sql`, by the name that SQL uses. */
  readonly #objects = new Map<string, string[]>();

  /** `owners`: everything that can be referred to, by owner. */
  constructor(owners: Iterable<readonly [owner: string, entities: readonly SchemaEntity[]]>) {
    for (const [owner, entities] of owners) {
      for (const entity of entities) {
        if (entity.table !== '') continue;
        const provided = entity.type === 'object' ? entity.facts.provides : undefined;
        if (provided !== undefined) this.#objects.set(provided, [...(this.#objects.get(provided) ?? []), owner]);
        this.#byId.set(entityId(entity), owner);
        if (entity.type !== 'table' && entity.type !== 'view') continue;
        this.#byName.set(entity.name, [...(this.#byName.get(entity.name) ?? []), owner]);
      }
    }
  }

  /** The owners of what an entity refers to, possibly including its own. */
  ownersOf(entity: SchemaEntity): ReadonlySet<string> {
    const owners = new Set<string>();
    const add = (type: SchemaEntity['type'], schema: string, name: string): void => {
      const owner = this.#byId.get(entityId({ type, schema, table: '', name }));
      if (owner !== undefined) owners.add(owner);
    };
    if (entity.schema !== '') add('schema', '', entity.schema);
    if (entity.type === 'foreign-key') add('table', entity.facts.schemaTo, entity.facts.tableTo);
    if (entity.type === 'column' && entity.facts.typeSchema !== undefined)
      add('enum', entity.facts.typeSchema, entity.facts.type);
    const sql = queriesIn(entity).join('\n');
    if (sql !== '')
      for (const name of mentionsOf(sql).names) for (const owner of this.#byName.get(name) ?? []) owners.add(owner);
    if (entity.type === 'object')
      for (const name of objectMentions(entity)) for (const owner of this.#byName.get(name) ?? []) owners.add(owner);
    if (this.#objects.size > 0)
      for (const name of callsOf(entity)) for (const owner of this.#objects.get(name) ?? []) owners.add(owner);
    return owners;
  }
}

/** The SQL of an entity that may read tables. */
function queriesIn(entity: SchemaEntity): readonly string[] {
  switch (entity.type) {
    case 'view':
      return presentTexts(entity.facts.definition);
    case 'policy':
      return presentTexts(entity.facts.using, entity.facts.withCheck);
    case 'column':
      return presentTexts(entity.facts.generated?.as);
    default:
      return [];
  }
}
