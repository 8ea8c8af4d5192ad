import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Casing, OrmModules } from '../drizzle-orm/orm-modules.ts';
import { requireCached } from './thread/code-cache.ts';

/**
 * The part of drizzle-kit 1.0 that Braid bundles: it reads a schema of drizzle-orm 1.x and turns differences into SQL.
 */
type Kit = Pick<typeof import('drizzle-kit/api-postgres'), 'generateDrizzleJson' | 'generateMigration' | 'up'>;

/**
 * The part of drizzle-kit 0.31 that Braid bundles: it reads a schema of drizzle-orm 0.36 to 0.45 into a snapshot of
 * version 7.
 */
interface StableKit {
  generateDrizzleJson(exports: object, previous: undefined, schemas: undefined, casing: Casing | undefined): unknown;
}

/** Bundled code, and the drizzle-orm that it uses. */
interface Instance {
  readonly exports: object;
  orm: OrmModules | undefined;
  /** Writes the code cache unless there is a good one; then it returns true. */
  keep(): boolean;
}

type KitName = 'drizzle-kit-1.0' | 'drizzle-kit-0.31';

/** The bundled parts of drizzle-kit, each evaluated once for each drizzle-orm of the workspace. */
export class CarriedKits {
  readonly #folder: string;
  readonly #cacheFolder: string | undefined;
  readonly #instances = new Map<KitName, Instance[]>();

  /** @param folder where the bundled files are; @param cacheFolder where compiled code is kept; nowhere when absent */
  constructor(folder: string, cacheFolder: string | undefined) {
    this.#folder = folder;
    this.#cacheFolder = cacheFolder;
  }

  /** Without `orm`, only what needs none works: `generateMigration` and `up`. */
  next(orm?: OrmModules): Kit {
    const { exports } = this.#instance('drizzle-kit-1.0', orm);
    if (hasFunctions<Kit>(exports, ['generateDrizzleJson', 'generateMigration', 'up'])) return exports;
    throw new TypeError('the bundled drizzle-kit 1.0 is incomplete');
  }

  stable(orm: OrmModules): StableKit {
    const { exports } = this.#instance('drizzle-kit-0.31', orm);
    if (hasFunctions<StableKit>(exports, ['generateDrizzleJson'])) return exports;
    throw new TypeError('the bundled drizzle-kit 0.31 is incomplete');
  }

  /** Writes code caches where there is no good one; returns whether each was there. */
  keep(): boolean {
    return [...this.#instances.values()].map(([instance]) => instance?.keep() === true).every((isGood) => isGood);
  }

  #instance(name: KitName, orm: OrmModules | undefined): Instance {
    const known = this.#instances.get(name) ?? [];
    const found = known.find((each) => orm === undefined || each.orm === undefined || isSame(each.orm, orm));
    if (found !== undefined) {
      found.orm ??= orm;
      return found;
    }
    const made = this.#evaluate(name, orm);
    this.#instances.set(name, [...known, made]);
    return made;
  }

  #evaluate(name: KitName, orm: OrmModules | undefined): Instance {
    const file = join(this.#folder, `${name}.cjs`);
    const own = createRequire(file);
    const require = new Proxy(own, {
      apply: (target, self, [specifier]: [string]): unknown =>
        /^drizzle-orm(?:\/|$)/.test(specifier)
          ? moduleOf(specifier, () => instance.orm)
          : Reflect.apply(target, self, [specifier]),
    });
    const instance: Instance = { exports: {}, orm, keep: () => false };
    const { exports, keep } = requireCached(file, require, this.#cacheFolder);
    return Object.assign(instance, { exports: Object(exports), keep });
  }
}

/** A placeholder for a module of drizzle-orm that is known later, or never, like those of other dialects. */
function moduleOf(specifier: string, orm: () => OrmModules | undefined): object {
  return new Proxy({}, { get: (_, name): unknown => Reflect.get(orm()?.[specifier] ?? {}, name) });
}

function isSame(one: OrmModules, other: OrmModules): boolean {
  return one['drizzle-orm/pg-core'] === other['drizzle-orm/pg-core'];
}

function hasFunctions<T extends object>(value: object, names: readonly (keyof T & string)[]): value is T {
  return names.every((name) => typeof Reflect.get(value, name) === 'function');
}
