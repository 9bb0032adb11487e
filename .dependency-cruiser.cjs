// Who may import whom (ARCHITECTURE.md has the same table). Everything not allowed here fails the build;
// test/architecture.test.ts proves that modules are looked at and that a planted import is caught.

const folder = (name) => `^src/${name}/`;
const anyOf = (names) => names.map((name) => `^src/${name}/`);
/** A domain folder is entered through its index, adapters also through its ports. */
const doors = (names) => names.map((name) => `^src/${name}/(index|ports)\\.ts$`);
const packages = (names) => names.map((name) => `^node_modules/(@types/)?${name}/`);

const domains = [
  'ivr',
  'prompts',
  'queue',
  'conversation',
  'outbound',
  'recordings',
  'facts',
  'deploy',
  'services',
  'outbox',
  'callbacks',
];

/** One folder's allow-list as a rule that forbids the rest. */
const only = (name, comment, allowed) => ({
  name: `only-${name}`,
  comment,
  severity: 'error',
  from: { path: folder(name) },
  to: { pathNot: [folder(name), ...allowed] },
});

const node = (modules) => modules.map((name) => `^(node:)?${name}$`);
const call = ['^src/call/(index|ports)\\.ts$'];
const base = anyOf(['base']);

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle has no first thing to read.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'Tests see the product, never the reverse.',
      severity: 'error',
      from: { path: '^(src|web)/' },
      to: { path: '^(test|scripts)/' },
    },
    only('base', 'The ground: no packages, no node:, nothing of ours.', []),
    only('call', 'The shared vocabulary stands on the ground alone.', base),
    only('dsl', 'The front end runs in a browser: no node:, only the parser library.', [
      ...base,
      ...packages(['chevrotain', '@chevrotain/.*']),
    ]),
    only('ivr', 'Flows know the language and how prompts are named; everything else comes by port.', [
      ...base,
      ...call,
      '^src/dsl/index\\.ts$',
      ...doors(['prompts']),
      // How values are read aloud is pure, and half of what a flow says.
      '^src/prompts/reading/index\\.ts$',
    ]),
    only('prompts', 'Speech and audio files: processes and files, nothing of calls.', [
      ...base,
      ...call,
      '^src/dsl/index\\.ts$',
      ...node(['fs.*', 'path', 'crypto', 'child_process', 'os']),
    ]),
    only('callbacks', 'Promises to call back are pure decisions and one runner.', [...base, ...call]),
    only('queue', 'The ACD is pure decisions and one runner.', [...base, ...call]),
    only('conversation', 'The connected call is pure decisions and one runner.', [...base, ...call]),
    only('outbound', 'Calls that leave the house: pure decisions, one runner, and the plans of the world’s numbers.', [
      ...base,
      ...call,
      ...packages(['libphonenumber-js']),
    ]),
    only('recordings', 'What was recorded: pure decisions, one runner, files of its own.', [
      ...base,
      ...call,
      ...node(['fs.*', 'path', 'crypto']),
    ]),
    only('facts', 'The journal: files of its own, no database, no telephone.', [
      ...base,
      ...call,
      ...node([
        'fs.*',
        'path',
        'crypto',
        'os',
        'zlib',
        'stream.*',
        'readline.*',
        'util',
        'events',
        'process',
        'buffer',
      ]),
    ]),
    only('deploy', 'Versions of programs and who gets which: the language’s Program, files of its own.', [
      ...base,
      ...call,
      '^src/dsl/index\\.ts$',
      ...node(['fs.*', 'path', 'crypto']),
    ]),
    only('services', 'Requests to other systems: the program’s services, and the way out to the network.', [
      ...base,
      ...call,
      '^src/dsl/index\\.ts$',
      ...packages(['undici']),
      ...node(['dns/promises', 'net']),
    ]),
    only('outbox', 'Messages on their way out: decisions, one runner, and the mail library.', [
      ...base,
      ...call,
      ...packages(['nodemailer']),
    ]),
    only('ari', 'The only folder that knows Asterisk.', [
      ...base,
      ...call,
      ...packages(['ws', 'undici', 'ari-client', 'asterisk-manager']),
      // Asterisk's call records are a file.
      ...node(['buffer', 'events', 'fs/promises', 'module', 'net']),
    ]),
    only('store', 'PostgreSQL behind the ports of those who need it.', [
      ...base,
      ...call,
      ...doors(['facts', 'deploy', 'recordings']),
      '^src/queue/(index|ports|directory)\\.ts$',
      ...packages(['kysely', 'pg']),
      ...node(['path', 'url']),
    ]),
    only('api', 'HTTP: the doors of the domain, nothing behind them.', [
      ...base,
      ...call,
      '^src/dsl/index\\.ts$',
      ...domains.map((name) => `^src/${name}/index\\.ts$`),
      ...packages([
        'fastify',
        'zod',
        'fastify-type-provider-zod',
        '@fastify/swagger(-ui)?',
        '@fastify/websocket',
        'openapi-types',
      ]),
      ...node(['crypto']),
    ]),
    only('cli', 'The command line: the language itself; a running system through its API.', [
      ...base,
      '^src/dsl/index\\.ts$',
      '^src/sim/index\\.ts$',
      '^src/api/contract/',
      ...doors(['deploy']),
      '^src/(config|secret-file)\\.ts$',
      ...packages(['commander', 'zod', 'undici']),
      ...node(['fs.*', 'path', 'crypto', 'process', 'util', 'os']),
    ]),
    only('sim', 'The simulation: decisions of the domain, without any means of performing them.', [
      ...base,
      ...call,
      ...doors(['dsl']),
      ...domains.map((name) => `^src/${name}/index\\.ts$`),
    ]),
    {
      name: 'only-web',
      comment: 'The page runs in a browser and speaks to the server by its contract alone.',
      severity: 'error',
      from: { path: '^web/src/' },
      to: {
        pathNot: [
          '^web/src/',
          '^src/dsl/index\\.ts$',
          '^src/api/contract/index\\.ts$',
          ...packages(['react', 'react-dom', '@mantine/core', '@mantine/hooks', 'zod']),
        ],
      },
    },
    {
      name: 'asterisk-only-in-ari',
      comment:
        'ws and undici reach Asterisk; only its adapter (and the HTTP clients of requests and command line) may.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(ari|cli)/', '^src/services/http-client\\.ts$', '^src/[^/]+\\.ts$'] },
      to: { path: packages(['ws', 'undici']) },
    },
    {
      name: 'telephone-libraries-only-in-ari',
      comment: 'The second driver’s library and the manager interface’s stay behind their masks.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/ari/' },
      to: { path: packages(['ari-client', 'asterisk-manager', 'swagger-client', 'request']) },
    },
    {
      name: 'not-listed',
      comment: 'What is imported is in package.json.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'unknown', 'undetermined'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
