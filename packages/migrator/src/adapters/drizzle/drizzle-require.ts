import { createRequire } from 'node:module';

/** The other dialects: half of the time that drizzle-kit takes to load, and nothing that a PostgreSQL schema needs. */
const OTHER_DIALECT = /^drizzle-orm\/(?!pg-)[a-z]+-core$/;

/**
 * The `require` that drizzle-kit is given: what is loaded already as it is, the other dialects of drizzle-orm only when something of them is used, and
 * everything else as Node gives it.
 *
 * @param file drizzle-kit's module
 * @param loaded by the name that it requires them by
 */
export function drizzleRequire(file: string, loaded: ReadonlyMap<string, object>): NodeJS.Require {
  return new Proxy(createRequire(file), {
    apply(require, self, [name]: [string]): unknown {
      const load = (): unknown => Reflect.apply(require, self, [name]);
      return loaded.get(name) ?? (OTHER_DIALECT.test(name) ? lazyModule(load) : load());
    },
  });
}

/** Stands for a module's exports and loads it when one of them is looked at. */
function lazyModule(load: () => unknown): object {
  let exports: object | undefined;
  const loaded = (): object => {
    exports ??= Object(load());
    return exports ?? {};
  };
  return new Proxy(
    {},
    {
      get: (_, name): unknown => Reflect.get(loaded(), name),
      has: (_, name) => Reflect.has(loaded(), name),
      ownKeys: () => Reflect.ownKeys(loaded()),
      getOwnPropertyDescriptor: (_, name) => {
        const found = Reflect.getOwnPropertyDescriptor(loaded(), name);
        // The stand-in has none of its own, and may own up to those only that could go again.
        return found === undefined ? undefined : { ...found, configurable: true };
      },
    },
  );
}
