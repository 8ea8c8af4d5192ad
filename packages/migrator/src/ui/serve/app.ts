import { Hono } from 'hono';
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

/** A sign of life for pages whose server is gone without a word, in milliseconds. */
const HEARTBEAT = 10_000;

/** The routes of the page. All of them only read. */
export function createApp({ guard: guarded, pages, assets, news, onFailure }: AppParts): Hono {
  const app = new Hono();
  app.use(guard(guarded));

  const answer = (rendered: Rendered): Response =>
    new Response(rendered.html, {
      status: rendered.status,
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });

  app.get('/', async (c) => answer(await pages.graph(c.req.queries('slice') ?? [])));
  app.get('/revisions/:id', async (c) => answer(await pages.revision(c.req.param('id'))));
  app.get('/databases', async () => answer(await pages.databases()));
  app.get('/databases/:name', async (c) => answer(await pages.database(c.req.param('name'))));
  app.get('/schema', async (c) => {
    const { at = 'heads', with: compared = '', slice = '', table = '' } = c.req.query();
    return answer(await pages.schema({ at, compared, slice, table }));
  });
  app.get('/merge', async () => answer(await pages.merge()));

  app.get('/later/difference/:id', async (c) => answer(await pages.difference(c.req.param('id'))));
  app.get('/later/drift/:name', async (c) => answer(await pages.drift(c.req.param('name'))));
  app.get('/later/health/:name', async (c) => answer(await pages.health(c.req.param('name'))));
  app.get('/later/join/:slice', async (c) => answer(await pages.join(c.req.param('slice'))));
  app.get('/later/schema', async (c) => {
    const { at = 'heads', with: compared = '', slice = '', table = '' } = c.req.query();
    return answer(await pages.schemaPart({ at, compared, slice, table }));
  });

  app.get('/assets/:name', (c) => {
    const asset = assets.read(c.req.param('name'));
    if (asset === undefined) return c.text('There is no such file.\n', 404);
    return new Response(new Uint8Array(asset.content), { headers: { 'content-type': asset.type } });
  });

  app.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      let wake: () => void = () => {};
      let isOver = false;
      const stop = news.listen((each) => {
        void stream.writeSSE({ event: each.kind, data: JSON.stringify(each) });
        if (each.kind === 'end') isOver = true;
        wake();
      });
      stream.onAbort(() => {
        stop();
        isOver = true;
        wake();
      });
      await stream.writeSSE({ event: 'hello', data: '{}' });
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
    }),
  );

  app.notFound((c) => c.text('There is no such page.\n', 404));
  // What is wrong inside is told in the terminal's words nowhere: it may hold anything.
  app.onError((error, c) => {
    onFailure(error);
    return c.text('Something unexpected went wrong. The terminal of `migrate ui` says what.\n', 500);
  });
  return app;
}
