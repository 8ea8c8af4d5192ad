import { parseConninfo } from './parse/parse-conninfo.ts';

/** Whether a connection string says a password; false for one that cannot be read. */
export function hasPassword(text: string): boolean {
  try {
    const settings = parseConninfo(text, '');
    return settings.has('password') || settings.has('sslpassword');
  } catch {
    return false;
  }
}
