// The index of a whole project: every name, where it is declared, where it is used. What "go to", "find all" and "rename" need.
// Not here: what is wrong with names (check/), the protocol of an editor.

import type { ExpressionNode, FlowNode, Name, SourceModule } from './ast.ts';
import { declaredIn } from './check/declarations.ts';
import type { Declaration } from './check/declarations.ts';
import type { FlowModel, ProjectModel } from './check/model.ts';
import type { Span } from './program.ts';
import { effectOf, expressionsIn, gotosOf, promptsIn, promptsOfInput, statementsOf } from './walk.ts';

/** One name of a project. */
export interface ProjectSymbol {
  readonly kind:
    Declaration['kind'] | 'prompt' | 'step' | 'value' | 'menu' | 'split' | 'event' | 'operation' | 'member' | 'field';
  readonly name: string;
  /** The declaration that holds it: the flow of a step, the service of an operation; null at the top. */
  readonly inside: string | null;
  /** A prompt has one for each of its languages; an event, which nobody declares, has none. */
  readonly declared: readonly Span[];
  readonly used: readonly Span[];
  /** What `///` comments say above its declaration. */
  readonly about: string;
}

/** Every name of a project, by kind and name. */
export function symbolsOf(project: ProjectModel): readonly ProjectSymbol[] {
  const { modules, flows } = project;
  return [
    ...modules.flatMap((module) => declaredIn(module).map((each) => ofDeclaration(each, module, project))),
    ...modules.flatMap((module) => innerOf(module, project)),
    ...ofPrompts(project),
    ...flows.flatMap((flow) => [...ofSteps(flow), ...ofValues(flow), ...ofLabels(flow)]),
    ...ofEvents(project),
  ];
}

const symbol = (kind: ProjectSymbol['kind'], name: Name, more: Partial<ProjectSymbol> = {}): ProjectSymbol => ({
  kind,
  name: name.text,
  inside: null,
  declared: [name.span],
  used: [],
  about: '',
  ...more,
});

function ofDeclaration({ kind, name }: Declaration, module: SourceModule, { modules }: ProjectModel): ProjectSymbol {
  const used = modules.flatMap((each) => (sees(each, name, module) ? mentionsIn(each, name.text) : []));
  return symbol(kind, name, {
    used: used.filter(({ offset, file }) => offset !== name.span.offset || file !== name.span.file),
    about: aboutOf(name, module),
  });
}

/** Whether a file can mean this declaration by its name: its own file, those that use it, and the test beside it. */
const sees = (module: SourceModule, name: Name, home: SourceModule): boolean =>
  module === home ||
  module.file === home.file.replace(/\.fil$/, '.test.fil') ||
  module.uses.some(({ names, from }) => from.text === home.file && names.some(({ text }) => text === name.text));

/** The places where a name stands in a file, as the name of something or the beginning of a qualified name. */
function mentionsIn(module: SourceModule, name: string): readonly Span[] {
  const found: Span[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null || node instanceof Set) return;
    if (isName(node) && node.text === name) found.push(node.span);
    if (isNamed(node) && node.name === name) found.push(node.span);
    Object.values(node).forEach(visit);
  };
  visit({ ...module, comments: [], prompts: module.prompts.map(({ prompts }) => prompts.map(({ params }) => params)) });
  return found;
}

const isName = (node: object): node is Name => 'text' in node && 'span' in node && !('kind' in node);
const isNamed = (node: object): node is ExpressionNode & { kind: 'name' } =>
  'kind' in node && node.kind === 'name' && 'name' in node && typeof node.name === 'string';

/** The `///` lines right above a declaration. */
function aboutOf({ span }: Name, { comments }: SourceModule): string {
  const lines: string[] = [];
  for (let line = span.line - 1; line > 0; line--) {
    const comment = comments.find((each) => each.span.line === line && each.text.startsWith('///'));
    if (comment === undefined) break;
    lines.unshift(comment.text.slice(3).trim());
  }
  return lines.join('\n');
}

/** Operations of services, members of enums, fields of records. */
function innerOf({ services, enums, records }: SourceModule, project: ProjectModel): readonly ProjectSymbol[] {
  const targets = project.flows.flatMap(({ node }) =>
    statementsOf(node).flatMap(({ statement }) => {
      const effect = effectOf(statement);
      return effect?.kind === 'request' ? [effect.target.parts] : [];
    }),
  );
  const members = [...project.meanings].flatMap(([node, meaning]) =>
    node.kind === 'name' && meaning.kind === 'member'
      ? [{ of: meaning.enumName, name: node.name, span: node.span }]
      : [],
  );
  const callers = (service: string, name: string): readonly Span[] =>
    targets.flatMap(([first, second]) => (first.text === service && second?.text === name ? [second.span] : []));
  return [
    ...services.flatMap((service) =>
      service.operations.map(({ name }) =>
        symbol('operation', name, { inside: service.name.text, used: callers(service.name.text, name.text) }),
      ),
    ),
    ...enums.flatMap((each) =>
      each.members.map(({ name }) =>
        symbol('member', name, {
          inside: each.name.text,
          used: members
            .filter(({ of, name: used }) => of === each.name.text && used === name.text)
            .map(({ span }) => span),
        }),
      ),
    ),
    ...records.flatMap((each) => each.fields.map(({ name }) => symbol('field', name, { inside: each.name.text }))),
  ];
}

function ofPrompts({ prompts, flows, modules }: ProjectModel): readonly ProjectSymbol[] {
  const uses = [
    ...flows.flatMap(({ node }) => statementsOf(node)).flatMap(({ statement }) => promptsIn(statement)),
    ...modules.flatMap(({ questions }) => questions).flatMap(promptsOfInput),
  ];
  return [...prompts.entries.values()].map(({ name, locals, reference }) =>
    symbol('prompt', reference.node.name, {
      declared: [...locals.values()].map(({ node }) => node.name.span),
      used: uses.flatMap((use) => (use.kind === 'prompt' && use.name.text === name ? [use.name.span] : [])),
    }),
  );
}

function ofSteps({ node }: FlowModel): readonly ProjectSymbol[] {
  const gotos = gotosOf(node);
  return node.steps.map(({ name }) =>
    symbol('step', name, {
      inside: node.name.text,
      used: gotos.flatMap((each) => (each.text === name.text ? [each.span] : [])),
    }),
  );
}

function ofValues({ node, values }: FlowModel): readonly ProjectSymbol[] {
  const reads = expressionsIn(node).flatMap((each) => (each.kind === 'name' ? [each] : []));
  return values.map(({ name }) =>
    symbol('value', name, {
      inside: node.name.text,
      used: [
        ...reads.flatMap((each) => (each.name === name.text ? [each.span] : [])),
        ...setsOf(node).flatMap((each) => (each.text === name.text ? [each.span] : [])),
      ],
    }),
  );
}

const setsOf = (flow: FlowNode): readonly Name[] =>
  statementsOf(flow).flatMap(({ statement }) => (statement.kind === 'set' ? [statement.name] : []));

function ofLabels({ node }: FlowModel): readonly ProjectSymbol[] {
  return statementsOf(node).flatMap(({ statement }) =>
    statement.kind === 'menu' || statement.kind === 'split'
      ? [symbol(statement.kind, statement.name, { inside: node.name.text })]
      : [],
  );
}

/** Nobody declares an event: it is wherever it is tracked. */
function ofEvents({ flows }: ProjectModel): readonly ProjectSymbol[] {
  const tracked = flows
    .flatMap(({ node }) => statementsOf(node))
    .flatMap(({ statement }) => (statement.kind === 'track' ? [statement.event] : []));
  const names = [...new Map(tracked.map((each) => [each.text, each])).values()];
  return names.map((name) =>
    symbol('event', name, {
      declared: [],
      used: tracked.filter(({ text }) => text === name.text).map(({ span }) => span),
    }),
  );
}
