// newsroom.yaml, checked, for the stacks and the command line.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { PermanentError } from '../functions/core/errors.ts';
import { type Newsroom, newsroom } from '../functions/core/newsroom.ts';

export const SETTINGS_FILE = fileURLToPath(new URL('../newsroom.yaml', import.meta.url));

/** Throws PermanentError "newsroom" with a sentence that names what is wrong. */
export function readNewsroom(file = SETTINGS_FILE): Newsroom {
  const document = parseDocument(readFileSync(file, 'utf8'));
  const [fault] = document.errors;
  if (fault) throw new PermanentError('newsroom', `newsroom.yaml is no YAML: ${fault.message}`, { cause: fault });
  return newsroom(document.toJS());
}
