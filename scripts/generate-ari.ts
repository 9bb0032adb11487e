// Writes src/ari/generated from Asterisk's own description of its interface: types, decoders, operations.
// Usage: node scripts/generate-ari.ts [--description DIR] [--check]. Not here: what the driver does with them.

import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { arch } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { planOf } from './stack/index.ts';

const outDir = join(import.meta.dirname, '../src/ari/generated');
/** Where Asterisk's package puts its description, in the system or in the private root of the local stack. */
const inPackage = '/usr/share/asterisk/rest-api';

interface Property {
  readonly type: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly allowableValues?: { readonly values?: readonly string[] };
}
interface Model {
  readonly id: string;
  readonly description?: string;
  readonly properties: Readonly<Record<string, Property>>;
  readonly subTypes?: readonly string[];
}
interface Parameter {
  readonly name: string;
  readonly paramType: 'path' | 'query' | 'body';
  readonly dataType: string;
  readonly required?: boolean;
  readonly allowMultiple?: boolean;
}
interface Operation {
  readonly httpMethod: string;
  readonly nickname: string;
  readonly summary?: string;
  readonly responseClass: string;
  readonly upgrade?: string;
  readonly parameters?: readonly Parameter[];
}
interface Resource {
  readonly name: string;
  readonly apis: readonly { readonly path: string; readonly operations: readonly Operation[] }[];
  readonly models?: Readonly<Record<string, Model>>;
}

function main(): number {
  const { values } = parseArgs({ options: { description: { type: 'string' }, check: { type: 'boolean' } } });
  const directory = values.description ?? installedDirectory();
  let files: ReadonlyMap<string, string>;
  try {
    files = render(readDescription(directory));
  } catch (fault) {
    console.error(`The description of Asterisk's interface cannot be read from ${directory}: ${String(fault)}`);
    return 1;
  }
  return values.check === true ? check(files) : write(files);
}

function installedDirectory(): string {
  const root = join(planOf('test').cache, `asterisk-root-${arch()}`);
  return existsSync(inPackage) ? inPackage : join(root, inPackage);
}

function write(files: ReadonlyMap<string, string>): number {
  mkdirSync(outDir, { recursive: true });
  for (const [name, content] of files) writeFileSync(join(outDir, name), content);
  console.log(`${String(files.size)} files written to src/ari/generated.`);
  return 0;
}

function check(files: ReadonlyMap<string, string>): number {
  const present = readdirSync(outDir).sort();
  const different = [...files].filter(
    ([name, content]) => !present.includes(name) || readFileSync(join(outDir, name), 'utf8') !== content,
  );
  const extra = present.filter((name) => !files.has(name));
  const names = [...different.map(([name]) => name), ...extra];
  if (names.length === 0) {
    console.log("src/ari/generated agrees with Asterisk's description.");
    return 0;
  }
  console.error(
    `src/ari/generated differs from Asterisk's description in ${names.join(', ')}: run scripts/generate-ari.ts.`,
  );
  return 1;
}

function readDescription(directory: string): readonly Resource[] {
  const index = readJson(join(directory, 'resources.json')) as { readonly apis: readonly { readonly path: string }[] };
  return index.apis.map((api) => {
    const name = /\/api-docs\/(\w+)\./.exec(api.path)?.[1];
    if (name === undefined) throw new Error(`resources.json names ${api.path}, which is no resource`);
    return { ...(readJson(join(directory, `${name}.json`)) as Omit<Resource, 'name'>), name };
  });
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

function render(resources: readonly Resource[]): ReadonlyMap<string, string> {
  const all = new Map(resources.flatMap((resource) => Object.entries(resource.models ?? {})));
  const messages = ['Message', ...(all.get('Message')?.subTypes ?? []), ...(all.get('Event')?.subTypes ?? [])];
  const plain = [...all.values()].filter((model) => !messages.includes(model.id));
  const events = (all.get('Event')?.subTypes ?? []).map((id) => modelNamed(all, id));
  return new Map([
    ['models.generated.ts', renderModels(plain)],
    ['events.generated.ts', renderEvents(events, baseProperties(all), all)],
    ['operations.generated.ts', renderOperations(resources)],
  ]);
}

function modelNamed(all: ReadonlyMap<string, Model>, id: string): Model {
  const model = all.get(id);
  if (model === undefined) throw new Error(`the model ${id} is named but not described`);
  return model;
}

/** What every event carries; `type` is written by hand, since it is a constant of each. */
function baseProperties(all: ReadonlyMap<string, Model>): Readonly<Record<string, Property>> {
  const whole = { ...modelNamed(all, 'Message').properties, ...modelNamed(all, 'Event').properties };
  return Object.fromEntries(Object.entries(whole).filter(([name]) => name !== 'type'));
}

const header = (purpose: string): string =>
  `// Generated by scripts/generate-ari.ts from Asterisk's own description; do not edit.\n// ${purpose}\n/* eslint-disable */\n\n`;

function renderModels(models: readonly Model[]): string {
  const body = models.map((model) => renderModel(model)).join('');
  return `${header('The things that Asterisk describes, with a decoder each.')}${bricksFor(body)}${body}`;
}

/** Imports of those hand-written bricks that the text uses. */
function bricksFor(body: string): string {
  const names = ['anything', 'field', 'fields', 'list', 'number', 'optional', 'text', 'truth'];
  const used = names.filter((name) => new RegExp(`[ (]${name}[,()]`).test(body));
  return `import { ${used.join(', ')} } from '../decode.ts';\nimport type { Decoder } from '../decode.ts';\n`;
}

function renderModel(model: Model, constant?: string): string {
  const properties = Object.entries(model.properties).sort(([a], [b]) => (a < b ? -1 : 1));
  const type = constant === undefined ? '' : `  readonly type: '${constant}';\n`;
  const value = constant === undefined ? '' : `    type: '${constant}',\n`;
  const from = properties.length === 0 ? '  fields(value, path);\n' : '  const from = fields(value, path);\n';
  return [
    `\n${doc(model.description, '')}export interface ${model.id} {\n${type}`,
    ...properties.map(
      ([name, property]) => `${doc(describe(property), '  ')}  readonly ${quoted(name)}: ${typeOf(property)};\n`,
    ),
    `}\n\nexport const decode${model.id}: Decoder<${model.id}> = (value, path) => {\n${from}  return {\n${value}`,
    ...properties.map(
      ([name, property]) => `    ${quoted(name)}: field(from, path, '${name}', ${decoderOf(property)}),\n`,
    ),
    '  };\n};\n',
  ].join('');
}

function renderEvents(
  events: readonly Model[],
  base: Readonly<Record<string, Property>>,
  all: ReadonlyMap<string, Model>,
): string {
  const whole = events.map((event) => ({ ...event, properties: { ...base, ...event.properties } }));
  const used = [
    ...new Set(whole.flatMap((event) => Object.values(event.properties)).map((property) => element(property.type))),
  ]
    .filter((name) => all.has(name))
    .sort();
  const bodies = whole.map((event) => renderModel(event, event.id)).join('');
  return [
    header('The events that Asterisk sends, with a decoder each and one for all.'),
    bricksFor(bodies),
    `import { ${used.map((name) => `decode${name}`).join(', ')} } from './models.generated.ts';\n`,
    `import type { ${used.join(', ')} } from './models.generated.ts';\n`,
    bodies,
    `\n/** Every event of this version of Asterisk. */\nexport type AriEvent =\n${whole.map((event) => `  | ${event.id}`).join('\n')};\n`,
    '\n/** The decoder of each event, by the name that it carries in its field `type`. */\n',
    `export const eventDecoders = {\n${whole.map((event) => `  ${event.id}: decode${event.id},\n`).join('')}} as const;\n`,
  ].join('');
}

function renderOperations(resources: readonly Resource[]): string {
  const operations = resources.flatMap((resource) =>
    resource.apis.flatMap((api) =>
      api.operations
        .filter((one) => one.upgrade === undefined)
        .map((one) => ({ resource: resource.name, path: api.path, ...one })),
    ),
  );
  const models = [...new Set(operations.map((one) => element(one.responseClass)))]
    .filter((name) => decoderName(name).startsWith('decode'))
    .sort();
  return [
    header('The requests that Asterisk answers: method, path, parameters and what comes back.'),
    "import { anything, list, nothing } from '../decode.ts';\nimport type { Operation } from '../operation.ts';\n",
    `import { ${models.map((name) => `decode${name}`).join(', ')} } from './models.generated.ts';\n`,
    `import type { ${models.join(', ')} } from './models.generated.ts';\n`,
    ...operations.map(renderOperation),
  ].join('');
}

function renderOperation(one: Operation & { readonly resource: string; readonly path: string }): string {
  const name = one.resource + one.nickname.charAt(0).toUpperCase() + one.nickname.slice(1);
  const params = one.parameters ?? [];
  const places = params.map((param) => `${quoted(param.name)}: '${placeOf(param)}'`);
  return [
    `\nexport interface ${titled(name)}Params {${params.length === 0 ? '' : '\n'}`,
    ...params.map(
      (param) => `  readonly ${quoted(param.name)}${param.required === true ? '' : '?'}: ${parameterType(param)};\n`,
    ),
    `}\n\n${doc(one.summary, '')}export const ${name}: Operation<${titled(name)}Params, ${replyType(one.responseClass)}> = {\n`,
    `  name: '${one.resource}.${one.nickname}',\n  method: '${one.httpMethod.toUpperCase()}',\n  path: '${one.path}',\n`,
    `  places: {${places.length === 0 ? '' : ` ${places.join(', ')} `}},\n  decode: ${replyDecoder(one.responseClass)},\n};\n`,
  ].join('');
}

/** A body of type `object` is the whole body; one of type `containers` is a field of it. */
function placeOf(param: Parameter): string {
  if (param.paramType !== 'body') return param.paramType;
  return param.dataType === 'object' ? 'whole body' : 'body';
}

function parameterType(param: Parameter): string {
  const single =
    { string: 'string', int: 'number', long: 'number', double: 'number', boolean: 'boolean' }[param.dataType] ??
    'unknown';
  return param.allowMultiple === true ? `readonly ${single}[]` : single;
}

function replyType(type: string): string {
  if (type === 'void') return 'null';
  if (element(type) !== type) return `readonly ${element(type)}[]`;
  return decoderName(type).startsWith('decode') ? type : 'unknown';
}

function replyDecoder(type: string): string {
  return element(type) === type ? decoderName(type) : `list(${decoderName(element(type))})`;
}

function typeOf(property: Property): string {
  const one = element(property.type);
  const single = { text: 'string', number: 'number', truth: 'boolean', anything: 'unknown' }[decoderName(one)] ?? one;
  const type = one === property.type ? single : `readonly ${single}[]`;
  return property.required === true || type === 'unknown' ? type : `${type} | undefined`;
}

function decoderOf(property: Property): string {
  const one = decoderName(element(property.type));
  const whole = element(property.type) === property.type ? one : `list(${one})`;
  return property.required === true ? whole : `optional(${whole})`;
}

/** The decoder of a described type; values of an enumeration stay open, since a later Asterisk may add one. */
function decoderName(type: string): string {
  const known: Readonly<Record<string, string>> = {
    string: 'text',
    Date: 'text',
    int: 'number',
    long: 'number',
    double: 'number',
    boolean: 'truth',
    object: 'anything',
    binary: 'anything',
    void: 'nothing',
  };
  return known[type] ?? `decode${type}`;
}

/** What a list is made of; any other type is itself. */
const element = (type: string): string => /^List\[(\w+)\]$/i.exec(type)?.[1] ?? type;

const quoted = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`);

const titled = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function describe(property: Property): string | undefined {
  const values = property.allowableValues?.values;
  const sentence = values === undefined ? '' : `One of: ${values.join(', ')}.`;
  const whole = [property.description ?? '', sentence].filter((part) => part !== '').join(' ');
  return whole === '' ? undefined : whole;
}

const doc = (words: string | undefined, indent: string): string =>
  words === undefined ? '' : `${indent}/** ${words.replaceAll(/\s+/g, ' ').replaceAll('*/', '* /').trim()} */\n`;

// Last, since constants below main have their values only now.
process.exitCode = main();
