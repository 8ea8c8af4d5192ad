import { readFileSync } from 'node:fs';

/**
 * The defaults of the keys, by their paths (`runner.lease`), as the shipped schema for editors says them; a test holds
 * them against the program.
 */
export function defaultValues(): ReadonlyMap<string, unknown> {
  const url = new URL('../../schema/migrate.config.schema.json', import.meta.url);
  const schema: unknown = JSON.parse(readFileSync(url, 'utf8'));
  const found = new Map<string, unknown>();
  collect(schema, '', schema, found);
  return found;
}

function collect(schema: unknown, prefix: string, described: unknown, found: Map<string, unknown>): void {
  const reference = property(described, '$ref');
  const target =
    typeof reference === 'string' ? property(property(schema, 'definitions'), reference.slice(14)) : described;
  for (const [key, value] of Object.entries(property(target, 'properties') ?? {})) {
    const path = `${prefix}${key}`;
    const given = property(value, 'default');
    if (given !== undefined) found.set(path, given);
    collect(schema, `${path}.`, value, found);
  }
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
