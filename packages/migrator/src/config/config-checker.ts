import { ConfigError } from '../errors/workspace/config-errors.ts';

export type ConfigChecker = ReturnType<typeof configChecker>;

/** Checks single values of a configuration file. Every method throws a {@link ConfigError} that names the key and what it must be. */
export function configChecker(file: string) {
  const wrong = (key: string, says: string): ConfigError => new ConfigError({ file, problem: 'key', key, says });
  return {
    wrong,
    object(value: unknown, path: string, known?: readonly string[]): Record<string, unknown> {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(path, 'must be an object');
      const object: Record<string, unknown> = { ...value };
      const unknown = known && Object.keys(object).find((key) => !known.includes(key));
      if (unknown !== undefined) throw wrong(unknown, `is not a known key of ${path} (known: ${known?.join(', ')})`);
      return object;
    },
    optionalString(value: unknown, path: string): string | undefined {
      if (value === undefined) return undefined;
      if (typeof value !== 'string' || value.trim() === '') throw wrong(path, 'must be a text that is not empty');
      return value;
    },
    optionalBoolean(value: unknown, path: string): boolean | undefined {
      if (value === undefined || typeof value === 'boolean') return value;
      throw wrong(path, 'must be true or false');
    },
    strings(value: unknown, path: string): readonly string[] {
      const strings = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
      if (!Array.isArray(value) || strings.length !== value.length) throw wrong(path, 'must be a list of texts');
      return strings;
    },
    milliseconds(value: unknown, path: string): number {
      if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || value > 2_147_483_647) {
        throw wrong(path, 'must be whole milliseconds between 0 and 2147483647');
      }
      return value;
    },
  };
}
