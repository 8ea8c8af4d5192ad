/** The URL of a database on the embedded server; the password is hexadecimal and needs no escape. */
export function embeddedUrl(port: number, password: string, database: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}
