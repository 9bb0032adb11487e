// What a project declares by name, and what each file sees of it: its own declarations and those that it uses.
// Not here: names inside flows (names.ts), prompts, which are global (prompt-index.ts).

import type {
  EnumNode,
  FlowNode,
  HoursNode,
  Name,
  QuestionNode,
  RecordNode,
  ServiceNode,
  SourceModule,
  TypeNode,
} from '../ast.ts';
import { anyScore, simpleType } from '../types.ts';
import type { Type } from '../types.ts';

export type Declaration = { readonly name: Name } & (
  | { readonly kind: 'flow' | 'subflow' | 'script'; readonly node: FlowNode }
  | { readonly kind: 'hours'; readonly node: HoursNode }
  | { readonly kind: 'service'; readonly node: ServiceNode }
  | { readonly kind: 'record'; readonly node: RecordNode }
  | { readonly kind: 'enum'; readonly node: EnumNode }
  | { readonly kind: 'question'; readonly node: QuestionNode }
);

type Named = ReadonlyMap<string, Declaration>;

/** The declarations of a project. Names are unique in it; of two of one name the first counts. */
export interface Declarations {
  readonly all: Named;
  /** What a file declares itself. */
  readonly ownOf: (file: string) => Named;
  /** What a file can name. */
  readonly visibleIn: (file: string) => Named;
  /** The names that a file wants to use and that are not there: reported at `use`, and nowhere else. */
  readonly missedIn: (file: string) => ReadonlySet<string>;
  /** What a type as written means in its file; `unknown` when it does not exist. */
  readonly typeOf: (node: TypeNode) => Type;
  /** The fields of a record, or null when there is no such record. */
  readonly fieldsOf: (record: string) => ReadonlyMap<string, Type> | null;
  readonly membersOf: (name: string) => readonly string[];
}

/** Gathers the declarations of all files. */
export function declarationsOf(modules: readonly SourceModule[]): Declarations {
  const own = new Map(modules.map((module): [string, Named] => [module.file, byName(declaredIn(module))]));
  const visible = new Map(modules.map((module): [string, Named] => [module.file, visibleTo(module, modules, own)]));
  const all = byName(modules.flatMap(declaredIn));
  const nothing: Named = new Map();
  const visibleIn = (file: string): Named => visible.get(file) ?? nothing;
  const typeOf = (node: TypeNode): Type => resolve(node, visibleIn(node.span.file), typeOf);
  return {
    all,
    ownOf: (file) => own.get(file) ?? nothing,
    visibleIn,
    missedIn: (file) => {
      const wanted = modules.filter((module) => module.file === file).flatMap(({ uses }) => uses);
      const names = wanted.flatMap((use) => use.names.map((name) => name.text));
      return new Set(names.filter((name) => !visibleIn(file).has(name)));
    },
    typeOf,
    fieldsOf: (record) => {
      const found = all.get(record);
      return found?.kind === 'record'
        ? new Map(found.node.fields.map(({ name, type }): [string, Type] => [name.text, typeOf(type)]))
        : null;
    },
    membersOf: (name) => {
      const found = all.get(name);
      return found?.kind === 'enum' ? found.node.members.map((member) => member.name.text) : [];
    },
  };
}

/** The declarations of one file in no particular order, duplicates included. */
export const declaredIn = (module: SourceModule): readonly Declaration[] => [
  ...module.flows.map((node): Declaration => ({ kind: node.kind, name: node.name, node })),
  ...module.hours.map((node): Declaration => ({ kind: 'hours', name: node.name, node })),
  ...module.services.map((node): Declaration => ({ kind: 'service', name: node.name, node })),
  ...module.records.map((node): Declaration => ({ kind: 'record', name: node.name, node })),
  ...module.enums.map((node): Declaration => ({ kind: 'enum', name: node.name, node })),
  ...module.questions.map((node): Declaration => ({ kind: 'question', name: node.name, node })),
];

/** The file whose names a test beside it sees. */
export const testedFile = (file: string): string | null =>
  file.endsWith('.test.fil') ? `${file.slice(0, -'.test.fil'.length)}.fil` : null;

function visibleTo(module: SourceModule, modules: readonly SourceModule[], own: ReadonlyMap<string, Named>): Named {
  const tested = modules.find(({ file }) => file === testedFile(module.file));
  const beside = tested === undefined ? [] : [...visibleTo(tested, modules, own).values()];
  const used = module.uses.flatMap(({ names, from }) =>
    names.flatMap(({ text }) => {
      const found = own.get(from.text)?.get(text);
      return found === undefined ? [] : [found];
    }),
  );
  return byName([...(own.get(module.file)?.values() ?? []), ...used, ...beside]);
}

function byName(declarations: readonly Declaration[]): Named {
  const found = new Map<string, Declaration>();
  for (const each of declarations) if (!found.has(each.name.text)) found.set(each.name.text, each);
  return found;
}

function resolve(node: TypeNode, visible: Named, typeOf: (node: TypeNode) => Type): Type {
  const type = required(node, visible, typeOf);
  return node.presence === 'optional' && type.kind !== 'unknown' && type.kind !== 'none' && type.kind !== 'optional'
    ? { kind: 'optional', of: type }
    : type;
}

function required({ name, range, of }: TypeNode, visible: Named, typeOf: (node: TypeNode) => Type): Type {
  if (name.text === 'Score')
    return range === null ? anyScore : { kind: 'Score', min: range.min.value, max: range.max.value };
  if (name.text === 'List') {
    const item = of === null ? ({ kind: 'unknown' } as const) : typeOf(of);
    return item.kind === 'unknown' || item.kind === 'none' ? { kind: 'unknown' } : { kind: 'List', of: item };
  }
  const declared = visible.get(name.text);
  if (declared?.kind === 'record' || declared?.kind === 'enum') return { kind: declared.kind, name: name.text };
  return simpleType(name.text) ?? { kind: 'unknown' };
}
