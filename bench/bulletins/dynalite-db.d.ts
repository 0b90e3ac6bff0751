// The part of dynalite's store that fill-of.ts uses: the package brings no types.
declare module 'dynalite/db/index.js' {
  type Done = (error?: Error | null) => void;
  type Put = { type: 'put'; key: string; value: unknown };
  type Items = { batch(puts: Put[], done: Done): void };
  type Schema = { KeySchema: object[]; AttributeDefinitions: object[] };
  type Store = { getItemDb(table: string): Items; db: { close(): Promise<void> } };

  const store: {
    create(options: { path: string }): Store;
    createKey(item: Record<string, unknown>, table: Schema): string;
  };
  export = store;
}
