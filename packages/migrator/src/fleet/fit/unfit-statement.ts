import type { CatalogValue } from '../../schema/facts/catalog-value.ts';
import { statementEffects } from '../../sql-objects/effects/statement-effects.ts';
import type { ObjectRef } from '../../sql-objects/object-ref.ts';
import { child, descendants, isNode, names, type SqlNode, text, unwrap } from '../../sql-objects/sql-node.ts';
import { IN_DATABASES, IN_SCHEMAS, OPAQUE, SHARED_SPACES } from './allowed-statements.ts';

/** The facts of a fleet that decide what its revisions may do. */
export interface FleetShape {
  /** The schemas of the tenants; empty if each has its own database. */
  readonly schemas: ReadonlySet<string>;
  /** Whether the search path has other schemas, too: a name without a schema may be in one of them. */
  readonly looksElsewhere: boolean;
  /** Whether a revision of the fleet creates an object of this name. */
  makes(object: ObjectRef): boolean;
}

/**
 * Why a statement cannot run in every tenant: `unread` if Braid cannot tell what it does, otherwise what it touches
 * that is not the tenant's alone. `undefined` if it can run.
 */
export function unfitStatement(statement: SqlNode, shape: FleetShape): { unread: boolean; why: string } | undefined {
  const { kind, node } = unwrap(statement);
  const ownSchemas = shape.schemas.size > 0;
  if (OPAQUE.has(kind)) return { unread: true, why: 'what it does cannot be read' };
  if (!IN_SCHEMAS.has(kind) && (ownSchemas || !IN_DATABASES.has(kind))) {
    return no(ownSchemas ? 'it changes what all tenants of the database share' : 'it changes what the server shares');
  }
  const { effects, searchPath, opaque } = statementEffects(statement);
  if (opaque === true) return { unread: true, why: 'what it does cannot be read' };
  if (!ownSchemas) {
    const global = effects.find(({ object }) => ['role', 'database', 'tablespace'].includes(object.space));
    return global === undefined ? undefined : no(`it changes a ${global.object.space}`);
  }
  if (searchPath !== undefined) return no('it sets the search path, which decides whose tables are changed');
  if (kind === 'GrantStmt' && text(node, 'targtype') !== 'ACL_TARGET_OBJECT') return no('it names a whole schema');
  if (kind === 'ReindexStmt' && !['REINDEX_OBJECT_INDEX', 'REINDEX_OBJECT_TABLE'].includes(text(node, 'kind'))) {
    return no('it is about more than one table');
  }
  for (const { action, object, to, implied } of effects) {
    if (SHARED_SPACES.has(object.space)) return no(`it changes the ${object.space} ${object.name}`);
    if (object.schema !== '' || (to?.schema ?? '') !== '') {
      return no(`it names the schema ${object.schema || (to?.schema ?? '')} of what it changes`);
    }
    const isOthers = shape.looksElsewhere && action !== 'create' && implied !== true && !shape.makes(object);
    if (isOthers) return no(`it changes ${object.name}, which no revision of the fleet creates`);
  }
  const named = schemasIn(statement).find((schema) => shape.schemas.has(schema));
  return named === undefined ? undefined : no(`it names the schema of a tenant, ${named}`);
}

function no(why: string) {
  return { unread: false, why };
}

/**
 * Schemas that are named anywhere, also in texts: `nextval('t1.orders_id_seq')`. The first part of a column name is a
 * table or its alias, not a schema.
 */
function schemasIn(value: CatalogValue): readonly string[] {
  if (!isNode(value)) return [];
  return Object.entries(value).flatMap(([key, field]): readonly string[] => {
    if (Array.isArray(field)) {
      const parts = key === 'fields' ? [] : names(value, key);
      return [...parts.slice(0, -1), ...field.flatMap((each) => (isNode(each) ? schemasIn(each) : []))];
    }
    if (key === 'schemaname' && typeof field === 'string') return [field];
    if (key === 'A_Const') return constant(field).includes('.') ? constant(field).split('.').slice(0, 1) : [];
    if (key === 'VariableSetStmt' && isNode(field) && text(field, 'name') === 'search_path') {
      return [...descendants(field, new Set(['A_Const']))].map(([, each]) => constant(each));
    }
    return schemasIn(field);
  });
}

function constant(value: CatalogValue | undefined): string {
  return isNode(value) ? text(child(value, 'sval'), 'sval') : '';
}
