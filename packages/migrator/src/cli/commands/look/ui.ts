import { type Command, InvalidArgumentError } from 'commander';
import type { StopSignal } from '../../../execute/stop-signal.ts';
import { type ReportResult, writeReport } from '../../../ui/report/write-report.ts';
import { serveUi } from '../../../ui/serve/serve-ui.ts';
import type { AloneInvocation, CliCommand, CliOutput } from '../../cli-command.ts';
import { milliseconds } from '../../options/limit-options.ts';
import { textOption } from '../../options/option-values.ts';
import { listenForSignals, type SignalListener } from '../../signals.ts';
import { count } from '../../text/table.ts';
import { asTyped } from '../../words/as-typed.ts';
import { workbenchOptions } from '../../workbench-options.ts';

/** The result of `ui` when its server has ended. */
export interface UiResult {
  /** Without the token. */
  readonly url: string;
  readonly ended: 'stopped' | 'idle';
}

const HALF_AN_HOUR = 30 * 60_000;

export const uiCommand: CliCommand = {
  ownsTerminal: true,
  define(command: Command) {
    command
      .option('--out <folder>', 'write a report there instead, which opens without a server')
      .option('--all-environments', 'with --out: look at all databases of the configuration')
      .option('--port <port>', 'port to listen on (default: any free port)', port)
      .option('--host <address>', 'address to listen on', '127.0.0.1')
      .option('--idle <time>', 'end after this long without an open page (default: 30min)', milliseconds)
      .addHelpText('after', EXAMPLES);
  },
  async runAlone(invocation) {
    const signals = listenForSignals(invocation.io);
    try {
      const out = textOption(invocation.options.out);
      return out === undefined ? await serve(invocation, signals) : await report(invocation, signals, out);
    } finally {
      signals.stopListening();
    }
  },
};

async function serve({ options, globals, io }: AloneInvocation, signals: SignalListener): Promise<CliOutput> {
  const server = await serveUi({
    workbench: await workbenchOptions(globals, options, io, signals, 'ui'),
    host: textOption(options.host) ?? '127.0.0.1',
    port: typeof options.port === 'number' ? options.port : 0,
    idleMs: typeof options.idle === 'number' ? options.idle : HALF_AN_HOUR,
    typed: typedAt(io),
    onFailure(error) {
      const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
      io.stderr.write(`internal error: ${said}\n`);
    },
  });
  const { url } = server;
  io.stderr.write(globals.json === true ? `${JSON.stringify({ type: 'serving', url })}\n` : `Open ${url}\n`);
  const ended = await Promise.race([stopped(signals.stop), server.idle.then(() => 'idle' as const)]);
  await server.close(ended === 'idle' ? 'No page was open for a while.' : 'It was stopped in its terminal.');
  const result: UiResult = { url: new URL(url).origin, ended };
  return { result, text: () => (ended === 'idle' ? 'Ended: no page was open.' : 'Stopped.') };
}

async function report({ options, globals, io }: AloneInvocation, signals: SignalListener, out: string) {
  const result = await writeReport({
    workbench: await workbenchOptions(globals, options, io, signals, 'ui'),
    out,
    databases: options.allEnvironments === true ? 'all' : 'named',
    typed: typedAt(io),
  });
  return { result, text: () => reportText(result) };
}

function reportText({ folder, files, revisions, databases, schemaProblem }: ReportResult): string {
  const lines = [
    `Wrote ${folder}: ${count(revisions, 'revision')} in ${count(files, 'file')}. Open ${folder}/index.html`,
  ];
  for (const { environment, problem } of databases) {
    lines.push(problem === null ? `Read ${environment}.` : `Could not read ${environment}: ${problem}`);
  }
  if (databases.length === 0)
    lines.push('It contains no database: name one with --env, or all with --all-environments.');
  if (schemaProblem !== null) lines.push(`It does not contain the schema: ${schemaProblem}`);
  return lines.join('\n');
}

function typedAt({ program }: AloneInvocation['io']): (command: string) => string {
  return (command) => (program === undefined ? command : asTyped(command, program()));
}

async function stopped(stop: StopSignal): Promise<'stopped'> {
  if (stop.level !== undefined) return 'stopped';
  return await new Promise((resolve) => {
    stop.onRaise(() => resolve('stopped'));
  });
}

function port(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError('Write a port between 0 and 65535.');
}

const EXAMPLES = `
Serves a page of the graph, the databases, the schema and what can be merged, until a signal ends it
or nobody has looked for a while. It only reads: databases are asked on one connection each that
cannot write. Listens on this machine only. The printed address has a token; without it nothing is shown.

Examples:
  migrate ui
  migrate ui --env staging --port 4700
  migrate ui --out report
  migrate ui --out report --all-environments
`;
