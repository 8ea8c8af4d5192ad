const literal =
  /(\b(?:encrypted\s+|unencrypted\s+)?password\s*(?:=\s*|:=\s*|\(\s*)?)(?:E?'(?:[^'\\]|''|\\.)*'|\$(\w*)\$[\s\S]*?\$\2\$)/gi;
const inUrl = /(\b\w+:\/\/[^\s:/@'"]+:)[^\s@'"]+@/g;
const keyword = /(\bpassword=)[^\s'"&]+/gi;

/** SQL (or what the server quotes of it) without passwords: `PASSWORD '…'`, `password=…` in connection strings, `://user:…@`. */
export function redactSql(sql: string): string {
  return sql.replace(literal, "$1'***'").replace(inUrl, '$1***@').replace(keyword, '$1***');
}

/** The beginning of a statement, for people. */
export function shortenSql(sql: string, length = 500): string {
  return sql.length <= length ? sql : `${sql.slice(0, length)} …`;
}
