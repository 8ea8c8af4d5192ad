import { isAbsolute, join } from 'node:path';
import type { EmbeddedOptions, EmbeddedServer } from '../adapters/embedded/start-embedded.ts';
import type { EmbeddedConfig } from '../config/file/migrate-config.ts';
import { InterruptedError } from '../errors/run/interrupted-error.ts';
import type { BranchChoices } from '../ports/development/branch-choice.ts';
import type { EmbeddedControl } from '../ports/embedded-control.ts';
import type { Lifetimes } from './lifetimes.ts';
import { telling } from './telemetry/telling.ts';
import type { WorkbenchOptions } from './workbench-options.ts';

/** The embedded server of a workspace. Its code is loaded when it is first used. */
export function embeddedControl(
  root: string,
  config: EmbeddedConfig,
  choices: BranchChoices,
  lifetimes: Lifetimes,
  { onEvent, stop }: Pick<WorkbenchOptions, 'onEvent' | 'stop'>,
): EmbeddedControl {
  const folder = config.folder ?? '.braid/postgres';
  const options: EmbeddedOptions = {
    folder: isAbsolute(folder) ? folder : join(root, folder),
    ...(config.linger === undefined ? {} : { lingerSeconds: Math.ceil(config.linger / 1000) }),
  };
  const started = async (keep: boolean): Promise<EmbeddedServer> => {
    const { startEmbedded } = await import('../adapters/embedded/start-embedded.ts');
    const database = choices.chosen();
    const start = () => startEmbedded({ ...options, keep, ...(database === undefined ? {} : { database }) });
    const server = await telling(onEvent, 'embedded-server', '', start);
    if (stop.level === undefined) return server;
    server.release();
    throw new InterruptedError({ during: 'start' });
  };
  const joining = (): (() => Promise<EmbeddedServer>) =>
    lifetimes.once(
      () => started(false),
      (server) => server.release(),
    );
  let use = joining();
  const control: EmbeddedControl = {
    async start() {
      (await started(true)).release();
      return await control.status();
    },
    async url() {
      return (await use()).url;
    },
    async stop() {
      use = joining();
      const { stopEmbedded } = await import('../adapters/embedded/stop-embedded.ts');
      return await stopEmbedded(options.folder);
    },
    async status() {
      const { embeddedStatus } = await import('../adapters/embedded/embedded-status.ts');
      return embeddedStatus(options.folder);
    },
    async reset() {
      use = joining();
      const { resetEmbedded } = await import('../adapters/embedded/reset-embedded.ts');
      await resetEmbedded(options.folder);
      if (Object.keys(choices.read().databases).length > 0) choices.write({ use: null, databases: {} });
    },
  };
  return control;
}
