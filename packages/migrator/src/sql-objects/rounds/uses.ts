import { presentTexts } from '../../schema/entity/present-texts.ts';
import { entityId, type SchemaEntity, tableOf } from '../../schema/entity/schema-entity.ts';
import { TableKey } from '../../schema/entity/table-key.ts';
import { partitioningsOf } from '../../schema/partitioning/partitioning-of.ts';
import { mentionsOf, wordsOf } from '../../sql/text/mentions.ts';
import { statementEffects } from '../effects/statement-effects.ts';
import type { Access } from '../footprint/access.ts';
import { mentioned } from '../footprint/mentioned.ts';
import { mentions } from '../footprint/mentions.ts';
import { type ReadSql, statementFootprint } from '../footprint/statement-footprint.ts';
import type { ObjectRef } from '../object-ref.ts';
import { StateIndex } from './state-index.ts';

/**
 * Finds what the entities of a state use: what they belong to, what their keys and types name, and what their SQL
 * mentions.
 */
export class Uses {
  readonly #index: StateIndex;
  readonly #read: ReadSql;
  readonly #known = new Map<SchemaEntity, ReadonlySet<string>>();

  constructor(state: readonly SchemaEntity[], read: ReadSql) {
    this.#index = new StateIndex(state);
    this.#read = read;
  }

  /** The ids of everything that must exist for the entity to exist. */
  of(entity: SchemaEntity): ReadonlySet<string> {
    const known = this.#known.get(entity);
    if (known !== undefined) return known;
    const ids = new Set([...this.#byFacts(entity), ...this.#bySql(entity)]);
    ids.delete(entityId(entity));
    this.#known.set(entity, ids);
    return ids;
  }

  /** The ids of everything in a function's body, which PostgreSQL reads only when it is called. */
  whenCalled(entity: SchemaEntity): readonly string[] {
    if (entity.type !== 'object' || !CALLED.has(entity.facts.kind)) return [];
    const own = entityId(entity);
    return this.#index.spoken(wordsOf(entity.facts.text), undefined).filter((id) => id !== own);
  }

  #byFacts(entity: SchemaEntity): readonly string[] {
    const index = this.#index;
    const table = tableOf(entity);
    const ids = entity.schema === '' ? [] : [...index.named({ space: 'schema', schema: '', name: entity.schema })];
    if (table !== undefined && entity.type !== 'table')
      ids.push(...index.named({ space: 'relation', schema: table.schema, name: table.name }));
    const columns = (names: readonly string[], of = table): void => {
      for (const name of of === undefined ? [] : names) if (of !== undefined) ids.push(...index.column(of, name));
    };
    switch (entity.type) {
      case 'column': {
        const { type, typeSchema = '' } = entity.facts;
        ids.push(...index.named({ space: 'type', schema: typeSchema, name: type.replace(/\(.*$/s, '') }));
        break;
      }
      case 'primary-key':
      case 'unique':
        columns(entity.facts.columns);
        break;
      case 'index':
        columns(entity.facts.columns.flatMap(({ isExpression, value }) => (isExpression === true ? [] : [value])));
        break;
      case 'foreign-key': {
        const { schemaTo, tableTo, columnsTo } = entity.facts;
        const there = TableKey.of(schemaTo, tableTo);
        columns(entity.facts.columns);
        columns(columnsTo, there);
        ids.push(...index.named({ space: 'relation', schema: schemaTo, name: tableTo }));
        ids.push(...index.keysOf(there, columnsTo));
        break;
      }
      case 'object':
        for (const { table: of, columns: key } of partitioningsOf([entity]).values()) {
          ids.push(...index.named({ space: 'relation', schema: of.schema, name: of.name }));
          columns(key, of);
        }
        break;
      case 'policy':
        ids.push(...entity.facts.roles.flatMap((name) => index.named({ space: 'role', schema: '', name })));
        break;
      case 'privilege':
        ids.push(...index.named({ space: 'role', schema: '', name: entity.facts.grantee }));
        break;
      default:
        break;
    }
    return ids;
  }

  #bySql(entity: SchemaEntity): readonly string[] {
    const texts = textsIn(entity);
    if (texts.length === 0) return [];
    const isWhole = entity.type === 'view' || entity.type === 'object';
    const table = tableOf(entity);
    const nodes = texts.map((text) => this.#read(isWhole ? text : `SELECT ${text}`));
    if (nodes.some((node) => node === undefined)) return this.#index.spoken(mentionsOf(texts.join('\n')).names, table);
    const home: ObjectRef | undefined = table && { space: 'relation', schema: table.schema, name: table.name };
    const accesses = nodes.flatMap((statements = []) =>
      statements.flatMap((statement): readonly Access[] =>
        entity.type === 'object'
          ? statementFootprint(statement, statementEffects(statement).effects, this.#read).accesses
          : mentioned('use', mentions(statement), home),
      ),
    );
    return accesses.flatMap((access) => this.#index.reached(access));
  }
}

const CALLED: ReadonlySet<string> = new Set(['function', 'procedure']);

/** The SQL of an entity: a query, conditions or expressions. */
function textsIn(entity: SchemaEntity): readonly string[] {
  switch (entity.type) {
    case 'view':
      return presentTexts(entity.facts.definition);
    case 'object':
      return [entity.facts.text];
    case 'check':
      return [entity.facts.value];
    case 'policy':
      return presentTexts(entity.facts.using, entity.facts.withCheck);
    case 'column':
      return presentTexts(entity.facts.default, entity.facts.generated?.as);
    case 'index': {
      const { where, columns } = entity.facts;
      return presentTexts(
        where,
        ...columns.flatMap(({ isExpression, value }) => (isExpression === true ? [value] : [])),
      );
    }
    default:
      return [];
  }
}
