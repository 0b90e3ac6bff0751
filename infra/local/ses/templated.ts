// Which template a request means, and what it renders to.
import type { Content } from './draft.ts';
import { badRequest, SesError } from './errors.ts';
import type { Template } from './schemas.ts';
import type { State } from './state.ts';
import { RenderingError, render, type TemplateText, validateInlineTemplate } from './template.ts';

export type ChosenTemplate = TemplateText & { name: string };

export function chooseTemplate({ templates }: State, { TemplateName, TemplateContent }: Template): ChosenTemplate {
  if ((TemplateName === undefined) === (TemplateContent === undefined)) {
    throw badRequest('A request names one template: either TemplateName or TemplateContent.');
  }
  if (TemplateContent !== undefined) {
    validateInlineTemplate(TemplateContent);
    return { ...TemplateContent, name: '' };
  }
  const template = templates.get(TemplateName ?? '');
  if (!template) throw new SesError('NotFoundException', `Template ${TemplateName} does not exist.`);
  return template;
}

/** Data or a template that can't be rendered is no refusal: the message is accepted and never delivered. */
export function renderContent(template: ChosenTemplate, data: () => Record<string, unknown>): Content {
  try {
    return { kind: 'templated', body: render(template, data()) };
  } catch (error) {
    if (!(error instanceof RenderingError)) throw error;
    return { kind: 'unrenderable', reason: error.message, templateName: template.name };
  }
}
