// `npm run test:docker`: the tests that need a Docker engine, and a sample of the database tests through Testcontainers. Where no engine answers it says so in
// one line, and fails if BRAID_TEST_DOCKER=required; `.ci/run` sets that after it has started one.
import { spawnSync } from 'node:child_process';
import { get } from 'node:http';

/** Of what a server in a container could do otherwise: connections, locks, leases, code, scratch databases, other sessions. */
const SAMPLE = [
  'test/support/fresh-database.db.test.ts',
  'test/execute/data',
  'test/execute/run-migrations.db.test.ts',
  'test/execute/stop.db.test.ts',
  'test/adapters/scratch',
  'test/cli/wait.db.test.ts',
].map((path) => `packages/migrator/${path}`);

const silent = await ping();
if (silent !== undefined) {
  console.log(`No Docker engine answers (${silent}): the container tests were not run.`);
  process.exit(process.env.BRAID_TEST_DOCKER === 'required' ? 1 : 0);
}
const own = vitest(['--project', 'docker'], { BRAID_TEST_DOCKER: 'required' });
// The images of the first run are there now. Its reaper cannot be pulled; the containers end with the engine.
const sample = vitest(['--project', 'db', ...SAMPLE], {
  BRAID_TEST_POSTGRES: 'docker',
  TESTCONTAINERS_RYUK_DISABLED: 'true',
});
process.exitCode = own === 0 && sample === 0 ? 0 : 1;

/**
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} env
 */
function vitest(args, env) {
  return spawnSync('npx', ['vitest', 'run', ...args], { stdio: 'inherit', env: { ...process.env, ...env } }).status;
}

/** @returns {Promise<string | undefined>} why no engine answers */
function ping() {
  const host = process.env.DOCKER_HOST;
  const target = host?.startsWith('tcp://')
    ? { host: new URL(host).hostname, port: new URL(host).port || '2375' }
    : { socketPath: host?.replace('unix://', '') || '/var/run/docker.sock' };
  return new Promise((resolve) => {
    const request = get({ ...target, path: '/_ping', timeout: 5000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200 ? undefined : `status ${response.statusCode}`);
    });
    request.on('error', (error) => resolve(error.message));
    request.on('timeout', () => request.destroy(new Error('no answer within 5 s')));
  });
}
