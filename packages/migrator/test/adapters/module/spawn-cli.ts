import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const SRC = resolve(import.meta.dirname, '../../../src');
const BUNDLE = resolve(SRC, `../node_modules/.cache/cli-${process.pid}.mjs`);
let built: Promise<unknown> | undefined;

export interface Spawned {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line in a process of its own, for code that ends or blocks its process. */
export async function spawnCli(argv: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Spawned> {
  const contents = `import { runMigrate } from ${JSON.stringify(join(SRC, 'cli/bin.ts'))}; runMigrate();`;
  built ??= build({
    stdin: { contents, resolveDir: SRC },
    outfile: BUNDLE,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });
  await built;
  const child = spawn(process.execPath, [BUNDLE, ...argv], { cwd, env: { ...process.env, NO_COLOR: '1', ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  return await new Promise((done) => {
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}
