import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { schemaFiles } from '../fs/slices/schema-files.ts';
import { isRecord } from './import-module.ts';

/** Imports, found in the text: at the beginning of a statement, or as `import(…)`. */
const STATIC_IMPORT = /^[ \t]*(?:import|export)\b[^'"`;]*['"]([^'"\n]+)['"]/gm;
const DYNAMIC_IMPORT = /\bimport\s*\(\s*['"]([^'"\n]+)['"]/g;

/** The first import in a revision's text that names a slice's current schema: by path, or as `@scope/slice/schema`. */
export function importedSchema(text: string, path: string, root: string): string | undefined {
  const specifiers = [STATIC_IMPORT, DYNAMIC_IMPORT].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => match[1] ?? ''),
  );
  return specifiers.find((specifier) => {
    if (specifier.startsWith('.')) return isCurrentSchema(resolve(dirname(path), specifier), root);
    return /^(?:@[^/]+\/)?[^/:]+\/schema$/.test(specifier);
  });
}

/**
 * Whether a file (absolute path, with or without extension) is a schema that its slice's `slice.json` names, as source
 * or compiled.
 */
export function isCurrentSchema(path: string, root: string): boolean {
  const slice = sliceFolder(path, root);
  if (slice === undefined) return false;
  const file = withoutExtension(path);
  return schemaFiles(slice, schemasOf(join(slice, 'slice.json'))).some((each) => {
    const schema = withoutExtension(each);
    const compiled = join(slice, 'dist', relative(join(slice, 'src'), schema));
    return [schema, compiled].some((candidate) => file === candidate || join(file, 'index') === candidate);
  });
}

function sliceFolder(path: string, root: string): string | undefined {
  for (let folder = dirname(path); folder.startsWith(root + sep) || folder === root; folder = dirname(folder)) {
    if (existsSync(join(folder, 'slice.json'))) return folder;
    if (folder === root) break;
  }
  return undefined;
}

function schemasOf(manifestPath: string): readonly string[] {
  const manifest: unknown = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const schema = isRecord(manifest) ? manifest.schema : undefined;
  if (schema === null) return [];
  const named = Array.isArray(schema) ? schema : [schema];
  return named.map((each: unknown) => (typeof each === 'string' ? each : './src/schema.ts'));
}

function withoutExtension(path: string): string {
  return path.replace(/\.[cm]?[jt]s$/, '');
}
