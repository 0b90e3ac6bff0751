// The one thing that the console does: a button that gives a stage its dead letters once more.
import type { Element } from 'hast';
import { h } from 'hastscript';
import type { AwsRequest, AwsResponse } from '../emulator.ts';
import { answer, plainPage } from './page.ts';
import type { ConsoleSource } from './source.ts';

export const REDRIVE = '/redrive';

export const redriveButton = (stage: string, token: string): Element =>
  h('form', { method: 'post', action: REDRIVE, className: 'redrive' }, [
    h('input', { type: 'hidden', name: 'token', value: token }),
    h('input', { type: 'hidden', name: 'stage', value: stage }),
    h('button', { type: 'submit', ariaLabel: `Redrive the dead letters of ${stage}` }, 'Redrive'),
  ]);

/** Only with this console's own token, which no page of another origin can read: else any page could press the button. */
export async function redriven(source: ConsoleSource, { body }: Pick<AwsRequest, 'body'>): Promise<AwsResponse> {
  const form = new URLSearchParams(String(body));
  if (form.get('token') !== source.formToken) {
    return plainPage(
      source,
      403,
      'Not done',
      'This button is of another start of the newsroom. Go back, load the page anew and press it again.',
    );
  }
  const stage = (await source.stages()).find(({ name, queues }) => queues !== null && name === form.get('stage'));
  if (!stage) return plainPage(source, 404, 'Not found', 'There is no queue of this name.');
  await source.redrive(stage.name);
  // So that loading the page anew asks for nothing again (RFC 9110 §15.4.4).
  return answer(303, 'text/plain; charset=utf-8', '', { location: '/' });
}
