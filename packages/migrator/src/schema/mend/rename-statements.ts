import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { type DraftStatement, qualifiedName } from '../change/draft-statement.ts';
import type { SchemaEntity } from '../entity/schema-entity.ts';
import { idOf } from '../rename/renamable.ts';
import { type Rename, type RenameKind, same } from '../rename/rename.ts';
import { replayRenames } from '../rename/replay-renames.ts';
import { temporaryName } from '../rename/temporary-name.ts';

/**
 * The statements of renames, one after the other. We write them, and they run before drizzle-kit's statements: it
 * treats all renames as simultaneous, and misses one whose old name is in use again. What is not in the state (a view
 * that has stepped aside) is created under its new name anyway. Values of enums are renamed by `mendEnumValues`.
 */
export function renameStatements(
  state: readonly SchemaEntity[],
  renames: readonly Rename[],
): readonly DraftStatement[] {
  const statements: DraftStatement[] = [];
  let current = state;
  for (const rename of renames) {
    const entity = current.find((it) => it.type === rename.kind && same(idOf(it), rename.from));
    if (entity !== undefined) statements.push(...statementsOf(entity, rename, current));
    current = replayRenames(current, [rename]);
  }
  return statements;
}

function statementsOf(
  entity: SchemaEntity,
  { kind, from, to }: Rename,
  state: readonly SchemaEntity[],
): DraftStatement[] {
  const [name, newName] = [from.at(-1) ?? '', to.at(-1) ?? ''];
  if (kind === 'schema' || kind === 'role')
    return [{ sql: `ALTER ${WORDS[kind]} ${quoteIdentifier(name)} RENAME TO ${quoteIdentifier(newName)}` }];
  if (entity.table === '') return moved(wordFor(entity, kind), from, to, state);
  const table = qualifiedName(entity.schema, entity.table);
  const [was, is] = [quoteIdentifier(name), quoteIdentifier(newName)];
  switch (kind) {
    case 'column':
      return [{ sql: `ALTER TABLE ${table} RENAME COLUMN ${was} TO ${is}` }];
    case 'unique':
    case 'check':
    case 'primary-key':
    case 'foreign-key':
      return [{ sql: `ALTER TABLE ${table} RENAME CONSTRAINT ${was} TO ${is}` }];
    case 'policy':
      return [{ sql: `ALTER POLICY ${was} ON ${table} RENAME TO ${is}` }];
    case 'index':
      return [{ sql: `ALTER INDEX ${qualifiedName(entity.schema, name)} RENAME TO ${is}` }];
    default:
      return [];
  }
}

const WORDS = { schema: 'SCHEMA', role: 'ROLE' } as const;

function wordFor(entity: SchemaEntity, kind: RenameKind): string {
  if (entity.type === 'view') return entity.facts.materialized === true ? 'MATERIALIZED VIEW' : 'VIEW';
  return kind === 'enum' ? 'TYPE' : kind.toUpperCase();
}

/** To another name, another schema, or both; if both, with a temporary name that is free in both schemas. */
function moved(
  word: string,
  [schema = '', name = '']: readonly string[],
  [newSchema = '', newName = '']: readonly string[],
  state: readonly SchemaEntity[],
): DraftStatement[] {
  const rename = (place: string, was: string, is: string): DraftStatement[] =>
    was === is ? [] : [{ sql: `ALTER ${word} ${qualifiedName(place, was)} RENAME TO ${quoteIdentifier(is)}` }];
  if (schema === newSchema) return rename(schema, name, newName);
  const isFree = (place: string, wanted: string): boolean =>
    name === newName || !state.some((it) => it.table === '' && it.schema === place && it.name === wanted);
  const between = isFree(schema, newName)
    ? newName
    : isFree(newSchema, name)
      ? name
      : temporaryName(name, (wanted) => isFree(schema, wanted) && isFree(newSchema, wanted));
  return [
    ...rename(schema, name, between),
    { sql: `ALTER ${word} ${qualifiedName(schema, between)} SET SCHEMA ${quoteIdentifier(newSchema)}` },
    ...rename(newSchema, between, newName),
  ];
}
