/**
 * What the server said, as the cause of an error of ours: its SQLSTATE is `code`, as with the driver. The driver's own
 * error would quote rows and statements, which may hold secrets.
 */
export function serverSaid(message: string, code: string | undefined): Error {
  return Object.assign(new Error(message), { name: 'PostgresError', ...(code === undefined ? {} : { code }) });
}
