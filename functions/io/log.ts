// One structured line per outcome. Ids only: no address, no text of a release.

export type Outcome = {
  stage: string;
  outcome: string;
  releaseId?: string;
  [detail: string]: string | number | undefined;
};

export function log(line: Outcome): void {
  console.log(JSON.stringify(line));
}

/** An error by its name and sentence; its properties may hold what it was about. */
export function logFault(stage: string, outcome: 'retried' | 'given up', error: unknown, id?: string): void {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  console.error(JSON.stringify({ stage, outcome, error: name, message: withoutAddresses(message), id }));
}

const withoutAddresses = (text: string): string => text.replace(/[^\s<>"']+@[^\s<>"']+/g, '<address>');
