// Runs once before all tests: several of them start the local cloud, from one assembly.
import { freshAssembly } from '../cli/assembly.ts';

export async function setup(): Promise<void> {
  await freshAssembly();
}
