import { isAbsolute, join } from 'node:path';
import type { EmbeddedOptions, EmbeddedServer } from '../adapters/embedded/start-embedded.ts';
import type { EmbeddedConfig } from '../config/migrate-config.ts';
import type { EmbeddedControl } from '../ports/database/embedded-control.ts';

/** The embedded server of a workspace. Its code is loaded when it is first used. */
export function embeddedControl(root: string, config: EmbeddedConfig): EmbeddedControl & { release(): void } {
  const folder = config.folder ?? '.braid/postgres';
  const options: EmbeddedOptions = {
    folder: isAbsolute(folder) ? folder : join(root, folder),
    ...(config.linger === undefined ? {} : { lingerSeconds: Math.ceil(config.linger / 1000) }),
  };
  let server: Promise<EmbeddedServer> | undefined;
  const joined = async (): Promise<EmbeddedServer> => {
    const { startEmbedded } = await import('../adapters/embedded/start-embedded.ts');
    return await startEmbedded(options);
  };
  const use = (): Promise<EmbeddedServer> => {
    server ??= joined();
    return server;
  };
  const control = {
    async start() {
      const { startEmbedded } = await import('../adapters/embedded/start-embedded.ts');
      (await startEmbedded({ ...options, keep: true })).release();
      return await control.status();
    },
    async url() {
      return (await use()).url;
    },
    async stop() {
      server = undefined;
      const { stopEmbedded } = await import('../adapters/embedded/stop-embedded.ts');
      return await stopEmbedded(options.folder);
    },
    async status() {
      const { embeddedStatus } = await import('../adapters/embedded/embedded-status.ts');
      return embeddedStatus(options.folder);
    },
    async reset() {
      server = undefined;
      const { resetEmbedded } = await import('../adapters/embedded/reset-embedded.ts');
      await resetEmbedded(options.folder);
    },
    release() {
      // A server that could not be started was reported to whoever asked for it.
      void server?.then((running) => running.release()).catch(() => undefined);
    },
  };
  return control;
}
