import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { LongestFirst } from './packages/migrator/test/support/setup/longest-first.ts';

// With this variable Node parses a bundle of certificates at every start: 60 ms of each of some thousand processes. Only those
// that fetch packages get it back (packages/migrator/test/support/run-shell.ts).
const { NODE_EXTRA_CA_CERTS } = process.env;
if (NODE_EXTRA_CA_CERTS !== undefined) process.env.BRAID_TEST_CERTIFICATES = NODE_EXTRA_CA_CERTS;
delete process.env.NODE_EXTRA_CA_CERTS;
// In CI no proof of an earlier run is believed and no .env is read. A test that is about that says so itself; all others are the same everywhere.
delete process.env.CI;

// Files that are named are run whole; without names, long tests take turns (packages/migrator/test/support/sample.ts).
if (process.argv.slice(2).some((word) => /\.test\b|^(?:\.\/)?(?:packages|features|tools)\//.test(word))) {
  process.env.BRAID_TEST_FILES = 'named';
}

// Not 'import': vitest hands these to Node as --conditions, and a CommonJS require of pg-pool would get its ESM build.
const conditions = ['@braid/source', 'node'];

const { BRAID_TEST_DOCKER, BRAID_TIMESCALE, BRAID_BROWSER } = process.env;

/** What runs in containers, one file after the other. */
const docker: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'docker',
    include: ['packages/*/test/**/*.docker.test.ts'],
    globalSetup: [
      'packages/migrator/test/support/setup/build.setup.ts',
      'packages/migrator/test/support/setup/docker.setup.ts',
    ],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    sequence: { groupOrder: 2 },
  },
};

/** What looks at pages in a Chromium. */
const browser: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'browser',
    include: ['packages/*/test/**/*.browser.test.ts'],
    globalSetup: [
      'packages/migrator/test/support/setup/carried.setup.ts',
      'packages/migrator/test/support/setup/postgres.setup.ts',
    ],
    testTimeout: 900_000,
    hookTimeout: 240_000,
    fileParallelism: false,
    sequence: { groupOrder: 4 },
  },
};

/** What runs on TimescaleDB, over the one connection that it has. */
const timescale: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'timescale',
    include: ['packages/*/test/**/*.timescale.test.ts'],
    globalSetup: [
      'packages/migrator/test/support/setup/carried.setup.ts',
      'packages/migrator/test/support/setup/postgres.setup.ts',
      'packages/migrator/test/timescale/timescale.setup.ts',
    ],
    testTimeout: 600_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    sequence: { groupOrder: 3 },
  },
};

/** Twice the cores of a small machine: a worker waits for the server, for a process, or for npm half of the time. */
const WORKERS = 4;

/** Pure tests run first (project `unit`), then those that need PostgreSQL (`db`) and whole-program ones (`e2e`) side by side. */
export default defineConfig({
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      // Only where it is asked for (npm run test:docker): it needs an engine.
      ...(BRAID_TEST_DOCKER === undefined ? [] : [docker]),
      // Only with npm run test:ui, which installs Chromium.
      ...(BRAID_BROWSER === undefined ? [] : [browser]),
      // Only with npm run test:timescale, which starts the server.
      ...(BRAID_TIMESCALE === undefined ? [] : [timescale]),
      {
        extends: true,
        test: {
          name: 'unit',
          isolate: false,
          globalSetup: ['packages/migrator/test/support/setup/carried.setup.ts'],
          maxWorkers: 2,
          // Properties over large graphs take seconds where other programs use the cores, too.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          include: ['packages/*/test/**/*.test.ts', 'tools/**/*.test.ts', 'features/*/test/**/*.test.ts'],
          exclude: [
            '**/*.db.test.ts',
            '**/*.e2e.test.ts',
            '**/*.docker.test.ts',
            '**/*.timescale.test.ts',
            '**/*.browser.test.ts',
          ],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          isolate: false,
          include: ['packages/*/test/**/*.db.test.ts', 'features/*/test/**/*.db.test.ts'],
          globalSetup: [
            'packages/migrator/test/support/setup/carried.setup.ts',
            'packages/migrator/test/support/setup/postgres.setup.ts',
          ],
          // Ends what hangs, and judges no speed: on one core beside a busy loop, at a load of 25, one test took over a minute.
          testTimeout: 600_000,
          hookTimeout: 600_000,
          maxWorkers: WORKERS,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['packages/*/test/**/*.e2e.test.ts'],
          globalSetup: [
            'packages/migrator/test/support/setup/build.setup.ts',
            'packages/migrator/test/support/setup/postgres.setup.ts',
          ],
          // The tour of the README took five minutes at a load of 24.
          testTimeout: 900_000,
          hookTimeout: 900_000,
          maxWorkers: WORKERS,
          // Beside those of `db`: half of them wait for processes to end.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
