import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { EmbeddedOptions } from '../../../src/adapters/embedded/start-embedded.ts';

export interface ClientServer {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly home: string;
  readonly joined: boolean;
}

/** A process of its own that called `startEmbedded`. */
export interface Client {
  readonly process: ChildProcess;
  /** Its server; rejects with the client's output when that failed. */
  readonly server: Promise<ClientServer>;
  /** The typed failure as JSON; rejects when it got a server. */
  readonly failure: Promise<{ code: string; message: string; facts: Record<string, unknown>; hint?: string }>;
  /** Ends it by SIGKILL and waits. */
  kill(): Promise<void>;
}

export interface ClientRequest {
  readonly uid?: number;
  /** Stay after the start, until killed. Default true. */
  readonly hold?: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

/** Where the migrator's own dependencies resolve from: a bundle has no place of its own. */
export const migratorManifest = fileURLToPath(new URL('../../../package.json', import.meta.url));

/** Starts a client; give its options no functions. */
export async function startClient(options: EmbeddedOptions, request: ClientRequest = {}): Promise<Client> {
  const { uid, hold = true, env = process.env } = request;
  const settings = { options: { resolveFrom: migratorManifest, ...options }, uid, hold };
  const program = `globalThis.clientRequest = ${JSON.stringify(settings)};\n${await bundle()}`;
  const child = spawn(process.execPath, ['-'], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.stdin.on('error', () => {}).end(program);
  const answer = readAnswer(child, ended);
  const server = answer.then(({ server, failure }) => server ?? reject(failure));
  const failure = answer.then(({ server, failure }) => failure ?? reject(server));
  // Each test looks at one of the two.
  server.catch(() => {});
  failure.catch(() => {});
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { process: child, server, failure, kill };
}

type Answer = { server?: ClientServer; failure?: Awaited<Client['failure']> };

async function readAnswer(child: ChildProcess, ended: Promise<void>): Promise<Answer> {
  let output = '';
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors += String(chunk);
  });
  const line = new Promise<void>((resolve) => {
    child.stdout?.on('data', (chunk) => {
      output += String(chunk);
      if (output.includes('\n')) resolve();
    });
  });
  await Promise.race([line, ended]);
  if (!output.includes('\n')) throw new Error(`The client ended without an answer: ${errors}`);
  return JSON.parse(output);
}

function reject(answer: unknown): never {
  throw new Error(`Another answer was expected: ${JSON.stringify(answer)}`);
}

let bundled: Promise<string> | undefined;

/** One file of JavaScript, for `node -`: other users may be unable to read the workspace. */
function bundle(): Promise<string> {
  bundled ??= build({
    entryPoints: [fileURLToPath(new URL('./client-program.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['pg-native'],
    write: false,
    logLevel: 'silent',
  }).then(({ outputFiles }) => outputFiles[0]?.text ?? '');
  return bundled;
}
