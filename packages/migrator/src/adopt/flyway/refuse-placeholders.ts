import { FlywayPlaceholderError } from '../../errors/adopt/flyway-errors.ts';
import type { ForeignFile } from '../foreign-history.ts';
import type { FlywaySettings } from './flyway-settings.ts';

/**
 * Throws a `FlywayPlaceholderError` for the first one in the file, also in comments and strings: Flyway replaces all.
 */
export function refusePlaceholders({ path, text }: ForeignFile, placeholder: FlywaySettings['placeholder']): void {
  if (placeholder === undefined) return;
  const start = text.indexOf(placeholder.prefix);
  if (start < 0) return;
  const end = text.indexOf(placeholder.suffix, start);
  const line = text.slice(0, start).split(/\r\n|\n|\r/).length;
  const whole = end < 0 ? text.slice(start, start + 40) : text.slice(start, end + placeholder.suffix.length);
  throw new FlywayPlaceholderError({ file: path, line, placeholder: whole });
}
