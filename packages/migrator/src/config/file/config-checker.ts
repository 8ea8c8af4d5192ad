import { ConfigError } from '../../errors/workspace/config-errors.ts';

export type ConfigChecker = ReturnType<typeof configChecker>;

/**
 * Checks single values of a configuration file. Every method throws a {@link ConfigError} that names the key and what
 * it must be.
 */
export function configChecker(file: string) {
  const wrong = (key: string, says: string): ConfigError => new ConfigError({ file, problem: 'key', key, says });
  /** Neither the file system nor the server can hold a NUL, and no name of a person's has another control character. */
  const printable = (value: string, path: string): string => {
    if (/\p{Cc}/u.test(value)) throw wrong(path, 'must not have control characters');
    return value;
  };
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
      return printable(value, path);
    },
    /** The name of a schema: PostgreSQL would cut a longer one, and another one could be hit. */
    optionalIdentifier(value: unknown, path: string): string | undefined {
      const name = this.optionalString(value, path);
      if (name !== undefined && Buffer.byteLength(name) > 63) throw wrong(path, 'must be a name of at most 63 bytes');
      return name;
    },
    optionalBoolean(value: unknown, path: string): boolean | undefined {
      if (value === undefined || typeof value === 'boolean') return value;
      throw wrong(path, 'must be true or false');
    },
    strings(value: unknown, path: string): readonly string[] {
      const strings = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
      if (!Array.isArray(value) || strings.length !== value.length) throw wrong(path, 'must be a list of texts');
      for (const string of strings) printable(string, path);
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
