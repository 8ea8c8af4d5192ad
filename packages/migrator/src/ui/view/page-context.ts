import type { DatabaseLook } from '../../commands/ui/look-at-database.ts';
import type { Links } from '../links.ts';

/** The context of every view. */
export interface PageContext {
  /** The name of the workspace's folder. */
  readonly workspace: string;
  readonly slices: readonly string[];
  readonly looks: readonly DatabaseLook[];
  /** The fleets of the configuration whose ledgers are shown. */
  readonly fleets: readonly string[];
  /** Why databases are not read; `null` if they are. */
  readonly notLooked: string | null;
  /** `NewsRoom.told` when the page was made. */
  readonly news: number;
  readonly links: Links;
  /** When the page was made; ISO 8601. */
  readonly at: string;
  /** Whether it is a report, which has no server. */
  readonly isReport: boolean;
  readonly toolVersion: string;
  /** A command as the user types it. */
  typed(command: string): string;
}
