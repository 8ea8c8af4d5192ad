import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Assets } from '../assets.ts';
import type { Pages, Rendered } from '../pages/pages.ts';
import { type GuardOptions, guard } from './guard.ts';
import type { NewsRoom } from './news.ts';

export interface AppParts {
  readonly guard: GuardOptions;
  readonly pages: Pages;
  readonly assets: Assets;
  readonly news: NewsRoom;
  /** Told of unexpected errors. */
  onFailure(error: unknown): void;
}

/** Interval of a sign of life, so that pages notice when the server has died, in milliseconds. */
const HEARTBEAT = 10_000;

/** The routes of the page. All of them only read. */
export function createApp({ guard: guarded, pages, assets, news, onFailure }: AppParts): Hono {
  const app = new Hono();
  app.use(guard(guarded));

  // Not `new Response`: the bundle of the command line has none (tools/bundle-bin.mjs).
  const answer = (c: Context, { html, status }: Rendered) => c.html(html, status);

  app.get('/', async (c) => answer(c, await pages.graph(c.req.queries('slice') ?? [])));
  app.get('/revisions/:id', async (c) => answer(c, await pages.revision(c.req.param('id'))));
  app.get('/databases', async (c) => answer(c, await pages.databases()));
  app.get('/databases/:name', async (c) => answer(c, await pages.database(c.req.param('name'))));
  app.get('/schema', async (c) => {
    const { at = 'heads', with: compared = '', slice = '', table = '' } = c.req.query();
    return answer(c, await pages.schema({ at, compared, slice, table }));
  });
  app.get('/fleets', async (c) => answer(c, await pages.fleets()));
  app.get('/merge', async (c) => answer(c, await pages.merge()));

  app.get('/later/difference/:id', async (c) => answer(c, await pages.difference(c.req.param('id'))));
  app.get('/later/drift/:name', async (c) => answer(c, await pages.drift(c.req.param('name'))));
  app.get('/later/health/:name', async (c) => answer(c, await pages.health(c.req.param('name'))));
  app.get('/later/fleet/:name', async (c) => answer(c, await pages.fleet(c.req.param('name'))));
  app.get('/later/join/:slice', async (c) => answer(c, await pages.join(c.req.param('slice'))));
  app.get('/later/schema', async (c) => {
    const { at = 'heads', with: compared = '', slice = '', table = '' } = c.req.query();
    return answer(c, await pages.schemaPart({ at, compared, slice, table }));
  });

  app.get('/assets/:name', (c) => {
    const asset = assets.read(c.req.param('name'));
    if (asset === undefined) return c.text('There is no such file.\n', 404);
    return c.body(new Uint8Array(asset.content), 200, { 'content-type': asset.type });
  });

  app.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      let wake: () => void = () => {};
      let isOver = false;
      let told: Promise<unknown> = Promise.resolve();
      const stop = news.listen((each) => {
        told = stream.writeSSE({ event: each.kind, data: JSON.stringify(each) });
        if (each.kind === 'end') isOver = true;
        wake();
      });
      stream.onAbort(() => {
        stop();
        isOver = true;
        wake();
      });
      await stream.writeSSE({ event: 'hello', data: JSON.stringify({ told: news.told }) });
      while (!isOver) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, HEARTBEAT);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        if (!isOver) await stream.writeSSE({ event: 'alive', data: '{}' });
      }
      stop();
      // The last message says why the server ends.
      await told;
    }),
  );

  app.notFound((c) => c.text('There is no such page.\n', 404));
  // The browser never gets the text of an internal error, which may contain anything.
  app.onError((error, c) => {
    onFailure(error);
    return c.text('Internal error. The terminal of `migrate ui` shows it.\n', 500);
  });
  return app;
}
