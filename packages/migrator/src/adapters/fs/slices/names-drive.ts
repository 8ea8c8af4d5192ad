/** Whether a path begins with a drive of Windows: `C:`. */
export function namesDrive(path: string): boolean {
  return path[1] === ':' && /^[A-Za-z]/.test(path);
}
