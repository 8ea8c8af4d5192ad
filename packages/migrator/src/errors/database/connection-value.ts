import type { Explanation } from '../migrator-error.ts';

/** Why the value of a parameter cannot be used. */
export type ConnectionValue =
  | { readonly problem: 'user-missing' | 'not-a-number' | 'not-a-port' }
  | { readonly problem: 'not-one-of'; readonly words: readonly string[]; readonly value: string }
  | { readonly problem: 'count'; readonly values: number; readonly hosts: number }
  /** `besides`: the setting for which the mode is too weak. */
  | { readonly problem: 'mode-too-weak'; readonly mode: string; readonly besides: string; readonly least: string }
  | { readonly problem: 'file-missing'; readonly path: string }
  | { readonly problem: 'file-unreadable'; readonly path: string; readonly systemCode?: string }
  /** A file that libpq looks for by itself, and that another setting needs. */
  | { readonly problem: 'root-needed'; readonly path: string; readonly mode: string }
  | { readonly problem: 'key-needed'; readonly path: string }
  | { readonly problem: 'key-readable-by-others'; readonly path: string }
  | { readonly problem: 'service-unknown'; readonly service: string; readonly files: readonly string[] };

/** The words that follow the name of the parameter, and a specific repair if there is one. */
export function explainValue(parameter: string, value: ConnectionValue): Explanation {
  switch (value.problem) {
    case 'user-missing':
      return { message: 'is not given, and the system has no name for this user' };
    case 'not-a-number':
      return { message: 'is not a whole number' };
    case 'not-a-port':
      return { message: 'is not a number from 1 to 65535' };
    case 'not-one-of':
      return {
        message: `is none of ${value.words.join(', ')}`,
        hint:
          value.value === 'no-verify'
            ? 'Write sslmode=require, which encrypts without checking the certificate.'
            : `Write ${parameter}=${value.words.join(` or ${parameter}=`)}.`,
      };
    case 'count':
      return {
        message: `has ${value.values} values for ${value.hosts} hosts`,
        hint: `Give ${parameter} one value for each host, separated by commas.`,
      };
    case 'mode-too-weak':
      return {
        message: `is ${value.mode}, which is too weak for ${value.besides}`,
        hint: `Write sslmode=${value.least}.`,
      };
    case 'file-missing':
      return { message: `names a file that is not there: ${value.path}` };
    case 'file-unreadable':
      return {
        message: `names a file that cannot be read${value.systemCode === undefined ? '' : ` (${value.systemCode})`}: ${value.path}`,
      };
    case 'root-needed':
      return {
        message: `is needed by sslmode=${value.mode}, and there is no file ${value.path}`,
        hint: 'Name the certificate of the CA by sslrootcert=/path/ca.pem, or trust the CAs that Node knows: sslmode=verify-full and sslrootcert=system.',
      };
    case 'key-needed':
      return { message: `is needed by the certificate, and there is no file ${value.path}` };
    case 'key-readable-by-others':
      return { message: 'names a key that group or others can read', hint: `chmod 600 ${value.path}` };
    case 'service-unknown':
      return {
        message: `names the service "${value.service}", which no service file defines (${value.files.join(', ')})`,
        hint: `Add a section [${value.service}] to ${value.files[0]}, or name the file: export PGSERVICEFILE=/path/pg_service.conf`,
      };
  }
}
