// Each resource type says which properties it knows. `noted` are known and change nothing on one machine: encryption,
// backups, retention. Any other property stops the deployment.
import { z } from 'zod';

export const noted = z.unknown();

/** Properties by a schema that knows them all; throws naming those it doesn't. */
export function known<Shape extends z.ZodRawShape>(
  shape: Shape,
  properties: Record<string, unknown>,
): z.infer<z.ZodObject<Shape>> {
  const checked = z.strictObject(shape).safeParse(properties);
  if (checked.success) return checked.data;
  const faults = checked.error.issues.map(({ path, message }) => `${path.join('.') || 'properties'}: ${message}`);
  throw new Error(`the local cloud can't make it (${faults.join('; ')})`);
}
