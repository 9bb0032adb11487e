// The environment turned into one frozen Config, or the list of everything that is wrong with it. The only file that
// reads process.env. Not here: whether what is named answers (src/doctor.ts), nor where an environment file is read.

import path from 'node:path';
import { z } from 'zod';
import { type TenantId, tenantId } from './base/ids.ts';
import { type Result, failed, ok } from './base/result.ts';
import { type PortRange, type Variable, shape, wanted } from './config-variables.ts';
import { nearestName } from './nearest-name.ts';
import type { SoundFormat } from './prompts/index.ts';
import { secretPrefix } from './secret-settings.ts';

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
  /**
   * `environment`: whose deployments are served; the directory serves while there are none. `manifest`: what it is made of, a
   * file; null: the one of its name among the flows, if there is one. `secretsFile`: settings that the manifest only names.
   */
  readonly flows: {
    readonly directory: string;
    readonly environment: string;
    readonly manifest: string | null;
    readonly secretsFile: string | null;
  };
  /** One directory for made prompts: as we write it (`directory`) and as Asterisk reads it (`seen`). */
  readonly sounds: {
    readonly directory: string;
    readonly seen: string;
    /** What is made beside the WAV, for the trunks. */
    readonly formats: readonly Exclude<SoundFormat, 'wav'>[];
  };
  readonly speech: SpeechConfig;
  /** Where recorded messages and conversations are kept. */
  readonly recordings: { readonly directory: string };
  /** For how long the traces of calls are kept; 0: none is. */
  readonly traces: { readonly keptMs: number };
  /** Which numbers may be called, by which trunks; null: none. */
  readonly outbound: { readonly file: string | null };
  readonly sip: { readonly realm: string; readonly port: number; readonly rtpPorts: PortRange };
  /** The mail server for `send email`; null: such messages are refused. */
  readonly smtp: SmtpConfig | null;
  /** Where `send sms` posts text messages; null: such messages are refused. */
  readonly sms: { readonly url: string; readonly tokenFile: string | null; readonly from: string | null } | null;
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

export interface SmtpConfig {
  readonly host: string;
  readonly port: number;
  /** `always`: the connection begins with TLS; `offered`: STARTTLS where the server offers it. */
  readonly tls: 'always' | 'offered';
  /** Null: the server asks for no sign-in. */
  readonly signIn: { readonly user: string; readonly passwordFile: string } | null;
  /** The sender's address. */
  readonly from: string;
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

export type LogLevel = z.output<typeof shape.CARILLON_LOG_LEVEL>;

/** One variable that cannot be used; the sentence names it, says what to set and never repeats its value. */
export interface ConfigFault {
  readonly variable: string;
  readonly message: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The process's own environment, for main.ts to hand to `readConfig` and to child processes. */
export const processEnvironment = (): Environment => process.env;

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
    ...together.flatMap((names) => missingBeside(names, given)),
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

/** Used when these are set, all of them: the manager interface, the mail server, its sign-in. */
const together: readonly (readonly Variable[])[] = [
  ['CARILLON_AMI_PORT', 'CARILLON_AMI_USER', 'CARILLON_AMI_PASSWORD_FILE'],
  ['CARILLON_SMTP_URL', 'CARILLON_MAIL_FROM'],
  ['CARILLON_SMTP_USER', 'CARILLON_SMTP_PASSWORD_FILE'],
];

/** Of variables that make sense together only: those that are missing beside the others. */
function missingBeside(names: readonly Variable[], given: Environment): ConfigFault[] {
  if (names.every((name) => given[name] === undefined)) return [];
  return names
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
    .filter((name) => name.startsWith('CARILLON_') && !name.startsWith(secretPrefix))
    .filter((name) => !known.includes(name) && !readElsewhere.includes(name))
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
  flows: {
    directory: read.CARILLON_FLOWS_DIR,
    environment: read.CARILLON_ENVIRONMENT,
    manifest: read.CARILLON_ENVIRONMENT_FILE ?? null,
    secretsFile: read.CARILLON_SECRETS_FILE ?? null,
  },
  sounds: {
    directory: read.CARILLON_SOUNDS_DIR,
    seen: read.CARILLON_SOUNDS_SEEN,
    formats: read.CARILLON_SOUNDS_FORMATS ?? [],
  },
  speech: { engine: engineOf(read), voices: read.CARILLON_SPEECH_VOICES ?? {} },
  recordings: { directory: read.CARILLON_RECORDINGS_DIR ?? path.join(read.CARILLON_DATA_DIR, 'recordings') },
  traces: { keptMs: read.CARILLON_TRACE_DAYS * msPerDay },
  outbound: { file: read.CARILLON_OUTBOUND_FILE ?? null },
  sip: { realm: read.CARILLON_SIP_REALM, port: read.CARILLON_SIP_PORT, rtpPorts: read.CARILLON_RTP_PORTS },
  smtp: smtpOf(read),
  sms: smsOf(read),
  tenant: tenantId(read.CARILLON_TENANT),
  log: { level: read.CARILLON_LOG_LEVEL },
});

const msPerDay = 86_400_000;

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

/** SMTP's own ports: submission (RFC 6409) and the one of TLS from the start (RFC 8314). */
const smtpPorts = { 'smtp:': 587, 'smtps:': 465 } as const;

function smtpOf(read: Read): SmtpConfig | null {
  const { CARILLON_SMTP_URL: address, CARILLON_MAIL_FROM: from } = read;
  const { CARILLON_SMTP_USER: user, CARILLON_SMTP_PASSWORD_FILE: passwordFile } = read;
  if (address === undefined || from === undefined) return null;
  const { protocol, hostname, port: given } = new URL(address);
  const scheme = protocol === 'smtps:' ? 'smtps:' : 'smtp:';
  const signIn = user === undefined || passwordFile === undefined ? null : { user, passwordFile };
  const tls = scheme === 'smtps:' ? 'always' : 'offered';
  return { host: hostname, port: given === '' ? smtpPorts[scheme] : Number(given), tls, signIn, from };
}

const smsOf = (read: Read): Config['sms'] =>
  read.CARILLON_SMS_URL === undefined
    ? null
    : {
        url: read.CARILLON_SMS_URL,
        tokenFile: read.CARILLON_SMS_TOKEN_FILE ?? null,
        from: read.CARILLON_SMS_FROM ?? null,
      };

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
