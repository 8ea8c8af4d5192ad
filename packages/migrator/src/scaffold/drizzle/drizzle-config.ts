import { valueAt } from '../json/json-file-edit.ts';
import { jsonValue, parseJsonText } from '../json/json-node.ts';
import { readConfigObject } from './read-config-object.ts';

/** What a configuration of drizzle-kit says that a slice needs to know. */
export interface DrizzleConfig {
  /** Files, folders and patterns, as written: seen from the folder of the configuration. */
  readonly schemas: readonly string[];
  readonly casing?: 'snake_case' | 'camelCase';
  /** drizzle-kit's own migrations. */
  readonly out: string;
  /** Where drizzle-orm records what it has run, as far as it is said: `migrations` in the configuration. */
  readonly ledger: { readonly schema?: string; readonly table?: string } | 'computed';
  /** What has no counterpart in a slice, a sentence each. */
  readonly notes: readonly string[];
}

/** Whether a file of this name is a configuration of drizzle-kit. */
export const DRIZZLE_CONFIG = /^drizzle(?:[-.][\w.-]+)?\.config\.(?:[cm]?[jt]s|json)$/;

/** Reads a configuration without running it. The sentence says why it cannot be taken over. */
export function readDrizzleConfig(file: string, text: string): DrizzleConfig | string {
  const config = file.endsWith('.json') ? json(text) : readConfigObject(text);
  if (config === undefined) return `${file} must be run to know its values.`;
  const { dialect, schema, out, casing } = config;
  if (dialect !== undefined && dialect !== 'postgresql')
    return `${file} is not for PostgreSQL, as far as it can be read.`;
  const schemas = typeof schema === 'string' ? [schema] : Array.isArray(schema) ? schema : [];
  const texts = schemas.filter((each) => typeof each === 'string');
  if (texts.length === 0 || texts.length < schemas.length) return `${file} computes its schema.`;
  if (casing !== undefined && casing !== 'snake_case' && casing !== 'camelCase') return `${file} computes its casing.`;
  if (out !== undefined && typeof out !== 'string') return `${file} computes its out.`;
  return {
    schemas: texts,
    ...(casing === undefined ? {} : { casing }),
    out: out ?? './drizzle',
    ledger: ledgerOf(config.migrations),
    notes: notesOf(file, config),
  };
}

/** A path up to its first part that has a pattern, without that. */
export function fixedPart(path: string): string {
  const parts = path.split('/');
  const pattern = parts.findIndex((part) => /[*?[\]{}!()]/.test(part));
  return (pattern < 0 ? parts : parts.slice(0, pattern)).join('/') || '.';
}

function ledgerOf(migrations: unknown): DrizzleConfig['ledger'] {
  if (migrations === undefined) return {};
  if (typeof migrations !== 'object' || migrations === null) return 'computed';
  const [schema, table] = ['schema', 'table'].map((key) => valueAt(migrations, key));
  const isSaid = (value: unknown): value is string | undefined => value === undefined || typeof value === 'string';
  if (!isSaid(schema) || !isSaid(table)) return 'computed';
  return { ...(schema === undefined ? {} : { schema }), ...(table === undefined ? {} : { table }) };
}

function notesOf(file: string, config: Readonly<Record<string, unknown>>): readonly string[] {
  const narrow = ['schemaFilter', 'tablesFilter', 'entities'].filter((key) => config[key] !== undefined);
  const ledger = ['schema', 'table'].map((key) => valueAt(config.migrations, key));
  const [schema, table] = ledger.map((each) => (typeof each === 'string' ? each : undefined));
  return [
    ...(narrow.length === 0
      ? []
      : [
          `${file} has ${narrow.join(' and ')}: Braid uses everything that the schema files export; check that this is what you want.`,
        ]),
    ...(config.migrations === undefined
      ? []
      : [
          `drizzle-kit's own record stays where ${file} puts it: ${schema ?? 'drizzle'}.${table ?? '__drizzle_migrations'}.`,
        ]),
  ];
}

function json(text: string): Readonly<Record<string, unknown>> | undefined {
  const node = parseJsonText(text);
  const value = node === undefined ? undefined : jsonValue(node);
  return typeof value === 'object' && value !== null ? { ...value } : undefined;
}
