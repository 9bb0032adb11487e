// GET /api/scripts, GET /api/scripts/:id and POST /api/scripts/:id/answers: what agents are shown beside their calls.

import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { ScriptAnswer, Sheet } from '../../ivr/index.ts';
import { type ScriptView, scriptAfter, scriptAnswer, scriptList, scriptParams, scriptView } from '../contract/index.ts';
import { Refusal } from '../errors.ts';
import type { ControlRoom } from '../ports.ts';

export const scriptRoutes =
  ({ scripts }: ControlRoom): FastifyPluginCallbackZod =>
  (api, _options, done) => {
    const find = (id: string): Sheet | undefined => scripts.sheets().find((sheet) => sheet.id === id);
    api.get('/scripts', { schema: { response: { 200: scriptList } } }, () => ({
      scripts: scripts.sheets().map(({ id, call, agent, script, version }) => ({ id, call, agent, script, version })),
    }));
    api.get('/scripts/:id', { schema: { params: scriptParams, response: { 200: scriptView } } }, ({ params }) => {
      const sheet = find(params.id);
      if (sheet === undefined) throw new Refusal('scriptUnknown');
      return viewOf(sheet);
    });
    const schema = { params: scriptParams, body: scriptAnswer, response: { 200: scriptAfter } };
    api.post('/scripts/:id/answers', { schema }, ({ params, body }) => {
      const outcome = scripts.answer(params.id, answerOf(body));
      if (outcome === 'unknown') throw new Refusal('scriptUnknown');
      if (outcome === 'late') throw new Refusal('scriptElsewhere');
      const after = find(params.id);
      return { script: after === undefined ? null : viewOf(after) };
    });
    done();
  };

function viewOf({ id, call, agent, script, lines, task, version }: Sheet): ScriptView {
  return { id, call, agent, script, lines: [...lines], task: task === null ? null : taskOf(task), version };
}

function taskOf(task: NonNullable<Sheet['task']>): NonNullable<ScriptView['task']> {
  if (task.kind === 'objections') return { ...task, texts: [...task.texts] };
  const { form } = task;
  return { ...task, form: form.kind === 'choice' ? { ...form, choices: [...form.choices] } : form };
}

function answerOf(body: z.output<typeof scriptAnswer>): ScriptAnswer {
  switch (body.kind) {
    case 'field':
      return { kind: 'fieldGiven', field: body.field, value: body.value };
    case 'objection':
      return body;
    case 'continue':
      return { kind: 'continued', field: body.field };
  }
}
