/**
 * The server's message, as the cause of an error of Braid: its SQLSTATE is `code`, as in the driver. The driver's own
 * error would quote rows and statements, which may contain secrets.
 */
export function serverSaid(message: string, code: string | undefined): Error {
  return Object.assign(new Error(message), { name: 'PostgresError', ...(code === undefined ? {} : { code }) });
}
