import { graphView } from '../../commands/ui/graph-view.ts';
import { joinViews } from '../../commands/ui/merge-view.ts';
import { pendingView } from '../../commands/ui/pending-view.ts';
import { revisionView } from '../../commands/ui/revision-view.ts';
import { parsePlace } from '../../commands/ui/schema/schema-place.ts';
import { schemaView } from '../../commands/ui/schema/schema-view.ts';
import type { OpenWorkbench } from '../../wiring/open-workbench.ts';
import type { PageSource } from '../../wiring/page/page-source.ts';
import { type Html, html } from '../html/html.ts';
import { SERVER_LINKS } from '../links.ts';
import { databasePage } from '../view/database/database-page.ts';
import { databasesPage } from '../view/database/databases-page.ts';
import { errorPage, missingPage, typedFailure } from '../view/error-page.ts';
import { fleetHtml } from '../view/fleet/fleet-html.ts';
import { fleetsPage } from '../view/fleet/fleets-page.ts';
import { differencesHtml, failedHtml } from '../view/fragments.ts';
import { graphPage } from '../view/graph-page.ts';
import type { PageParts } from '../view/layout.ts';
import { joinAnswerHtml, mergePage } from '../view/merge-page.ts';
import type { PageContext } from '../view/page-context.ts';
import { laterHtml } from '../view/parts.ts';
import { NO_DIFFERENCE, revisionPage } from '../view/revision-page.ts';
import { schemaContent } from '../view/schema/schema-content.ts';
import { type SchemaQuery, schemaPage } from '../view/schema/schema-page.ts';
import { driftPart, healthPart } from './database-parts.ts';
import type { FleetLooks } from './fleet-looks.ts';
import { makeContext } from './make-context.ts';
import type { PageLooks } from './page-looks.ts';
import type { ScratchWork } from './scratch-work.ts';

/** An answer of a page. */
export interface Rendered {
  readonly status: 200 | 404 | 409;
  readonly html: string;
}

export interface PagesParts {
  readonly source: PageSource;
  readonly looks: PageLooks;
  readonly fleets: FleetLooks;
  readonly scratch: ScratchWork;
  typed(command: string): string;
  /** See `NewsRoom.told`. */
  told(): number;
}

export type Pages = ReturnType<typeof createPages>;

/** What a view needs. */
interface Made {
  readonly context: PageContext;
  readonly bench: OpenWorkbench;
}

/**
 * The views of the live page. A view that cannot be shown gives the reason, with status 409: the workspace prevents it.
 */
export function createPages({ source, looks, fleets, scratch, typed, told }: PagesParts) {
  const within = async <Result>(work: (made: Made) => Promise<Result>): Promise<Result> => {
    // Counted before anything is read, because news that arrive meanwhile may be missing on the page.
    const news = told();
    const seen = await looks.all();
    return await source.files(async (bench) => {
      const names = Object.keys(bench.configuration.loaded.config.fleets ?? {});
      const given = { looks: seen, fleets: names, notLooked: null, news, links: SERVER_LINKS, isReport: false, typed };
      return await work({ context: makeContext(bench, given), bench });
    });
  };
  const view = (tab: PageParts['tab'], show: (made: Made) => Promise<Rendered | string>): Promise<Rendered> =>
    within(async (made) => {
      try {
        const shown = await show(made);
        return typeof shown === 'string' ? { status: 200, html: shown } : shown;
      } catch (error) {
        return { status: 409, html: errorPage(made.context, tab, typedFailure(error)) };
      }
    });
  /** A part of a page; a failure is shown in its place. */
  const part = (show: (made: Made) => Promise<Html>): Promise<Rendered> =>
    within(async (made) => {
      try {
        return { status: 200, html: (await show(made)).text };
      } catch (error) {
        return { status: 200, html: failedHtml(made.context, typedFailure(error)).text };
      }
    });
  const missing = (context: PageContext, tab: PageParts['tab'], what: string): Rendered => ({
    status: 404,
    html: missingPage(context, tab, what),
  });

  return {
    graph: (slices: readonly string[]) =>
      view('graph', async ({ context, bench }) => {
        const known = slices.filter((slice) => context.slices.includes(slice));
        return graphPage(context, graphView(bench, context.looks, { slices: known }), known);
      }),
    revision: (id: string) =>
      view('graph', async ({ context, bench }) => {
        if (bench.graph().get(id) === undefined) return missing(context, 'graph', `No file has the revision ${id}.`);
        return revisionPage(context, await revisionView(bench, id, context.looks));
      }),
    databases: () => view('databases', async ({ context }) => databasesPage(context)),
    database: (name: string) =>
      view('databases', async ({ context }) => {
        const look = context.looks.find(({ environment }) => environment === name);
        if (look === undefined) return missing(context, 'databases', `There is no environment ${name}.`);
        const pending = look.kind === 'seen' ? await source.database(name, pendingView) : undefined;
        return databasePage(context, look, { pending });
      }),
    schema: (query: SchemaQuery) =>
      view('schema', async ({ context, bench }) => {
        const asked = { at: query.at, with: query.compared, slice: query.slice, table: query.table };
        const later = laterHtml(context, `/later/schema?${new URLSearchParams(asked)}`, 'Build the schema', null);
        const revisions = bench.graph().ordered.map(({ id, message }) => ({ id, message }));
        return schemaPage(context, query, revisions.reverse().slice(0, CHOICES), later);
      }),
    merge: () => view('merge', async ({ context, bench }) => mergePage(context, joinViews(bench))),

    fleets: () => view('fleets', async ({ context }) => fleetsPage(context)),

    fleet: (name: string) =>
      part(async ({ context }) =>
        context.fleets.includes(name)
          ? fleetHtml(context, await fleets.one(name))
          : html`<p>There is no fleet ${name}.</p>`,
      ),
    difference: (id: string) =>
      part(async ({ bench }) => {
        if (bench.graph().get(id) === undefined) return html`<p>No file has this revision.</p>`;
        return differencesHtml(await scratch.difference(id), NO_DIFFERENCE);
      }),
    join: (slice: string) => part(async ({ context }) => joinAnswerHtml(context, await scratch.join(slice))),
    schemaPart: (query: SchemaQuery) =>
      part(async ({ context, bench }) => {
        const compared = query.compared === '' ? undefined : parsePlace(query.compared);
        const request = { at: parsePlace(query.at), compared, catalogAt: scratch.catalogAt.bind(scratch) };
        return schemaContent(context, await schemaView(bench, request), query);
      }),
    drift: (name: string) => part(({ context }) => source.database(name, (bench) => driftPart(context, bench))),
    health: (name: string) => part(({ context }) => source.database(name, (bench) => healthPart(context, bench))),
  };
}

/** The number of revisions that the schema view offers; others can be typed. */
const CHOICES = 500;
