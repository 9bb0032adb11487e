// The environment turned into one frozen Config, or the list of everything that is wrong with it. The only file that
// reads process.env. Not here: whether what is named answers (src/doctor.ts), nor where an environment file is read.

import path from 'node:path';
import { z } from 'zod';
import { type TenantId, tenantId } from './base/ids.ts';
import { type Result, failed, ok } from './base/result.ts';
import { nearestName } from './nearest-name.ts';
import { type SoundFormat, soundFormats } from './prompts/index.ts';

/** Everything that the operator decides. Directories are absolute. */
export interface Config {
  /** Asterisk's HTTP interface: base URL without `/ari`, user, file with the password, name of our application. */
  readonly ari: AriConfig;
  /** Asterisk's manager interface, which tells of registrations and refusals; null: nobody asks it. */
  readonly ami: AmiConfig | null;
  /** `url` serves the application, `factsUrl` may only insert facts, `ownerUrl` changes tables and is for `migrate`. */
  readonly database: { readonly url: string; readonly ownerUrl: string | null; readonly factsUrl: string };
  /** Asterisk's call records as we see them, in which calls without a controller are noted; null: they are not counted. */
  readonly callRecords: { readonly file: string | null };
  readonly redis: { readonly url: string };
  readonly api: ApiConfig;
  /** Where browsers find the live page, as origins such as `https://carillon.example`. */
  readonly web: { readonly origins: readonly string[] };
  /** Where the journal is kept. */
  readonly data: { readonly directory: string };
  /** `environment`: whose deployments are served; the directory serves while there are none. */
  readonly flows: { readonly directory: string; readonly environment: string };
  /** One directory for made prompts: as we write it (`directory`) and as Asterisk reads it (`seen`). */
  readonly sounds: {
    readonly directory: string;
    readonly seen: string;
    /** What is made beside the WAV, for the trunks. */
    readonly formats: readonly Exclude<SoundFormat, 'wav'>[];
  };
  readonly speech: SpeechConfig;
  readonly sip: { readonly realm: string; readonly port: number; readonly rtpPorts: PortRange };
  readonly tenant: TenantId;
  readonly log: { readonly level: LogLevel };
}

export interface AriConfig {
  readonly url: string;
  readonly user: string;
  readonly passwordFile: string;
  readonly app: string;
  /** What requests and events travel by. */
  readonly driver: 'native' | 'ari-client';
}

export interface AmiConfig {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly passwordFile: string;
}

export interface ApiConfig {
  readonly host: string;
  readonly port: number;
  readonly tokenFile: string;
}

/** Who speaks texts. */
export interface SpeechConfig {
  readonly engine:
    | { readonly kind: 'espeak' }
    /** A program and its arguments. */
    | { readonly kind: 'command'; readonly words: readonly [string, ...string[]] }
    | { readonly kind: 'http'; readonly url: string; readonly tokenFile: string | null };
  /** The engine's voices by language. */
  readonly voices: Readonly<Record<string, string>>;
}

/** Both ends belong to the range. */
export interface PortRange {
  readonly start: number;
  readonly end: number;
}

export type LogLevel = z.output<typeof shape.CARILLON_LOG_LEVEL>;

/** One variable that cannot be used; the sentence names it, says what to set and never repeats its value. */
export interface ConfigFault {
  readonly variable: string;
  readonly message: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The process's own environment, for main.ts to hand to `readConfig` and to child processes. */
export const processEnvironment = (): Environment => process.env;

const matching = (pattern: RegExp) => z.string().regex(pattern);
const port = matching(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.number().min(1).max(65_535));
const place = z.string().transform((text) => path.resolve(text));
const hostName = matching(/^[A-Za-z0-9.:-]{1,253}$/);
const word = matching(/^[A-Za-z0-9_-]{1,40}$/);
const url = (protocol: RegExp) => z.url({ protocol });
const portRange = matching(/^\d{1,5}-\d{1,5}$/)
  .transform((text): PortRange => {
    const [start = 0, end = 0] = text.split('-').map(Number);
    return { start, end };
  })
  .refine(({ start, end }) => start >= 1024 && start < end && end <= 65_535);

/** An origin as browsers send it (RFC 6454 section 6.2): scheme, host, port where it is not the scheme's own. */
const originList = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((parts) => parts.every((part) => /^https?:/.test(part) && URL.parse(part)?.origin === part));

/** `fr-FR=siwis, en-GB=alan`. */
const voiceList = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((parts) => parts.every((part) => /^[a-z]{2}-[A-Z]{2}=[A-Za-z0-9._/+-]{1,120}$/.test(part)))
  .transform((parts) => Object.fromEntries(parts.map((part) => part.split('=') as [string, string])));

/** A program and its arguments, as words with spaces between them: no shell reads them, so nothing is quoted. */
const commandWords = z
  .string()
  .transform((text) => text.trim().split(/ +/))
  .refine((words): words is [string, ...string[]] => path.isAbsolute(words[0] ?? ''));

const otherFormats = soundFormats.filter((format) => format !== 'wav');
const formatList = z
  .string()
  .transform((text) => [...new Set(text.split(',').map((part) => part.trim()))])
  .pipe(z.array(z.enum(soundFormats)))
  .transform((formats) => otherFormats.filter((format) => formats.includes(format)));

const shape = {
  CARILLON_ARI_URL: url(/^https?$/)
    .refine((text) => !text.includes('@'))
    .transform((text) => text.replace(/\/+$/, '')),
  CARILLON_ARI_USER: word,
  CARILLON_ARI_PASSWORD_FILE: place,
  CARILLON_ARI_APP: word.default('carillon'),
  CARILLON_CDR_FILE: place.optional(),
  CARILLON_ARI_DRIVER: z.enum(['native', 'ari-client']).default('native'),
  CARILLON_AMI_HOST: hostName.default('127.0.0.1'),
  CARILLON_AMI_PORT: port.optional(),
  CARILLON_AMI_USER: word.optional(),
  CARILLON_AMI_PASSWORD_FILE: place.optional(),
  DATABASE_URL: url(/^postgres(ql)?$/),
  CARILLON_DATABASE_OWNER_URL: url(/^postgres(ql)?$/).optional(),
  CARILLON_DATABASE_FACTS_URL: url(/^postgres(ql)?$/),
  REDIS_URL: url(/^rediss?$/),
  CARILLON_API_HOST: hostName.default('127.0.0.1'),
  CARILLON_API_PORT: port.default(8080),
  CARILLON_API_TOKEN_FILE: place,
  CARILLON_WEB_ORIGINS: originList.optional(),
  CARILLON_DATA_DIR: place,
  CARILLON_FLOWS_DIR: place,
  CARILLON_ENVIRONMENT: matching(/^[a-z0-9][a-z0-9-]{0,39}$/).default('prod'),
  CARILLON_SOUNDS_DIR: place,
  CARILLON_SOUNDS_SEEN: z.string().startsWith('/'),
  CARILLON_SOUNDS_FORMATS: formatList.optional(),
  CARILLON_SPEECH_COMMAND: commandWords.optional(),
  CARILLON_SPEECH_URL: url(/^https?$/)
    .refine((text) => !text.includes('@'))
    .optional(),
  CARILLON_SPEECH_TOKEN_FILE: place.optional(),
  CARILLON_SPEECH_VOICES: voiceList.optional(),
  CARILLON_SIP_REALM: matching(/^[A-Za-z0-9._-]{1,80}$/).default('carillon'),
  CARILLON_SIP_PORT: port,
  CARILLON_RTP_PORTS: portRange,
  CARILLON_TENANT: matching(/^[a-z0-9-]{1,40}$/).default('default'),
  CARILLON_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
};

/** The name of a variable that the controller reads. */
export type Variable = keyof typeof shape;

/** What each variable must be set to, as the end of the sentence "set it to ...". */
const wanted: Readonly<Record<Variable, string>> = {
  CARILLON_ARI_URL: 'the address of Asterisk’s HTTP server without a user in it, such as http://127.0.0.1:8088',
  CARILLON_ARI_USER: 'the name of a user in Asterisk’s ari.conf (letters, digits, - and _)',
  CARILLON_ARI_PASSWORD_FILE: 'the path of a file that holds that user’s password and that only its owner can read',
  CARILLON_ARI_APP: 'the name of the Stasis application in extensions.conf (letters, digits, - and _)',
  CARILLON_CDR_FILE: 'the path of the file that Asterisk’s cdr_custom.conf writes, or leave it out',
  CARILLON_ARI_DRIVER: 'native or ari-client',
  CARILLON_AMI_HOST: 'the address on which Asterisk’s manager interface listens, such as 127.0.0.1',
  CARILLON_AMI_PORT: 'the TCP port of manager.conf, from 1 to 65535; without any CARILLON_AMI_ variable it is not used',
  CARILLON_AMI_USER: 'the name of a user in Asterisk’s manager.conf (letters, digits, - and _)',
  CARILLON_AMI_PASSWORD_FILE: 'the path of a file that holds that user’s password and that only its owner can read',
  DATABASE_URL: 'a PostgreSQL address such as postgres://carillon:PASSWORD@127.0.0.1:5432/carillon',
  CARILLON_DATABASE_OWNER_URL: 'the PostgreSQL address of the role that owns the tables, or leave it out',
  CARILLON_DATABASE_FACTS_URL: 'the PostgreSQL address of the role that may only insert facts',
  REDIS_URL: 'a Redis address such as redis://:PASSWORD@127.0.0.1:6379/0',
  CARILLON_API_HOST: 'the address or host name on which the HTTP interface listens, such as 127.0.0.1',
  CARILLON_API_PORT: 'a port from 1 to 65535',
  CARILLON_API_TOKEN_FILE:
    'the path of a file that holds the token of the HTTP interface and that only its owner can read',
  CARILLON_WEB_ORIGINS: 'the addresses of the live page, such as https://carillon.example, with commas between them',
  CARILLON_DATA_DIR: 'the directory in which the journal is kept',
  CARILLON_FLOWS_DIR: 'the directory of the flows, the one with fil.json',
  CARILLON_ENVIRONMENT: 'the environment whose deployed flows are served, such as prod (a-z, 0-9 and -)',
  CARILLON_SOUNDS_DIR: 'the directory in which made prompts are written',
  CARILLON_SOUNDS_SEEN: 'the absolute path under which Asterisk sees CARILLON_SOUNDS_DIR',
  CARILLON_SOUNDS_FORMATS: 'what is made beside each WAV, with commas between them: wav16, alaw, ulaw',
  CARILLON_SPEECH_COMMAND:
    'the absolute path of a program and its arguments, such as /usr/local/bin/say --voice {voice}',
  CARILLON_SPEECH_URL: 'the address to which texts are posted, such as http://127.0.0.1:5500/speak?voice={voice}',
  CARILLON_SPEECH_TOKEN_FILE:
    'the path of a file that holds the speech server’s token and that only its owner can read',
  CARILLON_SPEECH_VOICES: 'the engine’s voices by language, such as fr-FR=siwis,en-GB=alan',
  CARILLON_SIP_REALM: 'the realm of Asterisk’s SIP challenges (letters, digits, dots, - and _)',
  CARILLON_SIP_PORT: 'the UDP port on which Asterisk listens for SIP, from 1 to 65535',
  CARILLON_RTP_PORTS: 'the UDP ports for audio as START-END from 1024 to 65535, as in Asterisk’s rtp.conf',
  CARILLON_TENANT: 'the name of the tenant (a-z, 0-9 and -, at most 40 characters)',
  CARILLON_LOG_LEVEL: 'debug, info, warn or error',
};

/** Names that belong to us but are read by others: the command's starter and the scripts of the local stack. */
const readElsewhere = ['CARILLON_ENV_FILE', 'CARILLON_CACHE_DIR', 'CARILLON_PORT_BASE'];

/** Every variable with its default as it would be written; null: there is none. For the tests of the documents. */
export const variables: readonly { readonly name: Variable; readonly default: string | null }[] = Object.entries(
  shape,
).map(([name, schema]) => {
  const outcome = schema.safeParse(undefined);
  return {
    name: name as Variable,
    default: typeof outcome.data === 'object' ? null : (outcome.data?.toString() ?? null),
  };
});

/** The configuration, or all its faults at once. An empty value counts as none. */
export function readConfig(environment: Environment): Result<Config, readonly ConfigFault[]> {
  const given = withoutEmpty(environment);
  const read = z.object(shape).safeParse(given);
  const faults = [
    ...(read.success ? [] : faultsOf(read.error, given)),
    ...missingBeside(amiVariables, given),
    ...twoEngines(given),
    ...unknownNames(given),
  ];
  if (!read.success || faults.length > 0) return failed(faults);
  return ok(deepFreeze(grouped(read.data)));
}

/** The three variables that the command line needs to reach a running controller, or their faults. */
export function readApiConfig(environment: Environment): Result<ApiConfig, readonly ConfigFault[]> {
  const given = withoutEmpty(environment);
  const { CARILLON_API_HOST, CARILLON_API_PORT, CARILLON_API_TOKEN_FILE } = shape;
  const read = z.object({ CARILLON_API_HOST, CARILLON_API_PORT, CARILLON_API_TOKEN_FILE }).safeParse(given);
  if (!read.success) return failed(faultsOf(read.error, given));
  const { data } = read;
  return ok({ host: data.CARILLON_API_HOST, port: data.CARILLON_API_PORT, tokenFile: data.CARILLON_API_TOKEN_FILE });
}

const withoutEmpty = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''));

function faultsOf(error: z.ZodError, given: Environment): ConfigFault[] {
  const names = new Set(error.issues.map((issue) => String(issue.path[0])));
  return [...names].map((name) => {
    const what = given[name] === undefined ? 'is missing' : 'cannot be used as it is';
    return { variable: name, message: `${name} ${what}: set it to ${wanted[name as Variable]}.` };
  });
}

/** The manager interface is used when these are set, all of them. */
const amiVariables = ['CARILLON_AMI_PORT', 'CARILLON_AMI_USER', 'CARILLON_AMI_PASSWORD_FILE'] as const;

/** Of variables that make sense together only: those that are missing beside the others. */
function missingBeside(together: readonly Variable[], given: Environment): ConfigFault[] {
  if (together.every((name) => given[name] === undefined)) return [];
  return together
    .filter((name) => given[name] === undefined)
    .map((variable) => ({ variable, message: `${variable} is missing: set it to ${wanted[variable]}.` }));
}

function twoEngines({ CARILLON_SPEECH_COMMAND: command, CARILLON_SPEECH_URL: address }: Environment): ConfigFault[] {
  if (command === undefined || address === undefined) return [];
  const message = 'CARILLON_SPEECH_URL is set beside CARILLON_SPEECH_COMMAND: remove one, there is one speech engine.';
  return [{ variable: 'CARILLON_SPEECH_URL', message }];
}

/** A misspelt name would otherwise be ignored in silence, and its default hold. */
function unknownNames(given: Environment): ConfigFault[] {
  const known = Object.keys(shape);
  return Object.keys(given)
    .filter((name) => name.startsWith('CARILLON_') && !known.includes(name) && !readElsewhere.includes(name))
    .map((variable) => {
      const nearest = nearestName(variable, known);
      const advice = nearest === null ? 'remove it; docs/operating.md lists all variables' : `did you mean ${nearest}?`;
      return {
        variable,
        message: `${variable} is not a variable of Carillon: ${advice}${nearest === null ? '.' : ''}`,
      };
    });
}

type Read = z.output<z.ZodObject<typeof shape>>;

const grouped = (read: Read): Config => ({
  ari: {
    url: read.CARILLON_ARI_URL,
    user: read.CARILLON_ARI_USER,
    passwordFile: read.CARILLON_ARI_PASSWORD_FILE,
    app: read.CARILLON_ARI_APP,
    driver: read.CARILLON_ARI_DRIVER,
  },
  ami: amiOf(read),
  database: {
    url: read.DATABASE_URL,
    ownerUrl: read.CARILLON_DATABASE_OWNER_URL ?? null,
    factsUrl: read.CARILLON_DATABASE_FACTS_URL,
  },
  callRecords: { file: read.CARILLON_CDR_FILE ?? null },
  redis: { url: read.REDIS_URL },
  api: { host: read.CARILLON_API_HOST, port: read.CARILLON_API_PORT, tokenFile: read.CARILLON_API_TOKEN_FILE },
  web: { origins: read.CARILLON_WEB_ORIGINS ?? ownOrigins(read.CARILLON_API_HOST, read.CARILLON_API_PORT) },
  data: { directory: read.CARILLON_DATA_DIR },
  flows: { directory: read.CARILLON_FLOWS_DIR, environment: read.CARILLON_ENVIRONMENT },
  sounds: {
    directory: read.CARILLON_SOUNDS_DIR,
    seen: read.CARILLON_SOUNDS_SEEN,
    formats: read.CARILLON_SOUNDS_FORMATS ?? [],
  },
  speech: { engine: engineOf(read), voices: read.CARILLON_SPEECH_VOICES ?? {} },
  sip: { realm: read.CARILLON_SIP_REALM, port: read.CARILLON_SIP_PORT, rtpPorts: read.CARILLON_RTP_PORTS },
  tenant: tenantId(read.CARILLON_TENANT),
  log: { level: read.CARILLON_LOG_LEVEL },
});

function engineOf({ CARILLON_SPEECH_COMMAND: words, ...read }: Read): SpeechConfig['engine'] {
  if (words !== undefined) return { kind: 'command', words };
  if (read.CARILLON_SPEECH_URL === undefined) return { kind: 'espeak' };
  return { kind: 'http', url: read.CARILLON_SPEECH_URL, tokenFile: read.CARILLON_SPEECH_TOKEN_FILE ?? null };
}

function amiOf(read: Read): AmiConfig | null {
  const { CARILLON_AMI_PORT: port, CARILLON_AMI_USER: user, CARILLON_AMI_PASSWORD_FILE: passwordFile } = read;
  if (port === undefined || user === undefined || passwordFile === undefined) return null;
  return { host: read.CARILLON_AMI_HOST, port, user, passwordFile };
}

/** The page as we serve it ourselves: under our address, and on this machine under its usual names. */
function ownOrigins(host: string, port: number): string[] {
  const shown = host.includes(':') ? `[${host}]` : host;
  return [...new Set([shown, '127.0.0.1', 'localhost'])].map((name) => new URL(`http://${name}:${port}`).origin);
}

function deepFreeze<Value extends object>(value: Value): Value {
  for (const inner of Object.values(value))
    if (typeof inner === 'object' && inner !== null) deepFreeze(inner as object);
  return Object.freeze(value);
}
