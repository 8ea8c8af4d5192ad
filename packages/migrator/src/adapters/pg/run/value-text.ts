/** A value as the driver sends it as a parameter, as text: `\x…` for bytes. */
export async function loadTextOf(): Promise<(value: unknown) => string | null> {
  const { default: utils } = await import('pg/lib/utils.js');
  return (value) => {
    const sent = utils.prepareValue(value);
    return Buffer.isBuffer(sent) ? `\\x${sent.toString('hex')}` : sent;
  };
}
