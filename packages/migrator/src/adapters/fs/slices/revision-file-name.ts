/**
 * Whether a file directly in a migrations folder is to be a revision, by its name. Dotfiles are temporary files, of
 * editors and our own.
 */
export function isRevisionFileName(name: string): boolean {
  return (name.endsWith('.sql') || name.endsWith('.ts')) && !name.startsWith('.') && !name.endsWith('.d.ts');
}
