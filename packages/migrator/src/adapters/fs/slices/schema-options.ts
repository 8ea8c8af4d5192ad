import { SliceManifestError } from '../../../errors/workspace/slice-errors.ts';
import type { Slice } from '../../../revision/slice.ts';

type SchemaOptions = Pick<Slice, 'schema' | 'schemas' | 'casing' | 'schemaEnv'>;

const FALLBACK = './src/schema.ts';

/**
 * What a `slice.json` says about the slice's schema: `schema` (a file, folder or pattern, a list of them, or `null`),
 * `casing` and `schemaEnv`. Throws a `SliceManifestError`.
 *
 * @param pathOf a path below the slice's folder, relative to the root
 */
export function schemaOptions(
  manifest: Readonly<Record<string, unknown>>,
  file: string,
  pathOf: (value: unknown) => string,
): SchemaOptions {
  const { casing, schemaEnv } = manifest;
  return {
    ...schemasOf(manifest.schema === undefined ? FALLBACK : manifest.schema, file, pathOf),
    ...(casing === undefined ? {} : { casing: casingOf(casing, file) }),
    ...(schemaEnv === undefined ? {} : { schemaEnv: schemaEnvOf(schemaEnv, file) }),
  };
}

function schemasOf(
  value: unknown,
  file: string,
  pathOf: (value: unknown) => string,
): Pick<SchemaOptions, 'schema' | 'schemas'> {
  if (value === null) return { schema: null };
  if (!Array.isArray(value)) return { schema: pathOf(value) };
  const schemas = value.map(pathOf);
  const [first] = schemas;
  if (first !== undefined) return { schema: first, schemas };
  throw new SliceManifestError({ file, problem: 'schema-list-empty', example: FALLBACK });
}

function casingOf(value: unknown, file: string): 'snake_case' | 'camelCase' {
  if (value === 'snake_case' || value === 'camelCase') return value;
  const given = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  throw new SliceManifestError({ file, problem: 'casing', given });
}

function schemaEnvOf(value: unknown, file: string): Readonly<Record<string, string>> {
  const entries =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : undefined;
  if (entries === undefined) throw new SliceManifestError({ file, problem: 'schema-env-not-an-object' });
  return Object.fromEntries(
    entries.map(([name, text]: [string, unknown]) => {
      if (typeof text === 'string') return [name, text];
      throw new SliceManifestError({ file, problem: 'schema-env-not-text', variable: name });
    }),
  );
}
