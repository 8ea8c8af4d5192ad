/** Whether code imports or requires files of the workspace. */
export function importsFiles(text: string): boolean {
  return /\b(?:from|import|require)\b[\s(]*['"`][./]/.test(text);
}
