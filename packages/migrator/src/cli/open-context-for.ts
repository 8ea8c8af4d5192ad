import { resolve } from 'node:path';
import { type Context, openContext } from '../wiring/open-context.ts';
import { terminalPeople } from '../wiring/terminal-people.ts';
import type { CliIo } from './cli-io.ts';
import type { GlobalOptions } from './options/global-options.ts';
import { limitsOf } from './options/limit-options.ts';
import { tagOf } from './options/tag-option.ts';
import { personAt } from './person.ts';
import type { SignalListener } from './signals.ts';
import { progress } from './text/progress.ts';
import { styleFor } from './text/style.ts';

/** Opens the context of one command line. */
export async function openContextFor(
  globals: GlobalOptions,
  own: Readonly<Record<string, unknown>>,
  io: CliIo,
  signals: SignalListener,
  runs: string,
): Promise<Context> {
  const context = await openContext({
    cwd: io.cwd,
    workspace: globals.workspace === undefined ? undefined : resolve(io.cwd, globals.workspace),
    variables: io.env,
    url: globals.url,
    environment: globals.env,
    config: globals.config,
    limits: limitsOf(own),
    args: globals.x ?? {},
    yes: own.yes === true,
    // Copied without its --url, the command would go to another database.
    command: globals.url === undefined ? runs : `${runs} --url '…'`,
    ...terminalPeople(personAt(globals, io), signals.stop),
    runs,
    stop: signals.stop,
    onEvent: progress(globals, io, await styleFor(io.stderr, io.env)),
  });
  const tag = tagOf(own);
  return tag === undefined ? context : { ...context, tag };
}
