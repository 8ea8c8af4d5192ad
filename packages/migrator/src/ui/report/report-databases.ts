import type { DatabaseLook } from '../../commands/ui/look-at-database.ts';
import { pendingView } from '../../commands/ui/pending-view.ts';
import { MigratorError } from '../../errors/migrator-error.ts';
import type { OpenWorkbench } from '../../wiring/open-workbench.ts';
import type { PageSource } from '../../wiring/page/page-source.ts';
import type { Html } from '../html/html.ts';
import { driftPart, healthPart } from '../pages/database-parts.ts';
import type { DatabaseParts } from '../view/database/database-page.ts';
import { failedHtml } from '../view/fragments.ts';
import type { PageContext } from '../view/page-context.ts';

/** Drift and health of a database in a report; empty if it could not be read. */
export async function reportDatabase(
  source: PageSource,
  context: PageContext,
  look: DatabaseLook,
): Promise<DatabaseParts> {
  if (look.kind === 'unseen') return {};
  const { environment } = look;
  const part = async (show: (context: PageContext, bench: OpenWorkbench) => Promise<Html>): Promise<Html> => {
    try {
      return await source.database(environment, (bench) => show(context, bench));
    } catch (error) {
      if (!(error instanceof MigratorError)) throw error;
      return failedHtml(context, error);
    }
  };
  return {
    pending: await source.database(environment, pendingView),
    drift: await part(driftPart),
    health: await part(healthPart),
  };
}
