// Finds an Asterisk to run: one on the PATH, the cached private root, or a new private root built by debootstrap.
// Not here: its configuration (asterisk.ts).

import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { must, run } from './command.ts';
import { identify } from './daemon.ts';
import { ProvisioningFault } from './fault.ts';
import type { Owner } from './files.ts';
import type { Plan } from './plan.ts';

export type Log = (line: string) => void;

export interface AsteriskHome {
  /** '' when Asterisk runs in the system itself, else the directory it is confined to. */
  readonly root: string;
  readonly version: string;
  readonly owner: Owner;
}

/** The only major release the stack is tested with, and the first release in it without known holes in ARI. */
const major = 22;
const minimum = [22, 10, 1] as const;

/** Room for packages, their unpacked form and the working copy while a root is built. */
const buildBytes = 2_000_000_000;

/** The number Asterisk gets as a user inside the root: none of the system's own, which would lend it their rights. */
const rootUser = 59_322;

/** Finds or builds an Asterisk >= 22.10.1 of the tested major; a ProvisioningFault says why there is none. */
export async function findAsterisk(plan: Plan, log: Log): Promise<AsteriskHome> {
  const system = await systemAsterisk(log);
  if (system !== 'none') return system;
  const root = path.join(plan.cache, `asterisk-root-${os.arch()}`);
  if (existsSync(packageList(root))) log(`Asterisk: private root ${root}`);
  else await build(root, log);
  const version = versionIn(await must('Asking Asterisk for its version', 'chroot', [root, 'asterisk', '-V']));
  if (judge(version) !== 'fit') {
    throw new ProvisioningFault(
      `The private root ${root} holds Asterisk ${version}, but only ${major}.x from ${minimum.join('.')} on is tested with Carillon; ` +
        'put such an `asterisk` on the PATH or set CARILLON_ARI_URL to one that runs.',
    );
  }
  await checkDevices(root);
  await nameHost(root);
  return { root, version, owner: ownerIn(root) };
}

/** The packages of a root and their versions; it is written last, so a root that has it is complete. */
const packageList = (root: string): string => path.join(root, 'carillon-packages.txt');

async function systemAsterisk(log: Log): Promise<AsteriskHome | 'none'> {
  const asked = await run('asterisk', ['-V']);
  if (asked.code !== 0) return 'none';
  const version = versionIn(asked.out);
  const verdict = judge(version);
  const owner = ownerIn('');
  if (verdict === 'fit' && owner.uid !== 0) return { root: '', version, owner };
  const why = verdict === 'fit' ? 'has no user `asterisk` to run as' : verdict;
  log(`Asterisk ${version} on the PATH ${why}: a private one is used instead`);
  return 'none';
}

function versionIn(text: string): string {
  return /Asterisk (\d+\.\d+\.\d+)/.exec(text)?.[1] ?? 'unknown';
}

function judge(version: string): 'fit' | 'is of a major release that is not tested' | 'is too old' {
  const parts = version.split('.').map(Number);
  if (parts[0] !== major) return 'is of a major release that is not tested';
  const [, minor = 0, patch = 0] = parts;
  const fresh = minor > minimum[1] || (minor === minimum[1] && patch >= minimum[2]);
  return fresh ? 'fit' : 'is too old';
}

function ownerIn(root: string): Owner {
  const line = readFileSync(`${root}/etc/passwd`, 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('asterisk:'));
  const fields = line?.split(':') ?? [];
  return { uid: Number(fields[2] ?? 0), gid: Number(fields[3] ?? 0) };
}

async function build(root: string, log: Log): Promise<void> {
  await mkdir(path.dirname(root), { recursive: true });
  await removeAbandoned(path.dirname(root));
  await checkRoom(path.dirname(root));
  const working = `${root}.building-${process.pid}`;
  log('Asterisk: building a private root from Debian unstable (about 300 MB to fetch, two minutes)');
  try {
    await bootstrap(working, log);
    await settle(working);
    renameSync(working, root);
  } catch (fault) {
    await remove(working);
    // Another start may have built the same root meanwhile; then its work serves us as well.
    if (!existsSync(packageList(root))) throw fault;
  }
  log(`Asterisk: private root ready in ${root}`);
}

async function bootstrap(working: string, log: Log): Promise<void> {
  const tell = progress(log);
  const args = ['--variant=minbase', '--include=asterisk,ca-certificates', 'sid', working];
  const result = await run('debootstrap', args, { onLine: tell });
  if (result.code === 0) return;
  const details = tail(path.join(working, 'debootstrap', 'debootstrap.log'));
  const said = [...result.out.split('\n'), ...result.err.split('\n')].filter((line) => line !== '').slice(-6);
  if ([...details, ...said].some((line) => line.includes('No space left on device'))) {
    throw new ProvisioningFault(
      'The disk became full while Asterisk was unpacked; free about 2 GB and run the same command again.',
    );
  }
  const offline = said.some((line) =>
    /InRelease|Failed getting release|Couldn't (download|retrieve)|Failed to fetch/.test(line),
  );
  const why = offline
    ? 'Asterisk could not be downloaded from Debian: check the network (or the proxy settings) and run the same command again.'
    : `Asterisk's private root could not be built: debootstrap ended with code ${result.code}.`;
  throw new ProvisioningFault(why, { detail: [...details.slice(-4), ...said] });
}

/** What remains after debootstrap: free the packages' copies, give Asterisk a user number of its own, note the versions. */
async function settle(working: string): Promise<void> {
  for (const name of readdirSync(path.join(working, 'var/cache/apt/archives')).filter((entry) =>
    entry.endsWith('.deb'),
  )) {
    rmSync(path.join(working, 'var/cache/apt/archives', name));
  }
  const before = ownerIn(working);
  const number = String(rootUser);
  await must("Numbering Asterisk's group", 'chroot', [working, 'groupmod', '-g', number, 'asterisk']);
  await must("Numbering Asterisk's user", 'chroot', [working, 'usermod', '-u', number, '-g', number, 'asterisk']);
  const places = ['etc', 'var', 'run'].map((name) => path.join(working, name));
  await must("Handing over Asterisk's files", 'chown', [
    '-hR',
    `--from=${before.uid}`,
    `${number}:${number}`,
    ...places,
  ]);
  const query = ['-W', '-f', '${Package} ${Version}\\n'];
  const packages = await must('Listing the packages', 'chroot', [working, 'dpkg-query', ...query]);
  writeFileSync(packageList(working), packages);
}

/** Working copies of builders that are gone. */
async function removeAbandoned(cache: string): Promise<void> {
  for (const name of readdirSync(cache)) {
    const pid = /\.building-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && identify(Number(pid)) === 'gone') await remove(path.join(cache, name));
  }
}

/** Removes a root; what is mounted inside (debootstrap mounts /proc) is let go first, so that only our files are removed. */
async function remove(root: string): Promise<void> {
  if (!existsSync(root)) return;
  const mounted = () =>
    readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[1] ?? '')
      .filter((place) => place.startsWith(`${root}/`));
  for (const place of mounted().toReversed()) await run('umount', [place]);
  if (mounted().length > 0) {
    throw new ProvisioningFault(`Something is still mounted below ${root}; unmount it and remove that directory.`);
  }
  rmSync(root, { recursive: true, force: true });
}

async function checkRoom(place: string): Promise<void> {
  const disk = await statfs(place);
  const free = disk.bavail * disk.bsize;
  if (free >= buildBytes) return;
  throw new ProvisioningFault(
    `The disk of ${place} has ${Math.floor(free / 1e6)} MB free and Asterisk's private root needs ${buildBytes / 1e6} MB while it is built; ` +
      'free some or set CARILLON_CACHE_DIR to a larger disk.',
  );
}

/** Asterisk needs these two devices; some containers forbid to make them, some disks to open them. */
async function checkDevices(root: string): Promise<void> {
  const devices = [
    ['null', '3'],
    ['urandom', '9'],
  ] as const;
  for (const [name, minor] of devices) {
    const place = path.join(root, 'dev', name);
    if (existsSync(place) && statSync(place).isCharacterDevice()) continue;
    rmSync(place, { force: true });
    await must(`Making ${place}`, 'mknod', ['-m', '666', place, 'c', '1', minor]);
  }
  const tried = await run('chroot', [root, 'sh', '-c', 'head -c1 /dev/urandom >/dev/null']);
  if (tried.code === 0) return;
  throw new ProvisioningFault(
    `Devices cannot be opened below ${root} (a disk mounted \`nodev\`?); set CARILLON_CACHE_DIR to a directory on another disk.`,
  );
}

/** Asterisk looks up its own host name for every call; a name it cannot find costs five seconds each time. */
async function nameHost(root: string): Promise<void> {
  const line = `127.0.0.1 localhost ${os.hostname()}\n`;
  const hosts = path.join(root, 'etc', 'hosts');
  if (!existsSync(hosts) || readFileSync(hosts, 'utf8') !== line) writeFileSync(hosts, line, { mode: 0o644 });
  // No name server: names of this stack are in the hosts file, and nothing in it may ask the outside.
  writeFileSync(path.join(root, 'etc', 'resolv.conf'), 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n', {
    mode: 0o644,
  });
  await must('Looking up our own host name', 'chroot', [root, 'getent', 'hosts', os.hostname()]);
}

function tail(log: string): string[] {
  return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-8) : [];
}

/** A sign of life for each kind of work of debootstrap, and again after every fifty packages. */
function progress(log: Log): (line: string) => void {
  const counts = new Map<string, number>();
  return (line) => {
    const word = /^I: (Retrieving|Extracting|Unpacking|Configuring) /.exec(line)?.[1]?.toLowerCase();
    if (word === undefined) return;
    const count = (counts.get(word) ?? 0) + 1;
    counts.set(word, count);
    if (count === 1 || count % 50 === 0) log(`  ${word} packages${count > 1 ? ` (${count})` : ''}`);
  };
}
