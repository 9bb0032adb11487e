// The door of every command: node scripts/enter.cjs demo|test|check|build|bench|fault|sim [arguments].
// Runs on whatever Node is there, before `npm ci`, without any package; brings what is missing and hands over to Node 24.
// Not here: what the commands do (scripts/NAME.ts).
'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { bringSystemPackages, installAsRoot } = require('./enter-apt.cjs');
const { bringNodePackages } = require('./enter-npm.cjs');
const { Refusal, follow, isRoot, sudo } = require('./enter-run.cjs');

const checkout = path.resolve(__dirname, '..');
const commands = ['demo', 'test', 'check', 'build', 'bench', 'fault', 'sim'];
/** Commands that need no service: no package of the system either. */
const bare = ['check', 'build', 'sim'];

const megabyte = 1e6;
/** The first run fetches and unpacks Asterisk, the system's packages and npm's; later ones only keep data and logs. */
const roomAtFirst = 2000 * megabyte;
const roomLater = 300 * megabyte;

main().then(
  (code) => {
    process.exitCode = code;
  },
  (fault) => {
    console.error(fault instanceof Refusal ? `carillon: ${fault.message}` : fault);
    process.exitCode = 1;
  },
);

async function main() {
  const [command, ...args] = process.argv.slice(2);
  // The half that needs root, when we came here through sudo.
  if (command === '--install') return installAsRoot(args);
  checkNode();
  // The demo tells how long it took until the first call was heard.
  process.env.ENTERED_AT = String(Date.now());
  if (!commands.includes(command)) throw new Refusal(`Say what to do: ${commands.join(', ')}.`);
  const script = path.join(checkout, 'scripts', `${command}.ts`);
  if (!fs.existsSync(script)) throw new Refusal(`\`${command}\` is not part of this version of Carillon.`);
  const services = !bare.includes(command);
  if (services) {
    checkSystem();
    checkRoom();
    const code = await bringSystemPackages(command);
    // The half that ran through sudo has said why.
    if (code !== 0) return code;
  }
  await bringNodePackages(checkout);
  return hand(services, script, args);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 18 || (major === 18 && minor >= 15)) return;
  throw new Refusal(
    `Node ${process.versions.node} is too old to begin with; install Node 20 or later (Carillon brings Node 24 for itself).`,
  );
}

function checkSystem() {
  if (process.platform !== 'linux' || !isDebian()) {
    throw new Refusal(
      'This command needs Debian or Ubuntu to install its services; elsewhere use `docker compose up` (docker-compose.yml).',
    );
  }
  if (!isRoot() && spawnSync('sudo', ['-n', 'true']).status !== 0) {
    throw new Refusal(
      'This command needs root to install and start its services; run it as root or allow this user sudo without a password.',
    );
  }
}

function isDebian() {
  try {
    const release = fs.readFileSync('/etc/os-release', 'utf8');
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release) && fs.existsSync('/usr/bin/dpkg-query');
  } catch {
    // A system without that file is no Debian.
    return false;
  }
}

function checkRoom() {
  const cache = process.env.CARILLON_CACHE_DIR || '/var/cache/carillon';
  const first =
    !fs.existsSync(path.join(cache, `asterisk-root-${process.arch}`, 'carillon-packages.txt')) &&
    !process.env.CARILLON_ARI_URL;
  const need = first ? roomAtFirst : roomLater;
  for (const place of [cache, '/var/lib', checkout]) {
    const free = freeBytes(place);
    if (free >= need) continue;
    throw new Refusal(
      `The disk of ${place} is too full: ${Math.floor(free / megabyte)} MB free, ${need / megabyte} MB needed; free some and run the same command again.`,
    );
  }
}

function freeBytes(place) {
  let there = place;
  while (!fs.existsSync(there)) there = path.dirname(there);
  const disk = fs.statfsSync(there);
  return disk.bavail * disk.bsize;
}

async function hand(services, script, args) {
  const node = findNode();
  if (!services || isRoot()) return follow(node, [script, ...args], checkout);
  const code = await follow('sudo', [...sudo(), node, script, ...args], checkout);
  // What root wrote in the checkout belongs to whoever owns the checkout.
  const owner = `${process.getuid()}:${process.getgid()}`;
  const places = ['node_modules/.vite', 'node_modules/.vite-temp']
    .map((name) => path.join(checkout, name))
    .filter((place) => fs.existsSync(place));
  if (places.length > 0) spawnSync('sudo', ['-n', 'chown', '-R', owner, ...places]);
  return code;
}

function findNode() {
  const own = path.join(checkout, 'node_modules', '.bin', 'node');
  const asked = spawnSync(own, ['--version'], { encoding: 'utf8' });
  if (asked.status === 0) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Refusal(
    `There is no packaged Node 24 for ${process.platform}-${process.arch}; install Node 24 or later and run the same command with it.`,
  );
}
