// What was kept of an earlier start, and can't be opened.

/** `folder` or file that is damaged, or held by another process. */
export class StateFault extends Error {
  override name = 'StateFault';
}

/** Opens what is kept in `place`; whatever goes wrong is a fault of it. */
export async function opened<Kept>(place: string, open: () => Kept | Promise<Kept>): Promise<Kept> {
  try {
    return await open();
  } catch (cause) {
    throw new StateFault(`"${place}" can't be opened (${reason(cause)}).`, { cause });
  }
}

/** LevelDB says what is wrong in the cause. */
const reason = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
};
