import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { generateDrizzleJson } from 'drizzle-kit/api-postgres';
import { build } from 'esbuild';
import { CarriedKits } from '../../../src/adapters/drizzle/carried-kit.ts';
import { drizzleExports } from '../../../src/adapters/drizzle/defaults/module-exports.ts';
import { fromDrizzle } from '../../../src/adapters/drizzle/drizzle-state.ts';
import { readEntities } from '../../../src/adapters/drizzle/read-entities.ts';
import { carriedFolder } from '../../../src/adapters/drizzle/thread-program.ts';
import { liftSnapshot } from '../../../src/adapters/drizzle-0.45/lift-snapshot.ts';
import { stableColumns } from '../../../src/adapters/drizzle-0.45/stable-columns.ts';
import { tableFacts } from '../../../src/adapters/drizzle-0.45/table-facts.ts';
import { nextColumns } from '../../../src/adapters/drizzle-orm/column-reader.ts';
import type { SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import { partitioningEntity } from '../../../src/schema/partitioning/partitioning-of.ts';
import { readPartitioning } from '../../../src/schema/partitioning/read-partitioning.ts';
import { KINDS } from './all.ts';
import { sixSlices } from './groups/six-slices.ts';
import type { Exports, Kind } from './kind.ts';

/** The kinds of change and the six slices, declared with one line of drizzle-orm. */
export interface Line {
  readonly kinds: readonly Kind[];
  /** What the six slices export, by `<slice>.<export>`. */
  readonly context: Exports;
  entitiesOf(exports: Exports): Promise<readonly SchemaEntity[]>;
}

/** drizzle-orm 1.x, read by drizzle-kit 1.0 as it is installed. */
export async function nextLine(): Promise<Line> {
  return { kinds: KINDS, context: await sixSlices(), entitiesOf };
}

/** What objects of drizzle-orm 1.x declare. */
export async function entitiesOf(exports: Exports): Promise<readonly SchemaEntity[]> {
  const objects = drizzleExports([exports]);
  const read = async () => (await generateDrizzleJson(Object.fromEntries(objects))).ddl;
  const entities = await readEntities({ slice: 'kind', objects: objects.values(), columns: nextColumns, read });
  return [...fromDrizzle(entities), ...partitioningsIn(exports)];
}

/** What texts among the exports say about partitions. */
function partitioningsIn(exports: Exports): readonly SchemaEntity[] {
  const texts = Object.values(exports).filter((value) => typeof value === 'string' && /^-- \w+:/.test(value));
  return texts.map((text) => {
    const read = readPartitioning(String(text));
    if ('problem' in read) throw new Error(`${text}: ${read.problem}`);
    return partitioningEntity(read);
  });
}

const ROOT = resolve(import.meta.dirname, '../../../../..');
const SLICES = ['common', 'discord', 'events', 'execution', 'setups', 'strategy'];
const MODULES = ['drizzle-orm', 'drizzle-orm/pg-core', 'drizzle-orm/casing', 'drizzle-orm/relations'];

/** The same files on drizzle-orm 0.45, read as Braid reads them. */
export async function stableLine(): Promise<Line> {
  const orm = createRequire(import.meta.url)
    .resolve('drizzle-orm-045')
    .replace(/[^/]+$/, '');
  const folder = mkdtempSync(join(tmpdir(), 'braid-kinds-'));
  const outfile = join(folder, 'kinds.mjs');
  try {
    await build({
      stdin: { contents: ENTRY, resolveDir: import.meta.dirname },
      outfile,
      ...{ bundle: true, format: 'esm', platform: 'node', logLevel: 'error' },
      conditions: ['@braid/source'],
      alias: { 'drizzle-orm': orm },
    });
    const { kinds, context, modules }: StableModule = await import(pathToFileURL(outfile).href);
    const kits = new CarriedKits(carriedFolder(), undefined);
    return {
      kinds: kinds.filter(isDeclared),
      context,
      async entitiesOf(exports) {
        const objects = drizzleExports([exports]);
        const read = () => {
          const values = Object.fromEntries(objects);
          const snapshot = kits.stable(modules).generateDrizzleJson(values, undefined, undefined, undefined);
          const facts = tableFacts(objects.values(), modules, undefined);
          return liftSnapshot(snapshot, facts, (state) => Reflect.apply(kits.next().up, undefined, [state]));
        };
        const columns = stableColumns(modules, undefined);
        const entities = await readEntities({ slice: 'kind', objects: objects.values(), columns, read });
        return [...fromDrizzle(entities), ...partitioningsIn(exports)];
      },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Whether both ends of a kind can be declared at all. */
function isDeclared(kind: Kind): boolean {
  try {
    return [kind.before, kind.after].every((end) => end !== undefined);
  } catch {
    return false;
  }
}

interface StableModule {
  readonly kinds: readonly Kind[];
  readonly context: Exports;
  readonly modules: Readonly<Record<string, object>>;
}

const ENTRY = [
  "export { KINDS as kinds } from './all.ts';",
  ...SLICES.map(
    (slice) => `import * as ${slice} from ${JSON.stringify(join(ROOT, 'features', slice, 'src/schema.ts'))};`,
  ),
  `export const context = Object.fromEntries(Object.entries({ ${SLICES.join(', ')} }).flatMap(([slice, exports]) =>`,
  "  Object.entries(exports).map(([name, value]) => [slice + '.' + name, value])));",
  ...MODULES.map((name, index) => `import * as module${index} from ${JSON.stringify(name)};`),
  `export const modules = { ${MODULES.map((name, index) => `${JSON.stringify(name)}: module${index}`).join(', ')} };`,
].join('\n');
