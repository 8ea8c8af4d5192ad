// Run as a program by drizzle-statements.ts: drizzle-kit prints to stdout and may end the process. The answer goes to descriptor 3.
import { readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api-postgres';
import { WORKSPACE } from './reference-history.ts';

const exports: Record<string, unknown> = {};
for (const slice of readdirSync(join(WORKSPACE, 'features')).sort()) {
  const file = join(WORKSPACE, 'features', slice, 'src/schema.ts');
  const schema: Record<string, unknown> = await import(pathToFileURL(file).href);
  for (const [name, value] of Object.entries(schema)) exports[`${slice}.${name}`] = value;
}
const statements = await generateMigration(await generateDrizzleJson({}), await generateDrizzleJson(exports));
writeSync(3, JSON.stringify(statements));
