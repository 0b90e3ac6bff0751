// How a port reaches its store: each `read` and each `write` is one call to AWS, at which anything may go wrong.

export type Wire = {
  read<T>(name: string, effect: () => T): Promise<T>;
  /** The effect may be carried out twice: the SDK repeats a call whose answer was lost. */
  write<T>(name: string, effect: () => T): Promise<T>;
  /** A call that the SDK never repeats. */
  once<T>(name: string, effect: () => T): Promise<T>;
};

/** Nothing goes wrong. */
export const direct: Wire = {
  read: async (_, effect) => effect(),
  write: async (_, effect) => effect(),
  once: async (_, effect) => effect(),
};
