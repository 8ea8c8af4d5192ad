import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../sql/names/quote-literal.ts';
import { child, names, option, type SqlNode, text } from '../sql-node.ts';
import { printType, typeKey } from '../type-name.ts';
import type { ObjectReader } from './object-reader.ts';
import { pathOf, place, relationParts, schemaOf, sqlName } from './object-sql.ts';
import { extensionShape } from './shape.ts';
import type { SqlObject } from './sql-object.ts';

/** Extensions, types, casts, and objects outside schemas. */
export const STANDALONE: Readonly<Record<string, ObjectReader>> = {
  CreateExtensionStmt: readExtension,
  CreateDomainStmt: (node, sql) => inSchema('domain', names(node, 'domainname'), sql),
  CompositeTypeStmt: (node, sql) => type(relationParts(child(node, 'typevar')), sql, 'composite type'),
  CreateEnumStmt: (node, sql) => type(names(node, 'typeName'), sql, 'enum'),
  CreateRangeStmt: (node, sql) => type(names(node, 'typeName'), sql, 'range'),
  CreateCastStmt: readCast,
  CreatePublicationStmt: (node, sql) => global('publication', text(node, 'pubname'), sql),
  CreateEventTrigStmt: (node, sql) => global('event trigger', text(node, 'trigname'), sql),
  CreateForeignServerStmt: (node, sql) => global('server', text(node, 'servername'), sql),
  CreateFdwStmt: (node, sql) => ({
    ...global('foreign data wrapper', text(node, 'fdwname'), sql),
    catalog: place('foreign-data wrapper', '', text(node, 'fdwname')),
  }),
  CreateAmStmt: (node, sql) => global('access method', text(node, 'amname'), sql),
  CreateConversionStmt: (node, sql) => inSchema('conversion', names(node, 'conversion_name'), sql),
  CreateOpClassStmt: (node, sql) => usingMethod('operator class', names(node, 'opclassname'), node, sql),
  CreateOpFamilyStmt: (node, sql) => usingMethod('operator family', names(node, 'opfamilyname'), node, sql),
};

function readExtension(node: SqlNode, sql: string): SqlObject {
  const name = text(node, 'extname');
  const version = text(child(child(option(node, 'options', 'new_version') ?? {}, 'arg'), 'String'), 'sval');
  const extension = { ...global('extension', name, sql), shape: extensionShape(node) };
  if (version === '') return extension;
  return { ...extension, replace: `ALTER EXTENSION ${quoteIdentifier(name)} UPDATE TO ${quoteLiteral(version)}` };
}

function readCast(node: SqlNode, sql: string): SqlObject {
  const [from, to] = [child(node, 'sourcetype'), child(node, 'targettype')];
  const label = `cast (${typeKey(from)} as ${typeKey(to)})`;
  const drop = `DROP CAST (${printType(from)} AS ${printType(to)})`;
  return {
    kind: 'cast',
    label,
    provides: '',
    create: sql,
    drop,
    catalog: place('cast', '', `(${typeKey(from)} AS ${typeKey(to)})`),
  };
}

function inSchema(kind: string, parts: readonly string[], sql: string): SqlObject {
  return {
    kind,
    label: `${kind} ${pathOf(parts)}`,
    provides: parts.at(-1) ?? '',
    create: sql,
    drop: `DROP ${kind.toUpperCase()} ${sqlName(parts)}`,
    catalog: place(kind, schemaOf(parts), parts.at(-1) ?? ''),
  };
}

function type(parts: readonly string[], sql: string, catalogKind: string): SqlObject {
  return { ...inSchema('type', parts, sql), catalog: place(catalogKind, schemaOf(parts), parts.at(-1) ?? '') };
}

function usingMethod(kind: string, parts: readonly string[], node: SqlNode, sql: string): SqlObject {
  const method = text(node, 'amname');
  const object = inSchema(kind, parts, sql);
  return {
    ...object,
    label: `${object.label} using ${method}`,
    drop: `${object.drop} USING ${quoteIdentifier(method)}`,
  };
}

function global(kind: string, name: string, sql: string): SqlObject {
  return {
    kind,
    label: `${kind} ${name}`,
    provides: name,
    create: sql,
    drop: `DROP ${kind.toUpperCase()} ${quoteIdentifier(name)}`,
    catalog: place(kind, '', name),
  };
}
