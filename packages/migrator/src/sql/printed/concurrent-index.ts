/** `CREATE INDEX …`, as PostgreSQL prints it, so that it builds the index without locking out writers. */
export function concurrentIndex(definition: string): string {
  return definition.replace(/^(CREATE (?:UNIQUE )?INDEX)/, '$1 CONCURRENTLY');
}
