import { spawn, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resetEmbedded } from '../../../packages/migrator/dist/adapters/embedded/reset-embedded.js';
import { bigSlice } from '../generate/workspaces.mjs';
import { median } from '../measure.mjs';

const bin = fileURLToPath(new URL('../../../packages/migrator/bin/migrate.cjs', import.meta.url));
const kit = fileURLToPath(new URL('../../../node_modules/drizzle-kit/bin.cjs', import.meta.url));

/**
 * How long it takes until a save of a schema of many tables is applied: by `migrate dev`, which watches, and by `drizzle-kit push`, which is run for it. Both add the same
 * column, each to a database of its own, in turn.
 *
 * @param {(name: string) => Promise<string>} createDatabase
 * @param {number} tables
 * @param {number} rounds
 * @returns {Promise<{ dev: number, push: number, ratio: number }>} medians in milliseconds, and of the ratios of the rounds
 */
export async function measureSaves(createDatabase, tables, rounds) {
  const { root, setSchema } = bigSlice(tables);
  const [own, other] = [await createDatabase('bench_saves'), await createDatabase('bench_push')];
  const env = environment(own);
  const braid = (/** @type {string[]} */ ...words) =>
    ended(spawnSync(process.execPath, [bin, ...words], { cwd: root, env, encoding: 'utf8' }));
  writeFileSync(
    join(root, 'drizzle.config.ts'),
    `export default { dialect: 'postgresql', schema: './features/big/src/schema.ts', dbCredentials: { url: ${JSON.stringify(other)} } };\n`,
  );
  const push = () => ended(spawnSync(process.execPath, [kit, 'push', '--force'], { cwd: root, env, encoding: 'utf8' }));
  /** @type {string[]} */
  const columns = [];
  /** @type {{ dev: number, push: number }[]} */
  const taken = [];
  try {
    braid('revision', '-m', 'all tables');
    braid('upgrade');
    push();
    const watching = watch(root, env);
    await watching.heard('dev-watching');
    // The first round warms both up.
    for (let round = 0; round <= rounds; round += 1) {
      let began = performance.now();
      // One more each time: a column that takes the place of another one is asked about by both.
      columns.push(`remark${round}`);
      setSchema(columns.join(': text(),\n  '));
      await watching.heard('dev-applied');
      const dev = performance.now() - began;
      began = performance.now();
      push();
      if (round > 0) taken.push({ dev, push: performance.now() - began });
    }
    watching.stop();
    await watching.end;
  } finally {
    await resetEmbedded(join(root, '.braid/scratch'));
    rmSync(root, { recursive: true, force: true });
  }
  return {
    dev: median(taken.map(({ dev }) => dev)),
    push: median(taken.map(({ push: each }) => each)),
    ratio: median(taken.map(({ dev, push: each }) => dev / each)),
  };
}

/** @param {string} url */
function environment(url) {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  return { ...env, NO_COLOR: '1', DATABASE_URL: url };
}

/** @param {import('node:child_process').SpawnSyncReturns<string>} run */
function ended({ status, stdout, stderr }) {
  if (status !== 0) throw new Error(`It ended with ${status}\n${stdout}${stderr}`);
}

/** @param {string} root @param {NodeJS.ProcessEnv} env */
function watch(root, env) {
  const child = spawn(process.execPath, [bin, '--json', 'dev'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  let wake = () => {};
  child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
    text += chunk;
    wake();
  });
  const end = new Promise((resolve) => child.once('close', resolve));
  return {
    end,
    stop: () => child.kill('SIGINT'),
    async heard(/** @type {string} */ type) {
      for (;;) {
        const lines = text.split('\n');
        const at = lines.findIndex((line, index) => index < lines.length - 1 && line.includes(`"type":"${type}"`));
        const failed = lines.find((line) => line.includes('"type":"dev-not-applied"'));
        if (failed !== undefined) throw new Error(failed);
        if (at >= 0) {
          text = lines.slice(at + 1).join('\n');
          return;
        }
        await new Promise((resolve) => {
          wake = () => resolve(undefined);
        });
      }
    },
  };
}
