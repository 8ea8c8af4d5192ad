import type { EmbeddedStatus } from '../../ports/embedded-control.ts';
import { confirmLoss } from '../shared/consent/confirm-loss.ts';
import type { Workbench } from '../shared/workbench.ts';

export const DB_ACTIONS = ['start', 'stop', 'status', 'url', 'reset'] as const;
export type DbAction = (typeof DB_ACTIONS)[number];

export type DbResult =
  | { readonly action: 'start' | 'status'; readonly status: EmbeddedStatus }
  | { readonly action: 'stop'; readonly stopped: boolean }
  | { readonly action: 'url'; readonly url: string }
  | { readonly action: 'reset'; readonly folder: string };

/** Steers the embedded PostgreSQL of the workspace. `reset` deletes its data and wants `yes`. */
export async function db(
  { embedded, safety }: Pick<Workbench, 'embedded' | 'safety'>,
  action: DbAction,
  options: { readonly yes?: boolean } = {},
): Promise<DbResult> {
  switch (action) {
    case 'start':
      return { action, status: await embedded.start() };
    case 'status':
      return { action, status: await embedded.status() };
    case 'stop':
      return { action, stopped: await embedded.stop() };
    case 'url':
      // Whoever asks for the URL is about to connect with something that the server does not know of: it stays until
      // `stop`.
      await embedded.start();
      return { action, url: await embedded.url() };
    case 'reset': {
      const { home: folder } = await embedded.status();
      if (options.yes !== true) {
        const doing = 'Delete the embedded PostgreSQL';
        await confirmLoss({ safety }, { doing, losses: [`all data in ${folder}`], everywhere: true });
      }
      await embedded.reset();
      return { action, folder };
    }
  }
}
