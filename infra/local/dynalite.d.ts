declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** `path`: the LevelDB store; in memory without one. `createTableMs`: how long a table stays in CREATING. */
  export default function dynalite(options: { path?: string; createTableMs?: number }): Server;
}
