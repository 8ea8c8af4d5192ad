import { statementKind } from '../../sql/kind/classify-statement.ts';
import { splitStatements } from '../../sql/script/split-statements.ts';

const NAME = 'braid_test_transaction';

/**
 * Puts a savepoint in the place of the statements that begin and end a transaction, for a connection that is in one all
 * the time. What the server would answer with a warning does nothing here either: `BEGIN` in a transaction, `COMMIT`
 * and `ROLLBACK` without one. A text of several statements stays as it is.
 *
 * @param hasFailed whether a statement has failed: then the server rolls back at `COMMIT`, and says nothing
 */
export function asSavepoints(hasFailed: () => boolean): (text: string) => string {
  let isInside = false;
  return (text) => {
    switch (commandOf(text)) {
      case 'BEGIN':
      case 'START TRANSACTION':
        if (isInside) return text;
        isInside = true;
        return `savepoint ${NAME}`;
      case 'COMMIT':
      case 'COMMIT TRANSACTION':
      case 'END':
      case 'END TRANSACTION':
        return end(!hasFailed());
      case 'ROLLBACK':
      case 'ROLLBACK TRANSACTION':
      case 'ABORT':
      case 'ABORT TRANSACTION':
        return end(false);
      default:
        return text;
    }
  };

  function end(keeps: boolean): string {
    if (!isInside) return '';
    isInside = false;
    const release = `release savepoint ${NAME}`;
    return keeps ? release : `rollback to savepoint ${NAME}; ${release}`;
  }
}

/** Of a text that is one statement about the transaction, and not `COMMIT AND CHAIN`, which begins another. */
function commandOf(text: string): string | undefined {
  try {
    const [statement, ...more] = splitStatements(text, { slice: '', file: '' });
    if (statement === undefined || more.length > 0 || statement.sql.toLowerCase().includes('chain')) return undefined;
    const kind = statementKind(statement.sql);
    return kind.kind === 'transaction-control' ? kind.command : undefined;
  } catch {
    // The server says what is wrong with it.
    return undefined;
  }
}
