import { createRequire } from 'node:module';
import { requireCached } from '../../../src/adapters/drizzle/thread/code-cache.ts';

// drizzle-kit 0.31 as it is published, on the drizzle-orm 0.45 that is installed beside it: the judge of what Braid makes of the same schemas.

interface Kit {
  generateDrizzleJson(exports: object, previous?: string, schemas?: readonly string[], casing?: string): object;
  generateMigration(before: object, after: object): Promise<readonly string[]>;
}

/** Where tests find drizzle-orm 0.45. */
export const ORM_045 = createRequire(import.meta.url)
  .resolve('drizzle-orm-045')
  .replace(/[^/]+$/, '');

/** The statements of drizzle-kit's own first migration of a schema, by its exports. */
export async function firstMigration(exports: object, casing?: string): Promise<readonly string[]> {
  return await nextMigration({}, exports, casing);
}

/** The statements of drizzle-kit's own migration from the exports of one schema to those of the next. */
export async function nextMigration(before: object, after: object, casing?: string): Promise<readonly string[]> {
  const kit = loadKit();
  const json = (values: object) => kit.generateDrizzleJson(values, undefined, undefined, casing);
  return await kit.generateMigration(json(before), json(after));
}

let kit: Kit | undefined;

function loadKit(): Kit {
  const own = createRequire(import.meta.url);
  const file = own.resolve('drizzle-kit-031/api');
  const require = new Proxy(createRequire(file), {
    apply: (target, self, [name]: [string]): unknown =>
      /^drizzle-orm(?:\/|$)/.test(name)
        ? own(name.replace('drizzle-orm', 'drizzle-orm-045'))
        : Reflect.apply(target, self, [name]),
  });
  const { exports } = requireCached(file, require, undefined);
  if (!isKit(exports)) throw new TypeError('drizzle-kit 0.31 has another API');
  kit ??= exports;
  return kit;
}

function isKit(value: unknown): value is Kit {
  return typeof value === 'object' && value !== null && 'generateMigration' in value;
}
