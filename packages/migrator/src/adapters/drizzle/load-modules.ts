import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import type { LoadedDrizzleKit } from './drizzle-kit-module.ts';
import { drizzleExports, existingNames } from './module-exports.ts';
import { sliceAliases } from './slice-aliases.ts';
import { type LoadedModule, WorkerFailure, type WorkerSlice } from './worker-protocol.ts';

/**
 * Gives every import of a schema file one address, and hands the generation of a load down to all that a schema file imports, so that the next
 * load reads all files of the workspace anew. A text, as Node's loader thread runs JavaScript only, from source or from `dist` alike.
 */
const HOOK = `
let aliases = {};
export function initialize(data) { aliases = data; }
export async function resolve(specifier, context, next) {
  const resolved = await next(Object.hasOwn(aliases, specifier) ? aliases[specifier] : specifier, context);
  const generation = /[?&](braid=\\d+)/.exec(context.parentURL ?? '')?.[1];
  if (generation === undefined || !resolved.url.startsWith('file:')) return resolved;
  if (resolved.url.includes('/node_modules/') || resolved.url.includes('braid=')) return resolved;
  return { ...resolved, url: resolved.url + (resolved.url.includes('?') ? '&' : '?') + generation };
}`;

/** Ends an attempt of a schema file (or of drizzle-kit) to end the process. */
class ExitAttempt extends Error {
  readonly exitCode: number;
  constructor(exitCode: number) {
    super(`process.exit(${exitCode})`);
    this.exitCode = exitCode;
  }
}

let aliases = '';
let generation = 0;

/** Makes each schema file one module, however it is imported, read anew; and `process.exit` harmless. */
function prepareImports(slices: readonly WorkerSlice[]): void {
  generation += 1;
  const data = sliceAliases(slices);
  if (JSON.stringify(data) !== aliases) register(`data:text/javascript,${encodeURIComponent(HOOK)}`, { data });
  aliases = JSON.stringify(data);
  const { cache } = createRequire(import.meta.url);
  for (const file of Object.keys(cache)) if (!file.includes('node_modules')) delete cache[file];
  process.exit = (code) => {
    throw new ExitAttempt(Number(code ?? process.exitCode ?? 0));
  };
}

/**
 * Imports the schema file of each slice and reads what it exports; of `others`, they may import the package. `printed` gives what was printed since it was last called; `onSlice` hears whose turn it is, for there
 * are files that never end.
 */
export async function loadModules(
  { slices, others }: { readonly slices: readonly WorkerSlice[]; readonly others: readonly WorkerSlice[] },
  kit: () => Promise<LoadedDrizzleKit['api']>,
  printed: () => string,
  onSlice: (slice: string) => void,
): Promise<readonly LoadedModule[]> {
  prepareImports([...slices, ...others]);
  const modules = new Map<WorkerSlice, ReadonlyMap<string, object>>();
  for (const slice of slices) {
    onSlice(slice.label);
    modules.set(slice, await importSlice(slice, printed));
  }
  refuseReExports(modules);
  const { generateDrizzleJson } = await kit();
  const loaded: LoadedModule[] = [];
  for (const [slice, entities] of modules) {
    const state = await attempt(slice, printed, () => generateDrizzleJson(Object.fromEntries(entities)));
    loaded.push({ slice: slice.label, ddl: state.ddl, existing: existingNames(entities.values()) });
  }
  return loaded;
}

async function importSlice(slice: WorkerSlice, printed: () => string): Promise<ReadonlyMap<string, object>> {
  return await attempt(slice, printed, async () => {
    const module: Readonly<Record<string, unknown>> = await import(
      `${pathToFileURL(slice.schema).href}?braid=${generation}`
    );
    return drizzleExports(module);
  });
}

function refuseReExports(modules: ReadonlyMap<WorkerSlice, ReadonlyMap<string, object>>): void {
  const owners = new Map<object, string>();
  for (const [slice, entities] of modules) {
    for (const [name, entity] of entities) {
      const other = owners.get(entity);
      if (other !== undefined) {
        throw new WorkerFailure({ problem: 're-export', name, slices: [other, slice.label] });
      }
      owners.set(entity, slice.label);
    }
  }
}

async function attempt<T>(slice: WorkerSlice, printed: () => string, action: () => Promise<T>): Promise<T> {
  printed();
  try {
    return await action();
  } catch (error) {
    throw new WorkerFailure(
      error instanceof ExitAttempt
        ? { problem: 'exit', slice: slice.label, code: error.exitCode, text: tidy(printed()) }
        : describeImport(slice, error),
    );
  }
}

/** esbuild's way to say where: `/path/file.ts:4:0: ERROR: what`. */
const SYNTAX = /^(.+):(\d+):\d+: ERROR: (.*)$/m;
/** A frame of a stack: `at file:///path/file.ts:4:10` or `at name (/path/file.ts:4:10)`. */
const FRAME = /^\s+at (?:.*\()?(?:file:\/\/)?(\/[^():]+|[A-Za-z]:[^():]+?)(?:\?[^():]*)?:(\d+):\d+\)?$/m;

function describeImport(slice: WorkerSlice, error: unknown): WorkerFailure['failure'] {
  const text = tidy(error instanceof Error ? error.message : String(error));
  const syntax = SYNTAX.exec(text);
  if (syntax !== null) {
    const [, file = '', line = '1', what = ''] = syntax;
    return { problem: 'syntax', slice: slice.label, file, line: Number(line), text: what };
  }
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = [...stack.matchAll(new RegExp(FRAME, 'gm'))].map(([, file = '', line = '1']) => ({
    file: decodeURIComponent(file.replace(/\?.*$/, '')),
    line: Number(line),
  }));
  const place = frames.find(({ file }) => !file.includes('node_modules') && !file.includes('/adapters/drizzle/'));
  return { problem: 'import', slice: slice.label, text, ...place };
}

function tidy(text: string): string {
  return stripVTControlCharacters(text).trim();
}
