// FIL202: queues, skills, numbers, music and settings that the environment does not have. Only where an environment is known.
// Not here: what an environment is (environment.ts).

import type { Name } from '../ast.ts';
import type { Environment } from '../environment.ts';
import type { Report } from '../diagnostics.ts';
import { nearest } from '../nearest.ts';
import { expressionsIn, statementsOf } from '../walk.ts';
import { waitedFact } from './facts.ts';
import type { ProjectModel } from './model.ts';

export function checkEnvironment(project: ProjectModel, report: Report): void {
  const { environment, flows, modules, meanings } = project;
  if (environment === null) return;
  const tell = (name: Name, what: string, known: readonly string[]): void => {
    if (known.includes(name.text)) return;
    const near = nearest(name.text, known);
    const hint = near === '' ? `it has ${known.length === 0 ? 'none' : known.join(', ')}.` : near.slice(2);
    report({
      code: 'FIL202',
      message: `\`${environment.file}\` has no ${what} \`${name.text}\``,
      span: name.span,
      hint,
    });
  };
  for (const { node } of flows) {
    for (const { statement } of statementsOf(node)) {
      if (statement.kind === 'queue') {
        tell(statement.name, 'queue', environment.queues);
        if (statement.music !== null && statement.music.text !== 'default')
          tell(statement.music, 'music', environment.music);
      }
      if (statement.kind === 'schedule') tell(statement.queue, 'queue', environment.queues);
      if (statement.kind === 'voicemail' && statement.queue !== null)
        tell(statement.queue, 'queue', environment.queues);
    }
  }
  for (const [node, meaning] of meanings) {
    if (meaning.kind !== 'named' || node.kind !== 'name' || meaning.what === 'hours') continue;
    const known = meaning.what === 'queue' ? environment.queues : environment.skills;
    tell({ text: node.name, span: node.span }, meaning.what, known);
  }
  const settings = [...Object.keys(environment.config), ...environment.secrets];
  for (const node of expressionsIn([modules])) {
    const [key] = node.kind === 'call' && node.name.text === 'config' ? node.arguments : [];
    if (key?.kind !== 'literal' || typeof key.value !== 'string') continue;
    tell({ text: key.value, span: key.span }, 'setting', settings);
  }
  checkVoicemail(project, environment, report);
}

/** A recording that names no queue and comes after none goes to the queue that the environment names for it. */
function checkVoicemail({ flows }: ProjectModel, environment: Environment, report: Report): void {
  if (environment.voicemail !== null) return;
  for (const { graph, states } of flows) {
    for (const node of graph.nodes) {
      if (node.kind !== 'statement' || node.statement.kind !== 'voicemail' || node.statement.queue !== null) continue;
      if (states.get(node.id)?.assigned.has(waitedFact) !== false) continue;
      const message = `\`${environment.file}\` does not say where recordings go`;
      const hint = 'write `voicemail name in queue`, or set `voicemail` in the environment.';
      report({ code: 'FIL202', message, span: node.statement.keyword, hint });
    }
  }
}
