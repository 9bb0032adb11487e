// Menus as a caller hears them: too many keys or too long before the first (FIL503), another order than spoken, no way to an
// agent (FIL504, FIL311). Not here: outcomes and prefixes (inputs.ts).

import type { MenuNode } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { bodiesOf } from '../prompt-index.ts';
import { effectOf } from '../walk.ts';
import { reach } from './graph.ts';
import type { FlowModel, ProjectModel } from './model.ts';
import { msPerCharacter, writtenText } from './speech-time.ts';

/** What a caller remembers, unless a rule of the project says otherwise. */
const keysMax = 5;
const beforeFirstKeyMsMax = 25_000;

export function checkMenus(project: ProjectModel, report: Report): void {
  for (const flow of project.flows) {
    for (const node of flow.graph.nodes) {
      if (node.kind !== 'statement' || node.statement.kind !== 'menu') continue;
      checkLength(node.statement, project, report);
      if (flow.node.kind !== 'flow' || flow.node.entries.length === 0) continue;
      checkOrder(node.statement, project, report);
      checkAgent(node.statement, flow, report);
    }
    checkDeadEnds(flow, report);
  }
}

/** What the prompt of a menu says, in each language. */
function textsOf({ prompt }: MenuNode, { prompts }: ProjectModel): readonly string[] {
  if (prompt === null || prompt.kind === 'keys') return [];
  if (prompt.kind === 'text') return [prompt.text];
  const locals = [...(prompts.entries.get(prompt.name.text)?.locals.values() ?? [])];
  return locals.flatMap(({ node }) => bodiesOf(node)).map(writtenText);
}

function checkLength(menu: MenuNode, project: ProjectModel, report: Report): void {
  const rule = project.settings.rules['FIL503'];
  const limit = typeof rule === 'number' ? rule : keysMax;
  const told = menu.keyword;
  if (menu.keys.length > limit) {
    const message = `This menu has ${menu.keys.length} keys`;
    report({
      code: 'FIL503',
      message,
      span: told,
      hint: `nobody remembers more than ${limit}: put some into a second menu.`,
    });
    return;
  }
  const isLong = textsOf(menu, project).some(
    (text) => beforeFirstKey(text, menu) * msPerCharacter > beforeFirstKeyMsMax,
  );
  if (!isLong) return;
  const message = `The caller hears more than ${beforeFirstKeyMsMax / 1000} s before the first key`;
  report({ code: 'FIL503', message, span: told, hint: 'say the choices first, or say the rest before the menu.' });
}

const spokenKeys = (text: string, { keys }: MenuNode): readonly { readonly key: string; readonly at: number }[] =>
  [...text.matchAll(/\d+|[*#]/g)]
    .filter(([key]) => keys.some((each) => each.keys.text === key))
    .map((match) => ({ key: match[0], at: match.index }));

const beforeFirstKey = (text: string, menu: MenuNode): number => spokenKeys(text, menu)[0]?.at ?? text.length;

/** The keys in the order of the text against the order in which they are declared. */
function checkOrder(menu: MenuNode, project: ProjectModel, report: Report): void {
  for (const text of textsOf(menu, project)) {
    const spoken = [...new Set(spokenKeys(text, menu).map(({ key }) => key))];
    const declared = menu.keys.map(({ keys }) => keys.text).filter((key) => spoken.includes(key));
    if (spoken.join(' ') === declared.join(' ')) continue;
    report({
      code: 'FIL504',
      message: `The keys stand in another order (${declared.join(', ')}) than they are spoken (${spoken.join(', ')})`,
      span: menu.keyword,
      hint: 'declare them in the order of the prompt.',
    });
    return;
  }
}

function checkAgent(menu: MenuNode, flow: FlowModel, report: Report): void {
  if (menu.keys.some(({ keys }) => keys.text === '0')) return;
  const start = flow.graph.of.get(menu);
  if (start === undefined || leadsToAgent(flow, start)) return;
  const message = 'From this menu nobody can reach an agent';
  report({ code: 'FIL504', message, span: menu.keyword, hint: 'add `key 0 "Agent" -> step`, or a way to a queue.' });
}

function leadsToAgent({ graph }: FlowModel, from: number): boolean {
  return [...reach(graph, [from])].some((id) => {
    const node = graph.nodes[id];
    if (node?.kind !== 'statement') return false;
    const { kind } = node.statement;
    return kind === 'queue' || kind === 'transfer' || kind === 'schedule' || effectOf(node.statement)?.kind === 'run';
  });
}

/** FIL311, where a project asks for it: a step that asks something and leads to no agent. */
function checkDeadEnds(flow: FlowModel, report: Report): void {
  if (flow.node.kind !== 'flow' || flow.node.entries.length === 0) return;
  for (const step of flow.node.steps) {
    const id = flow.graph.steps.get(step.name.text);
    const asks = step.body.statements.some((each) => 'keys' in each || effectOf(each)?.kind === 'ask');
    if (id === undefined || !asks || leadsToAgent(flow, id)) continue;
    const message = `From the step \`${step.name.text}\` no path leads to an agent`;
    report({
      code: 'FIL311',
      message,
      span: step.name.span,
      hint: 'lead one of its outcomes to a queue or a transfer.',
    });
  }
}
