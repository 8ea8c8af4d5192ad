import { join } from 'node:path';
import { graphView } from '../../commands/ui/graph-view.ts';
import type { DatabaseLook } from '../../commands/ui/look-at-database.ts';
import { joinViews } from '../../commands/ui/merge-view.ts';
import { revisionView } from '../../commands/ui/revision-view.ts';
import type { OpenWorkbench } from '../../wiring/open-workbench.ts';
import { readPageAsset } from '../../wiring/page/page-assets.ts';
import { openPageSource, type PageSource } from '../../wiring/page/page-source.ts';
import type { WorkbenchOptions } from '../../wiring/workbench-options.ts';
import { ASSET_TYPES } from '../assets.ts';
import { makeContext } from '../pages/make-context.ts';
import { lookAt } from '../pages/page-looks.ts';
import { databasePage } from '../view/database/database-page.ts';
import { databasesPage } from '../view/database/databases-page.ts';
import { failedHtml } from '../view/fragments.ts';
import { graphPage } from '../view/graph-page.ts';
import { mergePage } from '../view/merge-page.ts';
import type { PageContext } from '../view/page-context.ts';
import { revisionPage } from '../view/revision-page.ts';
import { schemaContent } from '../view/schema/schema-content.ts';
import { schemaPage } from '../view/schema/schema-page.ts';
import { reportDatabase } from './report-databases.ts';
import { reportFiles, reportLinks } from './report-links.ts';
import { reportDifferences, reportJoins, reportSchema } from './report-scratch.ts';

export interface ReportOptions {
  readonly workbench: WorkbenchOptions;
  /** The folder, relative to the current one. */
  readonly out: string;
  /** The databases to read: the one that the command line names, all environments, or none. */
  readonly databases: 'named' | 'all' | 'none';
  typed(command: string): string;
}

/** The result of writing a report. */
export interface ReportResult {
  readonly folder: string;
  readonly files: number;
  readonly revisions: number;
  /** The databases that were read, and whether they answered. */
  readonly databases: readonly {
    readonly environment: string;
    readonly seen: boolean;
    readonly problem: string | null;
  }[];
  /** Why the schema is missing; `null` if it is there. */
  readonly schemaProblem: string | null;
}

const NOT_LOOKED = 'This report contains no database.';

/** All tables at all heads. */
const WHOLE = { at: 'heads', compared: '', slice: '', table: '' };

/** Writes the views as files that open without a server. */
export async function writeReport(options: ReportOptions): Promise<ReportResult> {
  const source = openPageSource(options.workbench);
  try {
    return await source.files(async (bench) => await write(bench, source, options));
  } finally {
    await source.close();
  }
}

async function write(bench: OpenWorkbench, source: PageSource, options: ReportOptions): Promise<ReportResult> {
  const graph = bench.graph();
  const looks = await looksOf(bench, source, options);
  const files = reportFiles(
    graph.ordered.map(({ id }) => id),
    looks.map(({ environment }) => environment),
    bench.workspace.slices.map(({ label }) => label),
  );
  const notLooked = looks.length === 0 ? NOT_LOOKED : null;
  const { typed } = options;
  const contextOf = (isBelow: boolean): PageContext =>
    makeContext(bench, {
      looks,
      fleets: [],
      notLooked,
      news: 0,
      links: reportLinks(files, isBelow),
      isReport: true,
      typed,
    });
  const [top, below] = [contextOf(false), contextOf(true)];
  let written = 0;
  const put = (file: string | undefined, text: string): void => {
    if (file === undefined) return;
    bench.documents.write(join(options.out, file), text);
    written += 1;
  };

  put('index.html', graphPage(top, graphView(bench, looks, { slices: [] }), []));
  put('databases.html', databasesPage(top));
  put('merge.html', mergePage(top, joinViews(bench), await reportJoins(source, bench, top)));
  const schema = await reportSchema(bench, source);
  const schemaOf = (context: PageContext, slice: string): string => {
    const query = { ...WHOLE, slice };
    const body =
      schema.view === null ? failedHtml(context, schema.problem) : schemaContent(context, schema.view, query);
    return schemaPage(context, query, [], body);
  };
  put('schema.html', schemaOf(top, ''));
  for (const slice of top.slices) {
    put(files.graph(slice), graphPage(below, graphView(bench, looks, { slices: [slice] }), [slice]));
    put(files.schema(slice), schemaOf(below, slice));
  }
  const differenceOf = await reportDifferences(bench, below);
  for (const { id } of graph.ordered) {
    put(files.revision(id), revisionPage(below, await revisionView(bench, id, looks), differenceOf(id)));
  }
  for (const look of looks) {
    put(files.database(look.environment), databasePage(below, look, await reportDatabase(source, below, look)));
  }
  for (const name of Object.keys(ASSET_TYPES)) {
    put(`assets/${name}`, new TextDecoder().decode(readPageAsset(name)));
  }
  return {
    folder: options.out,
    files: written,
    revisions: graph.size,
    databases: looks.map((look) => ({
      environment: look.environment,
      seen: look.kind === 'seen',
      problem: look.kind === 'unseen' ? look.message : null,
    })),
    schemaProblem: schema.problem?.message ?? null,
  };
}

async function looksOf(
  { configuration, ambient }: OpenWorkbench,
  source: PageSource,
  { databases }: ReportOptions,
): Promise<readonly DatabaseLook[]> {
  if (databases === 'none' || (databases === 'named' && !configuration.isNamed)) return [];
  const names = await source.environments(databases === 'named');
  return await Promise.all(names.map((name) => lookAt(source, name, () => ambient.now())));
}
