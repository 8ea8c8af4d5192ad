import { resolve } from 'node:path';
import { shellWord } from '../errors/shell-word.ts';
import type { RunnerListener } from '../execute/runner-event.ts';
import { terminalPeople } from '../wiring/terminal-people.ts';
import type { WorkbenchOptions } from '../wiring/workbench-options.ts';
import type { CliIo } from './cli-io.ts';
import { backupOf } from './options/backup-option.ts';
import type { GlobalOptions } from './options/global-options.ts';
import { limitsOf } from './options/limit-options.ts';
import { textOption } from './options/option-values.ts';
import { tagOf } from './options/tag-option.ts';
import { waitOf } from './options/wait-option.ts';
import { personAt } from './person.ts';
import type { SignalListener } from './signals.ts';
import { progress } from './text/running/progress.ts';
import { styleFor } from './text/style.ts';

type People = Pick<WorkbenchOptions, 'questioner' | 'confirmer'>;

/** Listeners for events, besides the lines of progress. */
export interface Told {
  readonly listeners?: readonly RunnerListener[];
  /** Runs a function that asks the user. */
  paused?<Answer>(ask: () => Promise<Answer>): Promise<Answer>;
}

const HIDDEN_URL = "--url '…'";

/** The workbench options of one command line. */
export async function workbenchOptions(
  globals: GlobalOptions,
  own: Readonly<Record<string, unknown>>,
  io: CliIo,
  signals: SignalListener,
  runs: string,
  told: Told = {},
): Promise<WorkbenchOptions> {
  return {
    cwd: io.cwd,
    workspace: globals.workspace === undefined ? undefined : resolve(io.cwd, globals.workspace),
    variables: io.env,
    url: globals.url,
    embedded: globals.embedded,
    environment: globals.env,
    config: globals.config,
    limits: limitsOf(own),
    waitMs: waitOf(own),
    args: globals.x ?? {},
    yes: own.yes === true,
    confirm: textOption(own.confirm),
    // Without its --url, a copied command would go to another database.
    command: globals.url === undefined ? runs : `${runs} ${HIDDEN_URL}`,
    databaseOption: databaseOptionOf(globals),
    ...undisturbed(terminalPeople(personAt(globals, io), signals.stop), told.paused),
    runs,
    endsSoon: true,
    stop: signals.stop,
    onEvent: allOf(progress(globals, io, await styleFor(io.stderr, io)), ...(told.listeners ?? [])),
    tag: tagOf(own),
    backup: backupOf(own),
  };
}

function databaseOptionOf({ url, env, embedded }: GlobalOptions): string | undefined {
  if (url !== undefined) return HIDDEN_URL;
  if (env !== undefined) return `--env ${shellWord(env)}`;
  return embedded === true ? '--embedded' : undefined;
}

function allOf(...listeners: readonly RunnerListener[]): RunnerListener {
  return (event) => {
    for (const listener of listeners) listener(event);
  };
}

/** Nothing is drawn during a question. */
function undisturbed({ questioner, confirmer }: People, paused: Told['paused'] = (ask) => ask()): People {
  return {
    ...(questioner && { questioner: { askRename: (question) => paused(() => questioner.askRename(question)) } }),
    ...(confirmer && { confirmer: { confirm: (request) => paused(() => confirmer.confirm(request)) } }),
  };
}
