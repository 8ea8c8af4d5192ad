/** Lets what servers have answered by now be read first, and what is to be sent to them be sent. */
export async function afterOthers(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}
