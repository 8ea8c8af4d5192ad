import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** The statements that drizzle-kit makes of the slices' schemas for an empty database. */
export async function drizzleStatements(): Promise<readonly string[]> {
  const script = fileURLToPath(new URL('./drizzle-statements.script.ts', import.meta.url));
  const args = ['--conditions=@braid/source', '--import', import.meta.resolve('tsx'), script];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const answer = child.stdio[3];
  if (!(answer instanceof Readable) || child.stderr === null) throw new Error('the program has no pipes');
  const [json, problems] = await Promise.all([text(answer), text(child.stderr)]);
  if (json === '') throw new Error(`drizzle-kit made no statements:\n${problems}`);
  const statements: unknown = JSON.parse(json);
  if (!Array.isArray(statements)) throw new Error('drizzle-kit answered with no list');
  return statements.map(String);
}
