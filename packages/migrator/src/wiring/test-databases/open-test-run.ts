import { join } from 'node:path';
import { thisMachine } from '../../adapters/pg/reach/this-machine.ts';
import { embeddedScratch, type ScratchSource } from '../../adapters/scratch/embedded-scratch.ts';
import type { Connection } from '../../conninfo/make/connection.ts';
import { resolveConnection } from '../../conninfo/resolve-connection.ts';
import { createStopSignal } from '../../execute/stop-signal.ts';
import type { TestDatabase, TestRunPlan } from '../../ports/test-database.ts';
import type { OpenWorkbench } from '../open-workbench.ts';
import { withWorkbench } from '../with-workbench.ts';
import { makeTemplate } from './make-template.ts';
import { requireLocal, requireUnprotected } from './refuse-server.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** How test databases are made. Everything is optional. */
export interface TestRunOptions {
  /** Where the workspace is looked for, upwards. Default: the current folder. */
  readonly root?: string | undefined;
  /**
   * A server for tests, as a role that may create databases. Default `TEST_DATABASE_URL`, otherwise the embedded one.
   */
  readonly url?: string | undefined;
  /** The server may be on another machine. Default: whether `BRAID_TEST_ALLOW_REMOTE` is `1`. */
  readonly allowRemote?: boolean | undefined;
  /** Environment variables. Default `process.env`. */
  readonly variables?: Variables | undefined;
}

/** A run of tests on a server, with a template of all heads. */
export interface TestRun {
  /** Clones the template. Fails with 3D000 if another run has dropped it, since the number of templates is limited. */
  clone(): Promise<TestDatabase>;
  /** Makes the database that workers clone; to be called once. */
  plan(): Promise<TestRunPlan>;
  /** Drops what the run has made, and releases the server. The template stays for the next run. */
  end(): Promise<void>;
}

/**
 * Begins a run of tests, and makes the template of the workspace's heads unless the server has it.
 *
 * Throws a `TestServerRefusedError`, and what reading the workspace, reaching the server or a revision throws.
 */
export async function openTestRun(options: TestRunOptions = {}): Promise<TestRun> {
  const variables = options.variables ?? process.env;
  const named = namedServer(options, variables);
  return await withWorkbench(
    {
      ...{ cwd: options.root ?? process.cwd(), variables, runs: 'tests', stop: createStopSignal() },
      ...(named === undefined ? { embedded: true } : { url: named.url }),
      onEvent: () => undefined,
    },
    async (bench) => {
      if (named !== undefined) await requireUnprotected(bench, { ...named, variables });
      const source = sourceOf(bench, named, variables);
      try {
        return await begin(bench, source, named?.source ?? 'embedded');
      } catch (error) {
        source.release();
        throw error;
      }
    },
  );
}

interface NamedServer {
  readonly url: string;
  readonly source: string;
  readonly connection: Connection;
}

/** The server that is named, which is on this machine or allowed; `undefined` for the embedded one. */
function namedServer({ url, allowRemote }: TestRunOptions, variables: Variables): NamedServer | undefined {
  const { TEST_DATABASE_URL, BRAID_TEST_ALLOW_REMOTE } = variables;
  const given = url ?? TEST_DATABASE_URL ?? '';
  if (given === '') return undefined;
  const source = url === undefined ? 'TEST_DATABASE_URL' : 'url';
  const connection = resolveConnection(given, source, variables, thisMachine(variables));
  if (!(allowRemote ?? BRAID_TEST_ALLOW_REMOTE === '1')) requireLocal(connection, source);
  return { url: given, source, connection };
}

function sourceOf(bench: OpenWorkbench, named: NamedServer | undefined, variables: Variables): ScratchSource {
  if (named === undefined) return embeddedScratch({ folder: join(bench.workspace.root, '.braid/scratch') });
  return { url: async () => named.url, variables, release: () => undefined };
}

async function begin(bench: OpenWorkbench, source: ScratchSource, name: string): Promise<TestRun> {
  const { beginTestRun } = await import('../../adapters/test-databases/test-server.ts');
  const serverUrl = await source.url();
  const server = await beginTestRun({ url: serverUrl, variables: source.variables, source: name });
  try {
    const template = await makeTemplate(bench, source, server);
    return {
      clone: () => server.clone(template),
      // The run gets its own copy, because other runs drop templates when there are too many.
      plan: async () => ({
        root: bench.workspace.root,
        run: server.run,
        serverUrl,
        base: await server.copy(template, 'base', true),
      }),
      async end() {
        await server.end();
        source.release();
      },
    };
  } catch (error) {
    await server.end().catch(() => undefined);
    throw error;
  }
}
