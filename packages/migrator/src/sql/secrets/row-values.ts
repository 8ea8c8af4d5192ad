import { namesCredential } from './credential-words.ts';

/** What a server says about a statement. */
export interface Said {
  readonly sqlState?: string;
  readonly message: string;
  readonly detail?: string;
  readonly where?: string;
}

/**
 * What the server says about a COPY without the values of its rows, where a name in the statement says that they hold a
 * credential: it quotes the value, or the whole row, that it complains of.
 */
export function withoutRowValues<Failure extends Said>(copy: string, failure: Failure): Failure {
  if (!namesCredential(copy)) return failure;
  const { message, detail, where, sqlState = '' } = failure;
  return {
    ...failure,
    // Class 22 is about values; other messages quote names.
    message: sqlState.startsWith('22') ? message.replace(/"[\s\S]*"/, '"***"') : message,
    ...(detail === undefined ? {} : { detail: '***' }),
    ...(where === undefined ? {} : { where: where.replaceAll(/^(COPY [^\n:]*): [\s\S]*$/gm, '$1') }),
  };
}
