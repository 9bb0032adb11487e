// What is good enough to run on: one pure judgement per thing the doctor looks at. Not here: looking.

import { type Finding, failing, fine, warning } from './doctor.ts';

/** Node runs our TypeScript as it is from this major on. */
const nodeMajorMin = 24;

export const judgeNode = (version: string): Finding =>
  numbers(version)[0] >= nodeMajorMin
    ? fine(version)
    : failing(version, `run Carillon with Node ${nodeMajorMin} or newer (bin/carillon finds it in node_modules)`);

/** The oldest Asterisk of the one major that we are tested on. */
const asteriskMin = [22, 10, 1] as const;

/** `version` as Asterisk gives it, such as `22.10.1~dfsg`. */
export function judgeAsterisk(version: string): Finding {
  const wanted = asteriskMin.join('.');
  const [major, minor, patch] = numbers(version);
  if (major !== asteriskMin[0])
    return failing(`version ${version || 'unknown'}`, `install Asterisk ${asteriskMin[0]}, ${wanted} or newer`);
  const old = minor < asteriskMin[1] || (minor === asteriskMin[1] && patch < asteriskMin[2]);
  return old ? failing(`version ${version}`, `update Asterisk to ${wanted} or newer`) : fine(`version ${version}`);
}

/** The first Asterisk 22 that survives each way in which a phone may ask for a transfer (asterisk/asterisk#2022). */
const referFixedSince = [22, 11] as const;

/**
 * Phones' own transfers (SIP's REFER) are refused whatever the version; this says whether refusing them is still needed, for one
 * authenticated phone can end Asterisk by such a request when they are let through.
 */
export function judgePhoneTransfers(version: string): Finding {
  const [major, minor] = numbers(version);
  const isFixed = major > referFixedSince[0] || (major === referFixedSince[0] && minor >= referFixedSince[1]);
  const fix = isFixed ? 'has' : 'has not';
  return fine(`refused; this Asterisk ${fix} the fix that letting them through would need (asterisk#2022)`);
}

/** What the controller asks of Asterisk, by the module that does it. */
export const modulesNeeded = [
  ...['res_ari', 'res_ari_applications', 'res_ari_asterisk', 'res_ari_bridges', 'res_ari_channels', 'res_ari_events'],
  ...[
    'res_ari_playbacks',
    'res_http_websocket',
    'res_stasis',
    'res_stasis_answer',
    'res_stasis_playback',
    'app_stasis',
  ],
  ...['res_pjsip', 'res_pjsip_session', 'res_pjsip_registrar', 'res_pjsip_authenticator_digest', 'chan_pjsip'],
  ...['res_pjsip_endpoint_identifier_user', 'res_pjsip_sdp_rtp', 'res_rtp_asterisk', 'res_sorcery_memory'],
  ...['bridge_simple', 'bridge_holding', 'bridge_softmix', 'codec_ulaw', 'codec_alaw', 'codec_resample', 'format_wav'],
  ...['res_musiconhold', 'pbx_config'],
] as const;

export function judgeModules(running: Iterable<string>): Finding {
  const present = new Set(Array.from(running, (name) => name.replace(/\.so$/, '')));
  const missing = modulesNeeded.filter((name) => !present.has(name));
  if (missing.length === 0) return fine(`all ${modulesNeeded.length} needed are running`);
  return failing(`not running: ${missing.join(', ')}`, 'load them in modules.conf and restart Asterisk');
}

/** A lookup slower than this goes to a name server, and with that one dead each call stalls for seconds. */
export const lookupMsMax = 500;

export function judgeHostName(
  name: string,
  found: { readonly address: string; readonly tookMs: number } | 'unknown',
): Finding {
  const todo = `write "127.0.0.1 localhost ${name}" into /etc/hosts, also in the root Asterisk runs in`;
  if (found === 'unknown') return failing(`${name} does not resolve, which stalls every call`, todo);
  const detail = `${name} is ${found.address}, found in ${Math.round(found.tookMs)} ms`;
  return found.tookMs < lookupMsMax ? fine(detail) : failing(detail, todo);
}

/** The hosts file of the root that Asterisk runs in: there the name of the machine must stand, whatever DNS says. */
export function judgeHostsFile(file: string, text: string, name: string): Finding {
  const names = text.split('\n').flatMap((line) => line.replace(/#.*/, '').trim().split(/\s+/).slice(1));
  if (names.includes(name)) return fine(`${name} stands in ${file}`);
  return failing(
    `${name} is missing in ${file}, which stalls every call`,
    `write "127.0.0.1 localhost ${name}" into it`,
  );
}

/** A program that prompts are made with; null when it is not there. */
export const judgeTool = (name: string, version: string | null): Finding =>
  version === null ? failing('not installed', `install it: \`apt-get install ${name}\``) : fine(version);

export type PortUse = 'ours' | 'free' | 'taken';

export function judgeApiPort(address: string, use: PortUse): Finding {
  if (use === 'ours') return fine(`Carillon answers at ${address}`);
  if (use === 'free') return fine(`${address} is free`);
  return failing(`something else has ${address}`, 'set CARILLON_API_PORT to another port');
}

/** `unseen`: Asterisk runs on another machine. */
export function judgeSipPort(port: number, use: 'bound' | 'free' | 'unseen'): Finding {
  const detail = `UDP port ${port}`;
  if (use === 'bound') return fine(`${detail} is bound`);
  if (use === 'unseen') return warning(`${detail} is on another machine`, 'look there with `ss -lun`');
  const todo = 'set CARILLON_SIP_PORT to the port of the transport in pjsip.conf, and start Asterisk';
  return failing(`nobody listens on ${detail}`, todo);
}

/** A call between two parties takes two pairs of ports; fewer than these are no contact centre. */
const rtpPortCountMin = 40;
const rtpPortCountWanted = 400;
const portsPerCall = 4;

/** `client` is the range from which the kernel takes ports for outgoing connections. */
export function judgeRtpPorts(rtp: Range, client: Range | null): Finding {
  const count = rtp.end - rtp.start + 1;
  const detail = `${rtp.start}-${rtp.end}, room for ${Math.floor(count / portsPerCall)} calls`;
  const widen = 'widen rtpstart and rtpend in rtp.conf and CARILLON_RTP_PORTS';
  if (count < rtpPortCountMin) return failing(detail, widen);
  if (rtp.start % 2 === 1)
    return failing(`${detail}; ${rtp.start} is odd`, 'begin with an even port: audio has the even ones');
  if (client !== null && rtp.start <= client.end && client.start <= rtp.end)
    return warning(`${detail}; the kernel gives ${client.start}-${client.end} to clients`, 'move the range out of it');
  return count < rtpPortCountWanted ? warning(detail, widen) : fine(detail);
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Below this the journal fills the disk in minutes. */
const freeBytesMin = 500 * 1024 * 1024;
const freeRatioMin = 0.1;

export function judgeDisk(
  directory: string,
  { freeBytes, totalBytes }: { freeBytes: number; totalBytes: number },
): Finding {
  const ratio = totalBytes === 0 ? 0 : freeBytes / totalBytes;
  const detail = `${(freeBytes / 1024 ** 3).toFixed(1)} GB (${Math.floor(ratio * 100)} %) free in ${directory}`;
  const todo = 'make room or move CARILLON_DATA_DIR to a larger disk';
  if (freeBytes < freeBytesMin) return failing(detail, todo);
  return ratio < freeRatioMin ? warning(detail, todo) : fine(detail);
}

/** Legal hours and reports are read off these clocks. */
const clockMsMax = 2_000;

/** `differenceMs`: PostgreSQL's clock minus ours. */
export function judgeClock(differenceMs: number): Finding {
  const detail = `PostgreSQL's clock differs by ${Math.round(Math.abs(differenceMs))} ms`;
  return Math.abs(differenceMs) <= clockMsMax
    ? fine(detail)
    : failing(detail, 'keep both machines on time (chrony or systemd-timesyncd)');
}

const postgresMajorMin = 15;

/** `versionNumber` as PostgreSQL's server_version_num, such as 150006. */
export function judgePostgres(versionNumber: number): Finding {
  const major = Math.floor(versionNumber / 10_000);
  const detail = `version ${major}.${versionNumber % 10_000}`;
  return major >= postgresMajorMin
    ? fine(detail)
    : failing(detail, `update PostgreSQL to ${postgresMajorMin} or newer`);
}

/** `applied` is null when we may not look. */
export function judgeMigrations(applied: readonly string[] | null, known: readonly string[]): Finding {
  const todo = 'run `carillon migrate`';
  if (applied === null)
    return warning(
      'the tables exist, their version was not looked at',
      'set CARILLON_DATABASE_OWNER_URL to have it checked',
    );
  const missing = known.filter((name) => !applied.includes(name));
  if (missing.length > 0) return failing(`missing: ${missing.join(', ')}`, todo);
  const newer = applied.filter((name) => !known.includes(name));
  if (newer.length > 0) return failing(`made by a newer Carillon: ${newer.join(', ')}`, 'update Carillon');
  return fine(`all ${known.length} applied`);
}

/** Calls do not need the manager interface; without it nobody sees phones and trunks go. */
export const judgeManager = (use: 'signedIn' | 'unused'): Finding =>
  use === 'signedIn'
    ? fine('signed in, answers')
    : fine('not used: the states of phones and trunks are not recorded (CARILLON_AMI_PORT)');

/** The settings of Redis with which nothing that it took is lost or thinned out. */
const redisWanted = { appendonly: 'yes', appendfsync: 'everysec', 'maxmemory-policy': 'noeviction' } as const;

export function judgeRedis(settings: Readonly<Record<string, string>>): Finding {
  const wrong = Object.entries(redisWanted).filter(([name, value]) => settings[name] !== value);
  if (wrong.length === 0)
    return fine(
      Object.entries(redisWanted)
        .map((pair) => pair.join(' '))
        .join(', '),
    );
  const found = wrong.map(([name]) => `${name} is ${settings[name] ?? 'unknown'}`).join(', ');
  return failing(found, `set ${wrong.map((pair) => pair.join(' ')).join(', ')} in redis.conf and restart Redis`);
}

/** One sentence per secret that cannot be used. */
export const judgeSecrets = (count: number, faults: readonly string[]): Finding =>
  faults.length === 0 ? fine(`${count} files, closed to others`) : failing(faults.join(' '), 'mend these files');

export function judgeFlows(
  directory: string,
  counts: { readonly flows: number; readonly errors: number; readonly warnings: number },
): Finding {
  const todo = `run \`carillon check ${directory}\``;
  if (counts.errors > 0) return failing(`${counts.errors} errors in ${directory}`, todo);
  if (counts.flows === 0)
    return failing(`no flows in ${directory}`, 'set CARILLON_FLOWS_DIR to the directory with fil.json');
  return counts.warnings > 0
    ? warning(`${counts.flows} compile, ${counts.warnings} warnings`, todo)
    : fine(`${counts.flows} compile`);
}

/** The first three numbers of a version; 0 where it has none. */
function numbers(version: string): readonly [number, number, number] {
  const [, major, minor, patch] = /(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version) ?? [];
  return [Number(major ?? 0), Number(minor ?? 0), Number(patch ?? 0)];
}

/** The speech engine that the operator chose by `variable`; `complaint` null: it spoke. */
export const judgeSpeech = (variable: string, complaint: string | null): Finding =>
  complaint === null
    ? fine(`${variable} speaks`)
    : warning(`${variable} does not speak, espeak-ng does instead: ${complaint}`, 'try it by hand');
