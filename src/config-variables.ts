// The variables that Carillon reads: what each may be, and how it is asked for. Not here: what is made of them (config.ts).

import path from 'node:path';
import { z } from 'zod';
import { soundFormats } from './prompts/index.ts';

/** Both ends belong to the range. */
export interface PortRange {
  readonly start: number;
  readonly end: number;
}

const matching = (pattern: RegExp) => z.string().regex(pattern);
const port = matching(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.number().min(1).max(65_535));
const days = matching(/^\d{1,4}$/)
  .transform(Number)
  .pipe(z.number().max(3_650));
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

/** What each variable may be. */
export const shape = {
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
  CARILLON_ENVIRONMENT_FILE: place.optional(),
  CARILLON_SECRETS_FILE: place.optional(),
  CARILLON_SOUNDS_DIR: place,
  CARILLON_SOUNDS_SEEN: z.string().startsWith('/'),
  CARILLON_SOUNDS_FORMATS: formatList.optional(),
  CARILLON_SPEECH_COMMAND: commandWords.optional(),
  CARILLON_SPEECH_URL: url(/^https?$/)
    .refine((text) => !text.includes('@'))
    .optional(),
  CARILLON_SPEECH_TOKEN_FILE: place.optional(),
  CARILLON_SPEECH_VOICES: voiceList.optional(),
  CARILLON_RECORDINGS_DIR: place.optional(),
  CARILLON_TRACE_DAYS: days.default(30),
  CARILLON_OUTBOUND_FILE: place.optional(),
  CARILLON_SIP_REALM: matching(/^[A-Za-z0-9._-]{1,80}$/).default('carillon'),
  CARILLON_SIP_PORT: port,
  CARILLON_RTP_PORTS: portRange,
  CARILLON_SMTP_URL: url(/^smtps?$/)
    .refine((text) => !text.includes('@'))
    .optional(),
  CARILLON_SMTP_USER: z.string().optional(),
  CARILLON_SMTP_PASSWORD_FILE: place.optional(),
  CARILLON_MAIL_FROM: z.email().optional(),
  CARILLON_SMS_URL: url(/^https?$/)
    .refine((text) => !text.includes('@'))
    .optional(),
  CARILLON_SMS_TOKEN_FILE: place.optional(),
  CARILLON_SMS_FROM: matching(/^[A-Za-z0-9+ ]{1,16}$/).optional(),
  CARILLON_TENANT: matching(/^[a-z0-9-]{1,40}$/).default('default'),
  CARILLON_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
};

/** The name of a variable that the controller reads. */
export type Variable = keyof typeof shape;

/** What each variable must be set to, as the end of the sentence "set it to ...". */
export const wanted: Readonly<Record<Variable, string>> = {
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
  CARILLON_ENVIRONMENT_FILE:
    'the path of the environment’s manifest, or leave it out for env/NAME.json among the flows',
  CARILLON_SECRETS_FILE: 'the path of a JSON file of secret settings that only its owner can read, or leave it out',
  CARILLON_SOUNDS_DIR: 'the directory in which made prompts are written',
  CARILLON_SOUNDS_SEEN: 'the absolute path under which Asterisk sees CARILLON_SOUNDS_DIR',
  CARILLON_SOUNDS_FORMATS: 'what is made beside each WAV, with commas between them: wav16, alaw, ulaw',
  CARILLON_SPEECH_COMMAND:
    'the absolute path of a program and its arguments, such as /usr/local/bin/say --voice {voice}',
  CARILLON_SPEECH_URL: 'the address to which texts are posted, such as http://127.0.0.1:5500/speak?voice={voice}',
  CARILLON_SPEECH_TOKEN_FILE:
    'the path of a file that holds the speech server’s token and that only its owner can read',
  CARILLON_SPEECH_VOICES: 'the engine’s voices by language, such as fr-FR=siwis,en-GB=alan',
  CARILLON_TRACE_DAYS: 'for how many days the traces of calls are kept, from 0 (none is) to 3650',
  CARILLON_RECORDINGS_DIR: 'the directory in which recordings are kept; without it, `recordings` in CARILLON_DATA_DIR',
  CARILLON_OUTBOUND_FILE: 'the path of the file that says which numbers may be called, or leave it out: none then',
  CARILLON_SIP_REALM: 'the realm of Asterisk’s SIP challenges (letters, digits, dots, - and _)',
  CARILLON_SIP_PORT: 'the UDP port on which Asterisk listens for SIP, from 1 to 65535',
  CARILLON_RTP_PORTS: 'the UDP ports for audio as START-END from 1024 to 65535, as in Asterisk’s rtp.conf',
  CARILLON_SMTP_URL:
    'the address of a mail server without a user in it, such as smtp://127.0.0.1:25 or smtps://mail:465',
  CARILLON_SMTP_USER: 'the name with which to sign in to the mail server, or leave it out',
  CARILLON_SMTP_PASSWORD_FILE: 'the path of a file that holds that user’s password and that only its owner can read',
  CARILLON_MAIL_FROM: 'the address that our e-mails come from, such as centre@carillon.example',
  CARILLON_SMS_URL: 'the address that text messages are posted to, without a user in it, or leave it out',
  CARILLON_SMS_TOKEN_FILE: 'the path of a file that holds the token for it and that only its owner can read',
  CARILLON_SMS_FROM: 'the sender of text messages (letters, digits, + and spaces, at most 16)',
  CARILLON_TENANT: 'the name of the tenant (a-z, 0-9 and -, at most 40 characters)',
  CARILLON_LOG_LEVEL: 'debug, info, warn or error',
};
