import { displayConnection } from '../../conninfo/display.ts';
import type { Connection } from '../../conninfo/make/connection.ts';
import type { Variables } from '../../conninfo/parse/setting.ts';
import { resolveConnection } from '../../conninfo/resolve-connection.ts';
import { type Secrets, secretsOf } from '../../conninfo/secrets.ts';
import type { BackupProblem } from '../../errors/backup/backup-errors.ts';
import { shellWord } from '../../errors/shell-word.ts';
import type { StopSignal } from '../../execute/stop-signal.ts';
import type { ConnectOptions } from '../pg/reach/connect.ts';
import { passwordOf } from '../pg/reach/password-of.ts';
import { thisMachine } from '../pg/reach/this-machine.ts';
import { maskOf } from '../process/hook-runner.ts';
import { OutputTail } from '../process/output-tail.ts';
import { runToEnd } from '../process/run-to-end.ts';
import { connectionVariables } from './connection-variables.ts';

/** How the configuration says that backups are made. */
export interface BackupPolicy {
  readonly dir: string;
  readonly keep: number | undefined;
  /** `undefined`: pg_dump. */
  readonly command: readonly string[] | undefined;
  readonly verify: readonly string[] | undefined;
}

export interface BackupPlaceOptions {
  /** The workspace: the folder that tools run in. */
  readonly root: string;
  readonly location: ConnectOptions;
  /** The user's environment. */
  readonly variables: Variables;
  readonly stop: StopSignal;
}

/** The result of a tool. */
export interface ToolRun {
  /** As it was run, for people. */
  readonly command: string;
  readonly problem: string | undefined;
  /** The end of everything that it printed, without secrets. */
  readonly tail: string;
  /** What it printed to its standard output, the last megabyte. */
  readonly output: string;
}

const MOST_OUTPUT = 1024 * 1024;

/** The database that is backed up or restored into, for programs of libpq. */
export class BackupPlace {
  readonly options: BackupPlaceOptions;
  readonly connection: Connection;
  readonly display: string;
  readonly variables: Variables;
  readonly #mask: (text: string) => string;

  constructor(options: BackupPlaceOptions) {
    const { url, source, variables = {} } = options.location;
    this.options = options;
    this.connection = resolveConnection(url, source, variables, thisMachine(variables));
    this.display = displayConnection(this.connection);
    this.variables = connectionVariables(this.connection, options.variables);
    this.#mask = maskOf(options.variables, secretsOf(this.connection));
  }

  /** Runs a tool against the database. */
  async run(
    words: readonly string[],
    more: { readonly signal?: AbortSignal; readonly variables?: Variables } = {},
  ): Promise<ToolRun> {
    const tail = new OutputTail();
    const chunks: Buffer[] = [];
    let length = 0;
    const problem = await runToEnd(words, {
      cwd: this.options.root,
      env: { ...this.variables, ...more.variables },
      timeoutMs: 0,
      stop: this.options.stop,
      signal: more.signal,
      onOutput(chunk, stream) {
        tail.add(chunk);
        if (stream === 'stderr' || length > MOST_OUTPUT) return;
        length += chunk.length;
        chunks.push(chunk);
      },
    });
    return {
      command: this.#mask(words.map(shellWord).join(' ')),
      problem: problem === undefined ? undefined : this.#mask(problem),
      tail: this.#mask(tail.text()),
      output: Buffer.concat(chunks).toString('utf8'),
    };
  }
}

/** What must stay hidden about how a database is reached. */
export function secretsOfLocation({ url, source, variables = {} }: ConnectOptions): Secrets {
  const machine = thisMachine(variables);
  const connection = resolveConnection(url, source, variables, machine);
  return secretsOf(connection, ...connection.places.map((place) => passwordOf(connection, place, machine)));
}

/** The problem of a tool that failed. */
export function toolFailed({ command, problem = 'it failed', tail }: ToolRun): BackupProblem {
  return { problem: 'tool-failed', command, why: problem, output: tail };
}
