/** The two ways of a block that does one thing where TimescaleDB is installed, and another where it is not. */
export interface HypertableBlock {
  /** Statements, separated by semicolons. */
  readonly installed: string;
  /** `''`: nothing. */
  readonly otherwise: string;
}

export const IF_INSTALLED = "IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN";

/**
 * Reads the body of a DO block that a revision with a hypertable has; `undefined` for any other. What is in it is
 * indented, so that the words between cannot be part of a text.
 */
export function readHypertableBlock(body: string): HypertableBlock | undefined {
  const start = `\nBEGIN\n  ${IF_INSTALLED}\n`;
  const end = '\n  END IF;\nEND\n';
  if (!body.startsWith(start) || !body.endsWith(end)) return undefined;
  const [installed = '', otherwise = '', ...more] = body.slice(start.length, -end.length).split('\n  ELSE\n');
  const isWhole = [installed, otherwise].every((way) => way.split('\n').every((line) => /^( {4}|$)/.test(line)));
  return more.length === 0 && isWhole ? { installed: queries(installed), otherwise: queries(otherwise) } : undefined;
}

/** In a block, a query whose result nobody wants is PERFORM. */
function queries(statements: string): string {
  return statements.replaceAll(/^ {4}PERFORM /gm, '    SELECT ');
}
