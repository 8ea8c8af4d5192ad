import type { Configuration } from '../config/open-configuration.ts';
import type { Borrowed } from '../ports/database/borrowed.ts';

/** A database, where its URL came from, and the connection to use instead of the URL. */
export interface DatabaseLocation {
  /** With its password. */
  readonly url: string;
  readonly source: string;
  readonly borrowed?: Borrowed | undefined;
}

/** The database of a command: what the embedding program gave, else what is configured. Throws when what names it cannot be used. */
export async function chooseLocation(
  borrowed: Borrowed | undefined,
  configuration: Configuration,
  embeddedUrl: () => Promise<string>,
): Promise<DatabaseLocation> {
  if (borrowed !== undefined) {
    const { borrowedUrl } = await import('../adapters/pg/connection/take-client.ts');
    return { url: borrowedUrl(borrowed), source: borrowed.kind, borrowed };
  }
  const choice = configuration.choice();
  return { url: choice.kind === 'url' ? choice.url : await embeddedUrl(), source: choice.source };
}
