import { isAbsolute, join } from 'node:path';
import type { EmbeddedOptions, EmbeddedServer } from '../adapters/embedded/start-embedded.ts';
import type { EmbeddedControl } from '../ports.ts';
import type { EmbeddedConfig } from './migrate-config.ts';

/** The embedded server of a workspace. Its code is loaded when it is first used. */
export function embeddedControl(root: string, config: EmbeddedConfig): EmbeddedControl & { release(): void } {
  const folder = config.folder ?? '.braid/postgres';
  const options: EmbeddedOptions = {
    folder: isAbsolute(folder) ? folder : join(root, folder),
    ...(config.linger === undefined ? {} : { lingerSeconds: Math.ceil(config.linger / 1000) }),
  };
  let server: Promise<EmbeddedServer> | undefined;
  const join_ = (keep: boolean): Promise<EmbeddedServer> => {
    server ??= import('../adapters/embedded/start-embedded.ts').then(({ startEmbedded }) =>
      startEmbedded(keep ? { ...options, keep } : options),
    );
    return server;
  };
  const stopping = () => import('../adapters/embedded/stop-embedded.ts');
  return {
    async start() {
      await join_(true);
      return await this.status();
    },
    async url() {
      return (await join_(false)).url;
    },
    async stop() {
      return await (await stopping()).stopEmbedded(options.folder);
    },
    async status() {
      return (await import('../adapters/embedded/embedded-status.ts')).embeddedStatus(options.folder);
    },
    async reset() {
      await (await import('../adapters/embedded/reset-embedded.ts')).resetEmbedded(options.folder);
    },
    release() {
      void server?.then((running) => running.release()).catch(() => undefined);
    },
  };
}
