// "Using templates to send personalized email", "Advanced email personalization": Handlebars, nothing is escaped,
// and a variable of the template that isn't in the data makes the mail undeliverable.
import Handlebars from 'handlebars';
import { badRequest } from './errors.ts';

export type TemplateText = { subject: string; html?: string | undefined; text?: string | undefined };
export type Rendered = { subject: string; html: string | undefined; text: string | undefined };

/** The mail was accepted, but will never be delivered. */
export class RenderingError extends Error {
  override readonly name = 'RenderingError';
}

const maximumBytes = 500 * 1024;
export const maximumDataLength = 262_144;

const handlebars = Handlebars.create();
handlebars.unregisterHelper('log');

const compiled = new Map<string, Handlebars.TemplateDelegate<unknown>>();

export function validateTemplate({ subject, html, text }: TemplateText): void {
  const bytes = [subject, html ?? '', text ?? ''].reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  if (bytes > maximumBytes) throw badRequest(`The template has ${bytes} bytes; the limit is ${maximumBytes}.`);
  if (html === undefined && text === undefined) throw badRequest('A template needs an HTML or a text part.');
  for (const part of [subject, html, text]) {
    try {
      handlebars.parse(part ?? '');
    } catch (error) {
      throw badRequest(`The template is not valid Handlebars: ${reason(error)}`);
    }
  }
}

/** API_Template, TemplateContent: what comes with the request gets substitutions and nothing more. */
export function validateInlineTemplate(template: TemplateText): void {
  validateTemplate(template);
  if ([template.subject, template.html, template.text].some((part) => /\{\{[#^>]/.test(part ?? ''))) {
    throw badRequest('A template inside the request supports simple substitutions only; store it to use blocks.');
  }
}

export function parseData(json: string | undefined): Record<string, unknown> {
  if (json !== undefined && json.length > maximumDataLength) {
    throw badRequest(`The template data has ${json.length} characters; the limit is ${maximumDataLength}.`);
  }
  try {
    const data: unknown = JSON.parse(json ?? '{}');
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) return { ...data };
  } catch (error) {
    throw new RenderingError(`The template data is not JSON: ${reason(error)}`);
  }
  throw new RenderingError('The template data is not a JSON object.');
}

export function render({ subject, html, text }: TemplateText, data: Record<string, unknown>): Rendered {
  const rendered = { subject: fill(subject, data), html: html && fill(html, data), text: text && fill(text, data) };
  if (/[\r\n]/.test(rendered.subject)) throw new RenderingError('The subject has a line break.');
  return rendered;
}

function fill(source: string, data: Record<string, unknown>): string {
  try {
    return compile(source)(data);
  } catch (error) {
    const missing = /^"(.+)" not defined in /.exec(reason(error))?.[1];
    throw new RenderingError(missing ? `Attribute '${missing}' is not present in the rendering data.` : reason(error));
  }
}

// Strict throws for a missing {{variable}} and lets {{#if missing}} be false. Inline templates could be endless.
function compile(source: string): Handlebars.TemplateDelegate<unknown> {
  const known = compiled.get(source);
  if (known) return known;
  if (compiled.size >= 500) compiled.clear();
  const template = handlebars.compile<unknown>(source, { noEscape: true, strict: true });
  compiled.set(source, template);
  return template;
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));
