/** What begins statements that are plain unless one of the words below is in them, whatever else they are. */
const PLAIN =
  /^(?:create[ \t\n\r\f\v]+(?:table|(?:unique[ \t\n\r\f\v]+)?index)|alter[ \t\n\r\f\v]+table|drop[ \t\n\r\f\v]+(?:table|index)|insert|update|delete|comment)[ \t\n\r\f\v]/i;
const OTHERWISE = /concurrently|detach/i;

/**
 * Whether a statement is plain, as nearly all are, told without its tokens; false says nothing.
 *
 * @see classifyStatement
 */
export function isUsuallyPlain(sql: string): boolean {
  return PLAIN.test(sql) && !OTHERWISE.test(sql);
}
