import { ConnectionLostError } from '../../../errors/database/connection-errors.ts';
import type { PgConnection } from '../connection/connection.ts';
import type { Script } from '../run/script.ts';
import type { Row } from '../state/read-beginning.ts';

/**
 * How often a lost connection is reopened before its error is thrown; each pause is twice as long as the one before.
 */
const TRIES = 6;
const FIRST_PAUSE_MS = 200;

/** Sends a transaction; returns the rows of the last statement that `add` added. */
export type AskLedger = (doing: string, add: (script: Script) => Script) => Promise<readonly Row[]>;

/**
 * Sends statements to the ledger of a fleet. All of them may be repeated, so a lost connection is reopened and the
 * message sent again.
 */
export function askLedger(connection: PgConnection): AskLedger {
  let opening: Promise<unknown> | undefined;
  /** Several callers at the same time share one connection. */
  const open = async (): Promise<void> => {
    const isLost = connection.opened?.lost === true;
    if (connection.opened !== undefined && !isLost) return;
    opening ??= (isLost ? connection.reopen() : connection.session()).finally(() => {
      opening = undefined;
    });
    await opening;
  };
  return async (doing, add) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await open();
        const script = add(connection.transaction());
        const at = script.length - 1;
        return (await connection.own(doing, script.add('commit'))).rows[at] ?? [];
      } catch (error) {
        if (!(error instanceof ConnectionLostError) || attempt === TRIES) throw error;
        await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** attempt));
      }
    }
  };
}
