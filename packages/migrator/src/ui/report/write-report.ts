import { join } from 'node:path';
import { graphView } from '../../commands/ui/graph-view.ts';
import type { DatabaseLook } from '../../commands/ui/look-at-database.ts';
import { joinViews } from '../../commands/ui/merge-view.ts';
import { pendingView } from '../../commands/ui/pending-view.ts';
import { revisionView } from '../../commands/ui/revision-view.ts';
import { schemaView } from '../../commands/ui/schema/schema-view.ts';
import { MigratorError } from '../../errors/migrator-error.ts';
import type { OpenWorkbench } from '../../wiring/open-workbench.ts';
import { readPageAsset } from '../../wiring/page/page-assets.ts';
import { openPageSource, type PageSource } from '../../wiring/page/page-source.ts';
import type { WorkbenchOptions } from '../../wiring/workbench-options.ts';
import { ASSET_TYPES } from '../assets.ts';
import { makeContext } from '../pages/make-context.ts';
import { lookAt } from '../pages/page-looks.ts';
import { ScratchWork } from '../pages/scratch-work.ts';
import { databasePage } from '../view/database-page.ts';
import { databasesPage } from '../view/databases-page.ts';
import { failedHtml } from '../view/fragments.ts';
import { graphPage } from '../view/graph-page.ts';
import { mergePage } from '../view/merge-page.ts';
import type { PageContext } from '../view/page-context.ts';
import { revisionPage } from '../view/revision-page.ts';
import { schemaContent } from '../view/schema-content.ts';
import { schemaPage } from '../view/schema-page.ts';
import { reportFiles, reportLinks } from './report-links.ts';

export interface ReportOptions {
  readonly workbench: WorkbenchOptions;
  /** The folder, relative to the current one. */
  readonly out: string;
  /** Which databases are looked at: the one that the command line names, all environments, or none. */
  readonly databases: 'named' | 'all' | 'none';
  typed(command: string): string;
}

/** What was written. */
export interface ReportResult {
  readonly folder: string;
  readonly files: number;
  readonly revisions: number;
  /** Databases that were looked at, and whether they answered. */
  readonly databases: readonly {
    readonly environment: string;
    readonly seen: boolean;
    readonly problem: string | null;
  }[];
  /** Why the schema is not in it; `null` when it is. */
  readonly schemaProblem: string | null;
}

const NOT_LOOKED = 'No database was looked at for this report.';

/** Everything of all tables is drawn in a report, where nobody can choose. */
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
  );
  const notLooked = looks.length === 0 ? NOT_LOOKED : null;
  const { typed } = options;
  const contextOf = (isBelow: boolean): PageContext =>
    makeContext(bench, { looks, notLooked, links: reportLinks(files, isBelow), isReport: true, typed });
  const [top, below] = [contextOf(false), contextOf(true)];
  let written = 0;
  const put = (file: string, text: string): void => {
    bench.documents.write(join(options.out, file), text);
    written += 1;
  };

  put('index.html', graphPage(top, graphView(bench, looks, { slices: [] }), []));
  put('databases.html', databasesPage(top));
  put('merge.html', mergePage(top, joinViews(bench)));
  const schema = await schemaOf(bench, source, top);
  put('schema.html', schema.page);
  for (const { id } of graph.ordered)
    put(files.revision(id), revisionPage(below, await revisionView(bench, id, looks)));
  for (const look of looks) {
    const pending = look.kind === 'seen' ? await source.database(look.environment, pendingView) : undefined;
    put(files.database(look.environment), databasePage(below, look, pending));
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
    schemaProblem: schema.problem,
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

/** The schema at all heads. A machine on which nothing can be built still gets the rest of the report. */
async function schemaOf(
  bench: OpenWorkbench,
  source: PageSource,
  context: PageContext,
): Promise<{ readonly page: string; readonly problem: string | null }> {
  const scratch = new ScratchWork(source);
  try {
    const request = { at: { kind: 'heads' }, compared: undefined, catalogAt: scratch.catalogAt.bind(scratch) } as const;
    const view = await schemaView(bench, request);
    return { page: schemaPage(context, WHOLE, [], schemaContent(context, view, WHOLE)), problem: null };
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    return { page: schemaPage(context, WHOLE, [], failedHtml(context, error)), problem: error.message };
  }
}
