// Who answers the same dialogue in `bench ivr`. Not here: the load and what is measured of it (ivr.ts).

import { readConfig } from '../../src/config.ts';
import type { Bench } from './bench-stack.ts';
import type { Program } from './programs.ts';
import { serveCarillon, startBareScript } from './programs.ts';
import { numbers } from './sounds.ts';

export interface Variant {
  readonly name: string;
  readonly title: string;
  /** The number that leads to it. */
  readonly service: string;
  /** null: it is not part of this version. */
  readonly start: ((bench: Bench) => Promise<Program | null>) | null;
}

/** In the order in which they run. */
export const variants: readonly Variant[] = [
  { name: 'dialplan', title: '(a) dialplan by hand', service: 'plan', start: () => Promise.resolve(null) },
  {
    name: 'bare',
    title: '(b) bare ARI script',
    service: 'bare',
    start: (bench) => startBareScript(bench, 'bare', 'http'),
  },
  {
    name: 'carillon',
    title: '(c) Carillon',
    service: numbers.ivr,
    start: (bench) => serveCarillon(bench, 'carillon', null),
  },
  drivenBy('ari-client', '(d) Carillon, ari-client'),
  drivenBy('websocket', '(e) Carillon, REST over WebSocket'),
  {
    name: 'bare-websocket',
    title: '(b2) bare script, REST over WebSocket',
    service: 'bare',
    start: (bench) => startBareScript(bench, 'bare-websocket', 'websocket'),
  },
];

/** A row of Carillon on another driver, as soon as the configuration knows one of that name. */
function drivenBy(driver: string, title: string): Variant {
  const name = `carillon-${driver}`;
  const start = isKnown(driver) ? (bench: Bench) => serveCarillon(bench, name, driver) : null;
  return { name, title, service: numbers.ivr, start };
}

function isKnown(driver: string): boolean {
  const read = readConfig({ CARILLON_ARI_DRIVER: driver });
  return read.kind === 'ok' || !read.failure.some(({ variable }) => variable === 'CARILLON_ARI_DRIVER');
}
