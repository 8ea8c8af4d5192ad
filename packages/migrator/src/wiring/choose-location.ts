import { databaseNotice } from '../config/database/database-notice.ts';
import type { Configuration } from '../config/open-configuration.ts';
import type { Variables } from '../conninfo/parse/setting.ts';
import type { RunnerListener } from '../execute/runner-event.ts';
import type { Borrowed } from '../ports/database/borrowed.ts';

/** A database, where its URL came from, and the connection to use instead of the URL. */
export interface DatabaseLocation {
  /** With its password. */
  readonly url: string;
  readonly source: string;
  /** Variables that complete the URL. */
  readonly variables?: Variables;
  readonly borrowed?: Borrowed | undefined;
}

/**
 * The database of a command: the connection that your program passed in, otherwise what is configured. Reports a
 * surprising choice first. Throws if the source that names it cannot be used.
 */
export async function chooseLocation(
  borrowed: Borrowed | undefined,
  configuration: Configuration,
  embeddedUrl: () => Promise<string>,
  onEvent: RunnerListener,
): Promise<DatabaseLocation> {
  if (borrowed !== undefined) {
    const { borrowedUrl } = await import('../adapters/pg/connection/take-client.ts');
    return { url: await borrowedUrl(borrowed), source: borrowed.kind, borrowed };
  }
  const choice = configuration.choice();
  const notice = databaseNotice(configuration, choice);
  if (notice !== undefined) onEvent(notice);
  if (choice.kind === 'embedded') return { url: await embeddedUrl(), source: choice.source };
  return { url: choice.url, source: choice.source, variables: choice.variables };
}
