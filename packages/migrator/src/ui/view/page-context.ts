import type { DatabaseLook } from '../../commands/ui/look-at-database.ts';
import type { Links } from '../links.ts';

/** What every view knows. */
export interface PageContext {
  /** The name of the workspace's folder. */
  readonly workspace: string;
  readonly slices: readonly string[];
  readonly looks: readonly DatabaseLook[];
  /** The fleets of the configuration whose ledgers are shown. */
  readonly fleets: readonly string[];
  /** Why databases are not looked at; `null` where they are. */
  readonly notLooked: string | null;
  /** How much had been told when the page was made; see `NewsRoom.told`. */
  readonly news: number;
  readonly links: Links;
  /** When the page was made; ISO 8601. */
  readonly at: string;
  /** A report has no server that answers. */
  readonly isReport: boolean;
  readonly toolVersion: string;
  /** Commands as the person types them. */
  typed(command: string): string;
}
