import { isAbsolute, join } from 'node:path';
import type { EmbeddedOptions, EmbeddedServer } from '../adapters/embedded/start-embedded.ts';
import type { EmbeddedConfig } from '../config/file/migrate-config.ts';
import type { RunnerListener } from '../execute/runner-event.ts';
import type { EmbeddedControl } from '../ports/embedded-control.ts';
import type { Lifetimes } from './lifetimes.ts';
import { telling } from './telemetry/telling.ts';

/** The embedded server of a workspace. Its code is loaded when it is first used. */
export function embeddedControl(
  root: string,
  config: EmbeddedConfig,
  lifetimes: Lifetimes,
  onEvent: RunnerListener,
): EmbeddedControl {
  const folder = config.folder ?? '.braid/postgres';
  const options: EmbeddedOptions = {
    folder: isAbsolute(folder) ? folder : join(root, folder),
    ...(config.linger === undefined ? {} : { lingerSeconds: Math.ceil(config.linger / 1000) }),
  };
  const joining = (): (() => Promise<EmbeddedServer>) =>
    lifetimes.once(
      async () => {
        const { startEmbedded } = await import('../adapters/embedded/start-embedded.ts');
        return await telling(onEvent, 'embedded-server', '', () => startEmbedded(options));
      },
      (server) => server.release(),
    );
  let use = joining();
  const control: EmbeddedControl = {
    async start() {
      const { startEmbedded } = await import('../adapters/embedded/start-embedded.ts');
      const start = () => startEmbedded({ ...options, keep: true });
      (await telling(onEvent, 'embedded-server', '', start)).release();
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
    },
  };
  return control;
}
